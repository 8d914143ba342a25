#include "libs/feed/feed_reader.h"

#include <pqxx/pqxx>
#include <utility>

#include "libs/feed/queries.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"

namespace xinqiao::feed {
namespace {

StoredEvent StoredEventFrom(const pqxx::row& row) {
  return {.position = row["position"].as<int64_t>(),
          .change_id = row["change_id"].as<std::string>(),
          .change_index = row["change_index"].as<int>(),
          .change_count = row["change_count"].as<int>(),
          .registry_position = row["registry_position"].as<int64_t>(),
          .contacts_position = row["contacts_position"].as<int64_t>(),
          .record_time = pg::TimeFromMicros(row["record_micros"]),
          .payload = pg::BytesFrom(row["payload"])};
}

}  // namespace

absl::StatusOr<std::vector<StoredEvent>> FeedReader::List(const Call& call, const std::string& log,
                                                          int64_t after_position, int events_max) {
  using Events = absl::StatusOr<std::vector<StoredEvent>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Events {
    std::vector<StoredEvent> events;
    size_t bytes = 0;
    for (const pqxx::row& row : tx.exec_params(sql::kListEvents, log, after_position, events_max)) {
      StoredEvent event = StoredEventFrom(row);
      bytes += event.payload.size();
      if (!events.empty() && bytes > kBytesMax) break;
      events.push_back(std::move(event));
    }
    return events;
  });
}

absl::StatusOr<Head> FeedReader::GetHead(const Call& call, const std::string& log) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Head> {
    const int64_t floor = floor_ == nullptr ? 0 : floor_->id();
    const pqxx::row row = numbering_ == Numbering::kBySequencer
                              ? tx.exec_params1(sql::kGetHead, log, floor)
                              : tx.exec_params1(sql::kGetNumberedHead, log);
    return Head{.epoch = row["epoch"].as<std::string>(),
                .position = row["position"].as<int64_t>(),
                .pending = row["pending"].as<int64_t>()};
  });
}

}  // namespace xinqiao::feed
