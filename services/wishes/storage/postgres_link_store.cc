#include "services/wishes/storage/postgres_link_store.h"

#include <pqxx/pqxx>

#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/feed/cursor_store.h"
#include "libs/pg/time.h"
#include "services/wishes/storage/queries.h"

namespace xinqiao::wishes {
namespace {

Call CallOfThread() { return {.deadline = CapDeadline(absl::InfiniteFuture())}; }

void ApplyChange(pqxx::transaction_base& tx, const std::string& log, const LinkChange& change) {
  switch (change.kind) {
    case LinkChange::Kind::kActive:
      tx.exec_params0(sql::kStartLink, change.contact_link_id, change.youth_id, change.post_id, log,
                      pg::ToText(change.day));
      break;
    case LinkChange::Kind::kInactive:
      tx.exec_params0(sql::kEndLink, change.contact_link_id, pg::ToText(change.day));
      break;
  }
}

}  // namespace

absl::Status PostgresLinkStore::Apply(const feed::Cursor& from, const feed::Cursor& to,
                                      absl::Span<const LinkChange> changes) {
  return database_.Transact(CallOfThread(), [&](pqxx::transaction_base& tx) -> absl::Status {
    RETURN_IF_ERROR(feed::AdvanceCursor(tx, from, to));
    for (const LinkChange& change : changes) ApplyChange(tx, to.log, change);
    return absl::OkStatus();
  });
}

absl::StatusOr<feed::Cursor> PostgresLinkStore::LoadCursor(const std::string& source,
                                                           const std::string& log) {
  return database_.Read(CallOfThread(),
                        [&](pqxx::transaction_base& tx) -> absl::StatusOr<feed::Cursor> {
                          for (const feed::Cursor& cursor : feed::ListCursors(tx)) {
                            if (cursor.source == source && cursor.log == log) return cursor;
                          }
                          return feed::Cursor{.source = source, .log = log};
                        });
}

absl::StatusOr<std::vector<std::string>> PostgresLinkStore::ListLogs() {
  using Logs = absl::StatusOr<std::vector<std::string>>;
  return database_.Read(CallOfThread(),
                        [](pqxx::transaction_base& tx) -> Logs { return directory::ListLogs(tx); });
}

}  // namespace xinqiao::wishes
