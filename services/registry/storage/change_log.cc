#include "services/registry/storage/change_log.h"

#include <utility>

#include "libs/feed/outbox.h"
#include "libs/pg/request_log.h"

namespace xinqiao::registry {
namespace {

// The one log of registry, of its requests and of its feed.
constexpr char kLog[] = "registry";

}  // namespace

absl::StatusOr<std::optional<Answer>> FindAnswer(pqxx::transaction_base& tx, const Call& call,
                                                 const Write& write) {
  return pg::FindAnswer(tx, call, {.log = kLog, .request_id = write.request_id});
}

void SaveAnswer(pqxx::transaction_base& tx, const Call& call, const Write& write,
                const Answer& answer) {
  pg::SaveAnswer(tx, call, {.log = kLog, .request_id = write.request_id}, answer, write.time);
}

void AppendEvent(pqxx::transaction_base& tx, const Write& write, const std::string& event) {
  AppendEvents(tx, write, {event});
}

void AppendEvents(pqxx::transaction_base& tx, const Write& write, std::vector<std::string> events) {
  feed::AppendToOutbox(tx, {.log = kLog,
                            .change_id = write.change_id,
                            .record_time = write.time,
                            .payloads = std::move(events)});
}

}  // namespace xinqiao::registry
