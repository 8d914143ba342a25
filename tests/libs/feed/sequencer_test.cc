#include "libs/feed/sequencer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/feed/queries.h"
#include "tests/libs/feed/owner.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::feed {
namespace {

using testing::IsOkAndHolds;

constexpr int kWriters = 12;
constexpr int kChangesEach = 25;
constexpr int kEntities = 3;
constexpr char kLog[] = "log-1";

// Positions 1, 2, 3, ..., and the events of each change next to each other.
void ExpectWhole(const std::vector<StoredEvent>& events) {
  for (size_t i = 0; i < events.size(); ++i) {
    const StoredEvent& event = events[i];
    EXPECT_EQ(event.position, static_cast<int64_t>(i) + 1);
    const auto first = static_cast<int>(i) - event.change_index;
    ASSERT_GE(first, 0);
    EXPECT_EQ(event.change_id, events[static_cast<size_t>(first)].change_id);
    if (event.change_index == 0) {
      ASSERT_LE(i + static_cast<size_t>(event.change_count), events.size());
      EXPECT_EQ(events[i + static_cast<size_t>(event.change_count) - 1].change_index,
                event.change_count - 1);
    }
  }
}

// Entities that count their changes: payloads are "entity count".
class SequencerTest : public ::testing::Test {
 protected:
  SequencerTest() {
    owner_.Execute("CREATE TABLE entities (entity int PRIMARY KEY, count int NOT NULL)");
    owner_.Execute("GRANT ALL ON entities TO registry");
    for (int entity = 0; entity < kEntities; ++entity) {
      owner_.Execute(absl::StrCat("INSERT INTO entities VALUES (", entity, ", 0)"));
    }
  }

  // One change of an entity, with one to three events, as a store makes it:
  // the row lock first.
  void Write(int entity, int events) {
    const absl::Status status = owner_.database().Transact({}, [&](pqxx::transaction_base& tx) {
      const int count = tx.exec_params1(
                              "UPDATE entities SET count = count + 1 WHERE entity = $1 "
                              "RETURNING count",
                              entity)[0]
                            .as<int>();
      AppendToOutbox(
          tx, Owner::ChangeOf(kLog, std::vector<std::string>(static_cast<size_t>(events),
                                                             absl::StrCat(entity, " ", count))));
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  }

  // kWriters threads; returns how many events they wrote.
  int WriteFromManyThreads() {
    std::atomic<int> written = 0;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([&, writer] {
        for (int i = 0; i < kChangesEach; ++i) {
          const int events = 1 + (writer + i) % 3;
          Write((writer + i) % kEntities, events);
          written += events;
        }
      });
    }
    for (std::thread& writer : writers) writer.join();
    return written;
  }

  // Each entity's changes, counted 1, 2, 3, ... along the feed.
  static void ExpectEntitiesInOrder(const std::vector<StoredEvent>& events) {
    std::map<std::string, int> counts;
    for (const StoredEvent& event : events) {
      const std::vector<std::string> words = absl::StrSplit(event.payload, ' ');
      if (event.change_index == 0) ++counts[words[0]];
      EXPECT_EQ(words[1], absl::StrCat(counts[words[0]])) << "position " << event.position;
    }
    for (const auto& [entity, count] : counts) {
      EXPECT_EQ(count, kWriters * kChangesEach / kEntities) << entity;
    }
  }

  Owner owner_;
};

TEST_F(SequencerTest, ManyWritersAndTwoSequencersLeaveNoGapAndKeepTheOrder) {
  std::atomic<int> woken = 0;
  std::atomic<int> written = 0;
  {
    Sequencer one(owner_.database(), owner_.ids(), owner_.floor(), [&] { ++woken; });
    pg::Database other_replica(owner_.url(), 2);
    OutboxFloor other_floor;
    Sequencer two(other_replica, owner_.ids(), other_floor, [&] { ++woken; });
    written = WriteFromManyThreads();
    EXPECT_TRUE(Eventually([&] { return owner_.GetHead(kLog).pending == 0; }));
  }
  const std::vector<StoredEvent> events = owner_.Events(kLog);
  EXPECT_EQ(events.size(), static_cast<size_t>(written));
  EXPECT_GT(woken, 0);
  ExpectWhole(events);
  ExpectEntitiesInOrder(events);
}

// As while another replica is in the middle of its batch.
TEST_F(SequencerTest, LeavesALogAloneThatAnotherReplicaWorksOn) {
  owner_.Append(Owner::ChangeOf("log-1", {"x"}));
  owner_.Append(Owner::ChangeOf("log-2", {"y"}));
  pqxx::connection replica(owner_.url());
  {
    pqxx::work batch(replica);
    ASSERT_TRUE(batch.exec_params1(sql::kLockSequence, "log-1")["locked"].as<bool>());
    EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(1));
    EXPECT_EQ(owner_.GetHead("log-1").position, 0);
    EXPECT_EQ(owner_.GetHead("log-2").position, 1);
  }
  EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(1));
  EXPECT_EQ(owner_.GetHead("log-1").position, 1);
}

// Many replicas that hit the same batch at the same moment.
TEST_F(SequencerTest, ReplicasThatMeetLeaveNoGap) {
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 20; ++i) owner_.Append(Owner::ChangeOf(kLog, {"x"}));
    std::vector<std::thread> replicas;
    for (int i = 0; i < 6; ++i) {
      replicas.emplace_back([&] {
        OutboxFloor floor;
        const auto moved = SequenceOnce(owner_.database(), owner_.ids(), floor);
        EXPECT_TRUE(moved.ok()) << moved.status();
      });
    }
    for (std::thread& replica : replicas) replica.join();
  }
  owner_.Sequence();
  const std::vector<StoredEvent> events = owner_.Events(kLog);
  EXPECT_EQ(events.size(), 100U);
  ExpectWhole(events);
}

// What stalls a feed that waits for the oldest transaction.
TEST_F(SequencerTest, OldSnapshotsAndOpenWritesHoldNobodyUp) {
  Write(0, 1);
  owner_.Sequence();
  pqxx::connection reader(owner_.url());
  pqxx::transaction<pqxx::repeatable_read> old_snapshot(reader);
  EXPECT_EQ(old_snapshot.exec1("SELECT count(*) FROM feed")[0].as<int>(), 1);
  pqxx::connection writer(owner_.url());
  pqxx::work open_write(writer);
  AppendToOutbox(open_write, Owner::ChangeOf(kLog, {"0 late"}));

  for (int i = 0; i < 30; ++i) Write(1, 2);
  EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(60));
  EXPECT_EQ(owner_.GetHead(kLog).position, 61);
  EXPECT_EQ(old_snapshot.exec1("SELECT count(*) FROM feed")[0].as<int>(), 1);

  // Its outbox id is lower than all of theirs; it was committed last.
  open_write.commit();
  EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(1));
  const std::vector<StoredEvent> events = owner_.Events(kLog);
  ASSERT_EQ(events.size(), 62U);
  EXPECT_EQ(events.back().payload, "0 late");
  ExpectWhole(events);
}

// Two changes whose events were written by turns.
TEST_F(SequencerTest, ChangesThatOverlapStandOneAfterTheOther) {
  Change first = Owner::ChangeOf(kLog, {"first"});
  Change second = Owner::ChangeOf(kLog, {"second"});
  pqxx::connection one(owner_.url());
  pqxx::connection two(owner_.url());
  pqxx::work first_tx(one);
  pqxx::work second_tx(two);
  const auto append = [](pqxx::work& tx, const Change& change, int index) {
    tx.exec_params0(
        "INSERT INTO outbox (log, change_id, change_index, change_count, registry_position, "
        "contacts_position, record_time, payload) VALUES ($1, $2, $3, 3, 0, 0, '2017-05-17', $4)",
        change.log, change.change_id, index, change.payloads[0]);
  };
  for (int index = 0; index < 3; ++index) {
    append(first_tx, first, index);
    append(second_tx, second, index);
  }
  second_tx.commit();
  first_tx.commit();
  owner_.Sequence();
  std::vector<std::string> payloads;
  for (const StoredEvent& event : owner_.Events(kLog)) payloads.push_back(event.payload);
  EXPECT_EQ(payloads,
            (std::vector<std::string>{"first", "first", "first", "second", "second", "second"}));
}

// A batch starts from 500 events; the change at its end is not split.
TEST_F(SequencerTest, ABatchEndsWithAWholeChange) {
  owner_.Append(Owner::ChangeOf(kLog, std::vector<std::string>(499, "first")));
  owner_.Append(Owner::ChangeOf(kLog, std::vector<std::string>(5, "second")));
  owner_.Append(Owner::ChangeOf(kLog, {"third"}));
  EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(505));
  EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(0));
  ExpectWhole(owner_.Events(kLog));
}

TEST_F(SequencerTest, EachLogHasItsOwnPositionsAndEpoch) {
  for (int i = 0; i < 3; ++i) {
    owner_.Append(Owner::ChangeOf("log-1", {"x"}));
    owner_.Append(Owner::ChangeOf("log-2", {"x", "y"}));
  }
  EXPECT_THAT(SequenceOnce(owner_.database(), owner_.ids(), owner_.floor()), IsOkAndHolds(9));
  EXPECT_EQ(owner_.GetHead("log-1").position, 3);
  EXPECT_EQ(owner_.GetHead("log-2").position, 6);
  EXPECT_NE(owner_.GetHead("log-1").epoch, owner_.GetHead("log-2").epoch);
  ExpectWhole(owner_.Events("log-2"));
}

// Looking takes a tenth of the time of a thread that nobody wakes.
TEST(RestAfterTest, IsNineTimesTheLookWithinBounds) {
  using std::chrono::microseconds;
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  EXPECT_EQ(RestAfter(microseconds(0)), milliseconds(50));
  EXPECT_EQ(RestAfter(microseconds(5'500)), milliseconds(50));
  EXPECT_EQ(RestAfter(milliseconds(6)), milliseconds(54));
  EXPECT_EQ(RestAfter(milliseconds(111)), milliseconds(999));
  EXPECT_EQ(RestAfter(milliseconds(112)), seconds(1));
  EXPECT_EQ(RestAfter(seconds(30)), seconds(1));
}

TEST_F(SequencerTest, AThreadGoesOnWhenItsDatabaseComesBack) {
  std::atomic<int> woken = 0;
  Sequencer sequencer(owner_.database(), owner_.ids(), owner_.floor(), [&] { ++woken; });
  owner_.Execute("ALTER TABLE feed RENAME TO feed_away");
  owner_.Append(Owner::ChangeOf(kLog, {"x"}));
  sequencer.Wake();
  owner_.Execute("ALTER TABLE feed_away RENAME TO feed");
  EXPECT_TRUE(Eventually([&] { return woken > 0; }));
  EXPECT_EQ(owner_.GetHead(kLog).position, 1);
}

}  // namespace
}  // namespace xinqiao::feed
