// A service that publishes a feed, for the tests of feeds.

#ifndef XINQIAO_TESTS_LIBS_FEED_OWNER_H_
#define XINQIAO_TESTS_LIBS_FEED_OWNER_H_

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"
#include "libs/base/id_generator.h"
#include "libs/feed/feed_reader.h"
#include "libs/feed/outbox.h"
#include "libs/feed/outbox_floor.h"
#include "libs/feed/sequencer.h"
#include "libs/pg/database.h"
#include "tests/support/postgres.h"

namespace xinqiao::feed {

// Waits up to twenty seconds.
template <typename Condition>
bool Eventually(Condition holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

// A database of its own with an outbox and a feed. Thread-safe but for what
// takes SQL.
class Owner {
 public:
  // A change that a test names by its number. Ids do not grow with it, so that
  // nothing gets its order from them by chance.
  static Change ChangeOf(const std::string& log, std::vector<std::string> payloads) {
    static std::atomic<uint32_t> last = 0;
    const uint32_t number = ++last;
    return {.log = log,
            .change_id = absl::StrFormat("%08x-0000-7000-8000-%012x", number * 2654435761U, number),
            .record_time = absl::FromUnixMicros(1494950400123456),
            .payloads = std::move(payloads)};
  }

  // Commits a change; it has no position yet.
  void Append(const Change& change) {
    const absl::Status status = database_.Transact({}, [&](pqxx::transaction_base& tx) {
      AppendToOutbox(tx, change);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  }

  // Gives everything that was appended a position.
  void Sequence() {
    const auto moved = SequenceOnce(database_, ids_, floor_);
    EXPECT_TRUE(moved.ok()) << moved.status();
  }

  // One change with these events, up to the feed.
  void Publish(const std::string& log, std::vector<std::string> payloads) {
    Append(ChangeOf(log, std::move(payloads)));
    Sequence();
  }

  Head GetHead(const std::string& log) {
    const auto head = reader_.GetHead({}, log);
    EXPECT_TRUE(head.ok()) << head.status();
    return head.value_or(Head{});
  }

  // The whole log.
  std::vector<StoredEvent> Events(const std::string& log) {
    std::vector<StoredEvent> events;
    while (true) {
      const int64_t after = events.empty() ? 0 : events.back().position;
      const auto page = reader_.List({}, log, after, FeedReader::kEventsMax);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok() || page->empty()) return events;
      events.insert(events.end(), page->begin(), page->end());
    }
  }

  std::string Execute(const std::string& sql) { return test_database_.Execute(sql); }
  const std::string& url() const { return test_database_.url(); }
  pg::Database& database() { return database_; }
  FeedReader& reader() { return reader_; }
  IdGenerator& ids() { return ids_; }
  OutboxFloor& floor() { return floor_; }

 private:
  testing::TestDatabase test_database_{"registry", {"libs/feed/migrations/outbox"}};
  pg::Database database_{test_database_.url(), 16};
  OutboxFloor floor_;
  FeedReader reader_{database_, Numbering::kBySequencer, &floor_};
  Uuid7Generator ids_;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_TESTS_LIBS_FEED_OWNER_H_
