#include "libs/feed/follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/metric_family.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/feed/cursor_store.h"
#include "libs/feed/feed_service.h"
#include "libs/metrics/metrics.h"
#include "tests/libs/feed/owner.h"
#include "tests/support/rpc_server.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/feed_service.grpc.pb.h"

namespace xinqiao::feed {
namespace {

// The gauge of a follower of registry's `log`.
double GaugeOf(const std::string& name, const std::string& log) {
  const prometheus::ClientMetric::Label wanted{"log", log};
  for (const prometheus::MetricFamily& family : metrics::Registry().Collect()) {
    if (family.name != name) continue;
    for (const prometheus::ClientMetric& metric : family.metric) {
      for (const auto& label : metric.label) {
        if (label == wanted) return metric.gauge.value;
      }
    }
  }
  return 0;
}

bool Stopped(const std::string& log) { return GaugeOf("xinqiao_follower_stopped", log) == 1; }

// Keeps what it gets in memory; checks that changes come whole.
class MemorySink final : public Sink {
 public:
  absl::Status Apply(const Cursor& from, const Cursor& to,
                     absl::Span<const v1::Event> events) override {
    EXPECT_EQ(events.front().change_index(), 0);
    EXPECT_EQ(events.back().change_index() + 1, events.back().change_count());
    EXPECT_EQ(events.front().position(), from.position + 1);
    EXPECT_EQ(events.back().position(), to.position);
    on_apply(events);
    const std::lock_guard lock(mutex_);
    for (const v1::Event& event : events) payloads_.push_back(event.payload().value());
    cursor_ = to;
    return absl::OkStatus();
  }
  absl::StatusOr<Cursor> Load(const std::string& source, const std::string& log) override {
    const std::lock_guard lock(mutex_);
    cursor_.source = source;
    cursor_.log = log;
    return cursor_;
  }

  std::vector<std::string> payloads() const {
    const std::lock_guard lock(mutex_);
    return payloads_;
  }
  Cursor cursor() const {
    const std::lock_guard lock(mutex_);
    return cursor_;
  }
  // Sets where it starts. Before a follower has it.
  void StartAt(const std::string& epoch, int64_t position) {
    cursor_.epoch = epoch;
    cursor_.position = position;
  }

  std::function<void(absl::Span<const v1::Event>)> on_apply = [](auto) {};

 private:
  mutable std::mutex mutex_;
  Cursor cursor_;                      // Guarded by mutex_.
  std::vector<std::string> payloads_;  // Guarded by mutex_.
};

// Applies to table `applied` in the transaction of the cursor, as services do.
class DatabaseSink final : public Sink {
 public:
  DatabaseSink(pg::Database& database, bool fails_now_and_then)
      : database_(database), fails_(fails_now_and_then) {}

  absl::Status Apply(const Cursor& from, const Cursor& to,
                     absl::Span<const v1::Event> events) override {
    const int call = ++calls_;
    if (fails_ && call % 4 == 1) return absl::UnavailableError("before the commit");
    const absl::Status status =
        database_.Transact({}, [&](pqxx::transaction_base& tx) -> absl::Status {
          RETURN_IF_ERROR(AdvanceCursor(tx, from, to));
          for (const v1::Event& event : events) {
            tx.exec_params0("INSERT INTO applied (position, payload) VALUES ($1, $2)",
                            event.position(), event.payload().value());
          }
          return absl::OkStatus();
        });
    if (fails_ && call % 4 == 3) return absl::UnavailableError("after the commit");
    return status;
  }
  absl::StatusOr<Cursor> Load(const std::string& source, const std::string& log) override {
    return database_.Read({}, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Cursor> {
      for (const Cursor& cursor : ListCursors(tx)) {
        if (cursor.source == source && cursor.log == log) return cursor;
      }
      return Cursor{.source = source, .log = log};
    });
  }

 private:
  pg::Database& database_;
  const bool fails_;
  std::atomic<int> calls_ = 0;
};

// Registry's feed, served over an in-process channel. Each test follows a log
// of its own name, because gauges live as long as the process.
class FollowerTest : public ::testing::Test {
 protected:
  std::unique_ptr<Follower> Follow(const std::string& log, Sink& sink) {
    return Follow(log, sink, positions_);
  }
  std::unique_ptr<Follower> Follow(const std::string& log, Sink& sink, Positions& positions) {
    return std::make_unique<Follower>(
        Follower::Options{.source = "registry", .log = log, .channel = server_.channel()},
        positions, sink);
  }

  bool Reaches(const std::string& log, int64_t position) {
    return Eventually([&] { return positions_.Get("registry", log).position == position; });
  }

  Owner owner_;
  const Positions followed_by_owner_;
  rpc::Executor executor_{4, 64};
  FeedService service_{
      {.service = *registry::v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.registry.v1.FeedService"),
       .event = *registry::v1::Event::descriptor(),
       .reader = owner_.reader(),
       .followed = followed_by_owner_,
       .executor = executor_}};
  testing::RpcServer server_{{&service_}};
  Positions positions_;
  MemorySink sink_;
};

TEST_F(FollowerTest, AppliesWhatIsThereAndWhatComes) {
  owner_.Publish("log-a", {"1", "2"});
  const auto follower = Follow("log-a", sink_);
  EXPECT_TRUE(Reaches("log-a", 2));
  owner_.Publish("log-a", {"3"});
  owner_.Publish("log-a", {"4", "5"});
  EXPECT_TRUE(Reaches("log-a", 5));
  EXPECT_EQ(sink_.payloads(), (std::vector<std::string>{"1", "2", "3", "4", "5"}));
  EXPECT_EQ(positions_.Get("registry", "log-a").epoch, owner_.GetHead("log-a").epoch);
  EXPECT_TRUE(Eventually([] { return GaugeOf("xinqiao_follower_position", "log-a") == 5; }));
}

TEST_F(FollowerTest, ResumesAtItsCursor) {
  owner_.Publish("log-b", {"1", "2"});
  owner_.Publish("log-b", {"3"});
  sink_.StartAt(owner_.GetHead("log-b").epoch, 2);
  const auto follower = Follow("log-b", sink_);
  EXPECT_TRUE(Reaches("log-b", 3));
  EXPECT_EQ(sink_.payloads(), std::vector<std::string>{"3"});
}

// Three events of 600 KiB travel in as many messages.
TEST_F(FollowerTest, AppliesAChangeThatSpansMessagesWhole) {
  const std::string large(600 << 10, 'x');
  owner_.Publish("log-c", {"small"});
  owner_.Publish("log-c", {large, large, large});
  owner_.Publish("log-c", {"last"});
  const auto follower = Follow("log-c", sink_);
  EXPECT_TRUE(Reaches("log-c", 5));
  EXPECT_EQ(sink_.payloads().size(), 5U);
}

TEST_F(FollowerTest, AppliesAChangeOnlyAfterWhatItWasAdmittedAt) {
  sink_.on_apply = [this](absl::Span<const v1::Event> events) {
    for (const v1::Event& event : events) {
      EXPECT_GE(positions_.Get("registry", "registry").position, event.registry_position());
      EXPECT_GE(positions_.Get("contacts", "log-d").position, event.contacts_position());
    }
  };
  Change change = Owner::ChangeOf("log-d", {"2", "3"});
  change.registry_position = 7;
  change.contacts_position = 3;
  owner_.Append(Owner::ChangeOf("log-d", {"1"}));
  owner_.Append(change);
  owner_.Append(Owner::ChangeOf("log-d", {"4"}));
  change = Owner::ChangeOf("log-d", {"5"});
  change.registry_position = 8;
  owner_.Append(change);
  owner_.Sequence();

  const auto follower = Follow("log-d", sink_);
  EXPECT_TRUE(Reaches("log-d", 1));
  positions_.Set({"registry", "registry", "epoch", 6});
  positions_.Set({"contacts", "log-d", "epoch", 3});
  positions_.Set({"contacts", "log-e", "epoch", 100});
  EXPECT_EQ(sink_.cursor().position, 1);
  positions_.Set({"registry", "registry", "epoch", 7});
  EXPECT_TRUE(Reaches("log-d", 4));
  positions_.Set({"registry", "registry", "epoch", 8});
  EXPECT_TRUE(Reaches("log-d", 5));
  EXPECT_EQ(sink_.payloads(), (std::vector<std::string>{"1", "2", "3", "4", "5"}));
}

TEST_F(FollowerTest, StopsWhileItWaits) {
  Change change = Owner::ChangeOf("log-f", {"1"});
  change.registry_position = 1;
  owner_.Append(change);
  owner_.Sequence();
  auto follower = Follow("log-f", sink_);
  follower.reset();
  EXPECT_TRUE(sink_.payloads().empty());
}

TEST_F(FollowerTest, StopsWhenTheLogHasAnotherEpoch) {
  owner_.Publish("log-g", {"1"});
  const auto follower = Follow("log-g", sink_);
  EXPECT_TRUE(Reaches("log-g", 1));
  EXPECT_FALSE(Stopped("log-g"));
  owner_.Execute("UPDATE epochs SET epoch = '00000000-0000-7000-8000-000000000001'");
  owner_.Publish("log-g", {"of another history"});
  EXPECT_TRUE(Eventually([] { return Stopped("log-g"); }));
  EXPECT_EQ(sink_.payloads(), std::vector<std::string>{"1"});
}

TEST_F(FollowerTest, StopsWhenItStartsInAnotherEpoch) {
  owner_.Publish("log-h", {"1", "2"});
  sink_.StartAt("00000000-0000-7000-8000-000000000001", 1);
  const auto follower = Follow("log-h", sink_);
  EXPECT_TRUE(Eventually([] { return Stopped("log-h"); }));
  EXPECT_TRUE(sink_.payloads().empty());
}

TEST_F(FollowerTest, StopsWhenTheHeadIsBelowItsCursor) {
  owner_.Publish("log-i", {"1", "2"});
  sink_.StartAt(owner_.GetHead("log-i").epoch, 3);
  const auto follower = Follow("log-i", sink_);
  EXPECT_TRUE(Eventually([] { return Stopped("log-i"); }));
  EXPECT_TRUE(sink_.payloads().empty());
}

TEST_F(FollowerTest, StopsWhenTheHeadFallsBelowItsCursor) {
  owner_.Publish("log-j", {"1", "2"});
  const auto follower = Follow("log-j", sink_);
  EXPECT_TRUE(Reaches("log-j", 2));
  owner_.Execute("DELETE FROM feed WHERE position = 2");
  EXPECT_TRUE(Eventually([] { return Stopped("log-j"); }));
  EXPECT_EQ(sink_.payloads().size(), 2U);
}

// A follower of its own schema, in a database of its own.
class DatabaseFollowerTest : public FollowerTest {
 protected:
  DatabaseFollowerTest() {
    follower_database_.Execute("CREATE TABLE applied (position bigint, payload text)");
    follower_database_.Execute("GRANT ALL ON applied TO wishes");
  }

  std::string Applied() {
    return follower_database_.Execute(
        "SELECT string_agg(payload, ' ' ORDER BY position) "
        "FROM applied");
  }

  testing::TestDatabase follower_database_{"wishes", {"libs/feed/migrations/cursors"}};
  pg::Database database_{follower_database_.url(), 4};
};

TEST_F(DatabaseFollowerTest, AppliesExactlyOnceOverFailuresAndRestarts) {
  DatabaseSink sink(database_, true);
  std::string want;
  int64_t position = 0;
  for (int restart = 0; restart < 4; ++restart) {
    const auto follower = Follow("log-k", sink);
    for (int i = 0; i < 3; ++i) {
      owner_.Publish("log-k", {absl::StrCat(position + 1), absl::StrCat(position + 2)});
      position += 2;
      absl::StrAppend(&want, want.empty() ? "" : " ", position - 1, " ", position);
    }
    // The last one is stopped at its end, the others wherever they are.
    if (restart == 3) {
      EXPECT_TRUE(Reaches("log-k", position));
    }
  }
  EXPECT_EQ(Applied(), want);
  EXPECT_EQ(follower_database_.Execute("SELECT position FROM cursors"), absl::StrCat(position));
}

// Both apply the same log to one schema; whoever comes second finds the cursor
// moved, loads it and goes on.
TEST_F(DatabaseFollowerTest, TwoReplicasApplyEveryChangeOnce) {
  DatabaseSink sink(database_, false);
  DatabaseSink other_sink(database_, false);
  Positions other_positions;
  std::string want;
  {
    const auto follower = Follow("log-l", sink);
    const auto other = Follow("log-l", other_sink, other_positions);
    for (int i = 1; i <= 20; ++i) {
      owner_.Publish("log-l", {absl::StrCat(i)});
      absl::StrAppend(&want, i == 1 ? "" : " ", i);
    }
    EXPECT_TRUE(Eventually(
        [&] { return follower_database_.Execute("SELECT position FROM cursors") == "20"; }));
    // The one that is behind hears of it from the next event.
    owner_.Publish("log-l", {"21"});
    absl::StrAppend(&want, " 21");
    EXPECT_TRUE(Reaches("log-l", 21));
    EXPECT_TRUE(
        Eventually([&] { return other_positions.Get("registry", "log-l").position == 21; }));
  }
  EXPECT_EQ(Applied(), want);
}

}  // namespace
}  // namespace xinqiao::feed
