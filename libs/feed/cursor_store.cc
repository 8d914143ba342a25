#include "libs/feed/cursor_store.h"

#include "libs/base/error.h"
#include "libs/feed/queries.h"

namespace xinqiao::feed {

std::vector<Cursor> ListCursors(pqxx::transaction_base& tx) {
  std::vector<Cursor> cursors;
  for (const pqxx::row& row : tx.exec_params(sql::kListCursors)) {
    cursors.push_back({.source = row["source"].as<std::string>(),
                       .log = row["log"].as<std::string>(),
                       .epoch = row["epoch"].as<std::string>(),
                       .position = row["position"].as<int64_t>()});
  }
  return cursors;
}

absl::Status AdvanceCursor(pqxx::transaction_base& tx, const Cursor& from, const Cursor& to) {
  if (from.position == 0) tx.exec_params0(sql::kOpenCursor, to.source, to.log, to.epoch);
  const pqxx::result moved =
      tx.exec_params(sql::kAdvanceCursor, to.source, to.log, to.epoch, from.position, to.position);
  if (moved.affected_rows() == 1) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, {"feed.xinqiao", "CURSOR_MOVED"},
                   "another replica moved the cursor");
}

}  // namespace xinqiao::feed
