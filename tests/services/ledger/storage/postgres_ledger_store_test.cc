#include "services/ledger/storage/postgres_ledger_store.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <pqxx/pqxx>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "libs/directory/directory.h"
#include "libs/feed/feed_reader.h"
#include "tests/services/ledger/storage/ledger_store_contract.h"
#include "tests/support/postgres.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::IsOk;

constexpr int kThreads = 16;

// Owns its database, so that each test starts from the migrated, empty schema.
class PostgresSubject final : public LedgerStoreSubject {
 public:
  LedgerStore& store() override { return store_; }
  void AddOrganization(const std::string& organization_id, const std::string& log) override {
    Change([&](pqxx::transaction_base& tx) {
      directory::SaveOrganization(tx, {.organization_id = organization_id, .log = log});
    });
  }
  void AddPost(const std::string& post_id, const PostFacts& facts) override {
    Change([&](pqxx::transaction_base& tx) {
      directory::SavePost(tx,
                          {.name = {.organization_id = facts.organization_id, .post_id = post_id},
                           .log = "",
                           .valid = facts.valid});
    });
  }
  void AddKind(const std::string& kind_id) override {
    Change([&](pqxx::transaction_base& tx) { directory::SaveActivityKind(tx, kind_id); });
  }

  pg::Database& database() { return database_; }
  std::string Execute(const std::string& sql) { return test_database_.Execute(sql); }

 private:
  template <typename Body>
  void Change(Body body) {
    EXPECT_THAT(database_.Transact({},
                                   [&](pqxx::transaction_base& tx) {
                                     body(tx);
                                     return absl::OkStatus();
                                   }),
                IsOk());
  }

  xinqiao::testing::TestDatabase test_database_{"ledger"};
  pg::Database database_{test_database_.url(), kThreads};
  PostgresLedgerStore store_{database_, MessageEncoders(), scene::TestKey()};
};

INSTANTIATE_TEST_SUITE_P(Postgres, LedgerStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresSubject>(); }));

class PostgresLedgerStoreTest : public ::testing::Test {
 protected:
  PostgresLedgerStoreTest() { subject_.SetScene(); }

  absl::StatusOr<Answer> Append(int n) {
    return subject_.store().Append(CallOf(absl::StrCat("append ", n)),
                                   RecordingOf(n, scene::HeartTalk()), AdmitAll);
  }

  // Runs `body` with the numbers of kThreads threads at once.
  template <typename Body>
  void InThreads(Body body) {
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) threads.emplace_back([&body, i] { body(i); });
    for (std::thread& thread : threads) thread.join();
  }

  PostgresSubject subject_;
};

TEST_F(PostgresLedgerStoreTest, FeedIsTheLog) {
  subject_.Execute("INSERT INTO cursors VALUES ('registry', 'registry', 'epoch-1', 17)");
  const v1::RecordedActivity first = MessageOf(Append(1));
  const v1::RecordedActivity second =
      MessageOf(subject_.store().Void(CallOf("void"), VoidingOf(2, 1), AdmitAnyVoiding));

  feed::FeedReader reader(subject_.database(), feed::Numbering::kByWriter);
  const auto events = reader.List({}, scene::kLog, 0, 10);
  ASSERT_THAT(events, IsOk());
  ASSERT_EQ(events->size(), 2U);
  const feed::StoredEvent& event = events->front();
  EXPECT_EQ(event.position, 1);
  EXPECT_EQ(event.change_id, TestId("8", 1));
  EXPECT_EQ(event.change_index, 0);
  EXPECT_EQ(event.change_count, 1);
  EXPECT_EQ(event.registry_position, 17);
  EXPECT_EQ(event.contacts_position, 0);
  EXPECT_EQ(event.record_time, RecordingOf(1, {}).activity.record_time);
  EXPECT_EQ(event.payload, first.receipt().entry());
  EXPECT_EQ(events->back().payload, second.receipt().entry());

  const auto head = reader.GetHead({}, scene::kLog);
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->epoch, first.receipt().epoch());
  EXPECT_EQ(head->position, 2);
  EXPECT_EQ(head->pending, 0);
}

// Erasing what people wrote is deleting openings: the log stands.
TEST_F(PostgresLedgerStoreTest, ErasedWordsAreGoneAndTheLogStands) {
  ASSERT_THAT(Append(1), IsOk());
  subject_.Execute("DELETE FROM openings");
  const auto activity = subject_.store().Get({}, scene::kCollege, TestId("5", 1));
  ASSERT_THAT(activity, IsOk());
  EXPECT_EQ(activity->facts.text, "");
  EXPECT_EQ(activity->facts.place, "");
  EXPECT_EQ(activity->facts.evidence.size(), 2U);
  EXPECT_TRUE(activity->facts.participant_ids.empty());
  EXPECT_EQ(activity->facts.participant_count, 2);
  const v1::RecordedActivity next = MessageOf(Append(2));
  EXPECT_EQ(next.receipt().position(), 2);
  EXPECT_TRUE(Verifies(next.receipt()));
}

// Requests outlive erasure: what they keep holds no words.
TEST_F(PostgresLedgerStoreTest, RequestsHoldNothingThatPeopleWrote) {
  const ActivityFacts facts = scene::HeartTalk();
  ASSERT_THAT(Append(1), IsOk());
  ASSERT_THAT(subject_.store().Void(CallOf("void"), VoidingOf(2, 1), AdmitAnyVoiding), IsOk());
  const auto rows_with = [&](const std::string& words) {
    return subject_.Execute("SELECT count(*) FROM requests r WHERE position(decode('" +
                            absl::BytesToHexString(words) + "', 'hex') IN answer) > 0");
  };
  EXPECT_EQ(rows_with(TestId("5", 1)), "2");  // What is there is found.
  for (const std::string& words :
       {facts.text, facts.topic, facts.platform, facts.place, facts.participant_ids[0],
        facts.participant_ids[1], facts.evidence[0].uri, VoidingOf(2, 1).reason.value, Salt()}) {
    EXPECT_EQ(rows_with(words), "0") << words;
  }
}

TEST_F(PostgresLedgerStoreTest, RetriesAreAnsweredWithoutErasedWords) {
  const v1::RecordedActivity created = MessageOf(Append(1));
  const auto void_it = [&] {
    return subject_.store().Void(CallOf("void"), VoidingOf(2, 1), AdmitAnyVoiding);
  };
  const v1::RecordedActivity voided = MessageOf(void_it());
  subject_.Execute("DELETE FROM openings");
  for (const auto& [first, retry] :
       {std::pair(created, MessageOf(Append(1))), std::pair(voided, MessageOf(void_it()))}) {
    EXPECT_EQ(retry.receipt().SerializeAsString(), first.receipt().SerializeAsString());
    v1::Activity expected = first.activity();
    expected.clear_text();
    expected.clear_topic();
    expected.clear_platform();
    expected.clear_place();
    expected.clear_participants();
    expected.set_participant_count(2);
    for (v1::Evidence& evidence : *expected.mutable_evidence()) evidence.clear_uri();
    expected.clear_void_reason();
    EXPECT_EQ(retry.activity().DebugString(), expected.DebugString());
  }
}

// Years turn at midnight UTC.
TEST_F(PostgresLedgerStoreTest, ActivitiesArePartitionedByTheYearOfTheirId) {
  Recording recording = RecordingOf(1, scene::HeartTalk());
  const auto partition_of = [&](const std::string& id) {
    recording.activity.id = id;
    recording.request_id = id;
    EXPECT_THAT(subject_.store().Append(CallOf(id), recording, AdmitAll), IsOk());
    return subject_.Execute(
        "SELECT tableoid::regclass::text FROM activities WHERE activity_id = '" + id + "'");
  };
  EXPECT_EQ(partition_of("018cc251-f3ff-7fff-bfff-ffffffffffff"), "activities_default");
  EXPECT_EQ(partition_of("018cc251-f400-7000-8000-000000000000"), "activities_2024");
  EXPECT_EQ(partition_of("019b76da-a7ff-7fff-bfff-ffffffffffff"), "activities_2025");
  EXPECT_EQ(partition_of("019b76da-a800-7000-8000-000000000000"), "activities_2026");
  EXPECT_EQ(partition_of("01ec4aea-9fff-7fff-bfff-ffffffffffff"), "activities_2036");
  EXPECT_EQ(partition_of("01ec4aea-a000-7000-8000-000000000000"), "activities_default");
}

TEST_F(PostgresLedgerStoreTest, SixteenWritersLeaveNoGap) {
  constexpr int kEach = 20;
  std::mutex mutex;
  std::set<int64_t> positions;
  InThreads([&](int thread) {
    for (int i = 1; i <= kEach; ++i) {
      const v1::RecordedActivity recorded = MessageOf(Append(thread * kEach + i));
      EXPECT_TRUE(Verifies(recorded.receipt()));
      const std::lock_guard lock(mutex);
      positions.insert(recorded.receipt().position());
    }
  });
  EXPECT_EQ(positions.size(), size_t{kThreads * kEach});
  EXPECT_EQ(*positions.begin(), 1);
  EXPECT_EQ(*positions.rbegin(), kThreads * kEach);
  EXPECT_EQ(subject_.Execute("SELECT count(*) FROM entries"), std::to_string(kThreads * kEach));
}

TEST_F(PostgresLedgerStoreTest, OneRequestMakesOneActivity) {
  std::mutex mutex;
  std::set<std::string> outcomes;
  InThreads([&](int thread) {
    Recording recording = RecordingOf(thread + 1, scene::HeartTalk());
    recording.request_id = TestId("7", 1);
    const auto answer = subject_.store().Append(CallOf("one body"), recording, AdmitAll);
    const std::lock_guard lock(mutex);
    outcomes.insert(answer.ok() ? answer->bytes : answer.status().ToString());
  });
  EXPECT_EQ(outcomes.size(), 1U);
  EXPECT_EQ(subject_.Execute("SELECT count(*) FROM entries"), "1");
}

TEST_F(PostgresLedgerStoreTest, AnActivityIsVoidedOnce) {
  ASSERT_THAT(Append(1), IsOk());
  std::mutex mutex;
  std::multiset<std::string> outcomes;
  InThreads([&](int thread) {
    const auto answer =
        subject_.store().Void(CallOf("void"), VoidingOf(thread + 2, 1), CheckStands);
    const std::lock_guard lock(mutex);
    outcomes.insert(answer.ok() ? "OK" : ErrorReason(answer.status()));
  });
  EXPECT_EQ(outcomes.count("OK"), 1U);
  EXPECT_EQ(outcomes.count("ACTIVITY_VOIDED"), size_t{kThreads - 1});
  EXPECT_EQ(subject_.Execute("SELECT count(*) FROM entries"), "2");
}

}  // namespace
}  // namespace xinqiao::ledger
