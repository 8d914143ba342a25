#include "services/ledger/storage/postgres_log_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/directory/directory.h"
#include "libs/feed/feed_reader.h"
#include "services/ledger/app/batch_writer.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/rpc/activity_codec.h"
#include "services/ledger/rpc/entry_codec.h"
#include "services/ledger/storage/postgres_ledger_reads.h"
#include "tests/services/ledger/drafts.h"
#include "tests/services/ledger/proofs.h"
#include "tests/support/fakes/fake_signed_heads.h"
#include "tests/support/fakes/fake_write_observer.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

// libpqxx 6.4 drops the last result of a connection that broke.
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx-6.4"; }

namespace xinqiao::ledger {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// A replica: a writer on a database that others may use too.
class Replica {
 public:
  Replica(const std::string& url, SignedHeads& signed_heads)
      : database_(url, 6),
        writer_({.store = store_,
                 .signed_heads = signed_heads,
                 .observer = observer_,
                 .key = scene::TestKey(),
                 .encode = EncodeEntry,
                 .appended = [] {}},
                {}) {}

  std::future<UnitResult> Submit(std::vector<Draft> drafts, const std::string& log = scene::kLog) {
    const auto answer = std::make_shared<std::promise<UnitResult>>();
    EXPECT_THAT(
        writer_.Submit(
            log, {.drafts = std::move(drafts),
                  .done = [answer](UnitResult result) { answer->set_value(std::move(result)); }}),
        IsOk());
    return answer->get_future();
  }
  absl::StatusOr<Appended> Write(Draft draft) { return Submit({std::move(draft)}).get().front(); }

  pg::Database& database() { return database_; }
  PostgresLogStore& store() { return store_; }

 private:
  pg::Database database_;
  PostgresLogStore store_{database_, {.encode = EncodeVisit, .decode = DecodeVisit}};
  xinqiao::testing::FakeWriteObserver observer_;
  BatchWriter writer_;
};

bool Verifies(const Receipt& receipt) {
  const auto tree = OpenCheckpoint(receipt.checkpoint, scene::TestKey().public_key);
  return tree.ok() &&
         proofs::InclusionHolds(HashAlgorithm::kSha256, receipt.position - 1, tree->size,
                                receipt.leaf_hash, receipt.inclusion_proof, tree->root);
}

// The scene, known to the directory.
class PostgresLogStoreTest : public ::testing::Test {
 protected:
  PostgresLogStoreTest() {
    const auto saved = replica_.database().Transact({}, [](pqxx::transaction_base& tx) {
      const AdmissionFacts facts = scene::AllKnown();
      for (const auto& [id, organization] : facts.organizations) {
        directory::KnownOrganization known = {.organization_id = id, .log = organization.log};
        for (const DatedParent& parent : organization.parents) {
          known.parents.push_back(
              {.organization_id = parent.organization_id, .valid = parent.valid});
        }
        directory::SaveOrganization(tx, known);
      }
      for (const auto& [id, post] : facts.posts) {
        directory::SavePost(tx, {.name = {.organization_id = post.organization_id, .post_id = id},
                                 .log = "",
                                 .valid = post.valid});
      }
      for (const std::string& kind : facts.kind_ids) directory::SaveActivityKind(tx, kind);
      return absl::OkStatus();
    });
    EXPECT_THAT(saved, IsOk());
  }

  absl::StatusOr<Appended> Write(Draft draft) { return replica_.Write(std::move(draft)); }
  std::string Execute(const std::string& sql) { return test_database_.Execute(sql); }

  absl::StatusOr<Activity> Get(int n) {
    PostgresLedgerReads reads(replica_.database(), {.encode = EncodeVisit, .decode = DecodeVisit});
    const auto found =
        reads.Get({}, {{.organization_id = scene::kCollege, .activity_id = scene::ActivityId(n)}});
    if (!found.ok()) return found.status();
    if (!found->front().has_value()) return errors::ActivityUnknown(scene::ActivityId(n));
    return *found->front();
  }

  xinqiao::testing::TestDatabase test_database_{"ledger"};
  xinqiao::testing::FakeSignedHeads signed_heads_;
  Replica replica_{test_database_.url(), signed_heads_};
};

TEST_F(PostgresLogStoreTest, KeepsWhatIsTold) {
  ActivityFacts facts = scene::Visit();
  facts.start_minute = 9 * 60;
  facts.end_minute = 10 * 60 + 30;
  facts.collective_id = scene::kUniversity;
  facts.campaign = "spring";
  const Draft draft = scene::RecordingOf(1, facts);
  const auto appended = Write(draft);
  ASSERT_THAT(appended, IsOk());
  EXPECT_TRUE(Verifies(appended->receipt));
  EXPECT_EQ(appended->activity, std::get<Recording>(draft.what).activity);
  const auto read = Get(1);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, appended->activity);
}

TEST_F(PostgresLogStoreTest, TheFeedIsTheLog) {
  Execute("INSERT INTO cursors VALUES ('registry', 'registry', 'epoch-1', 17)");
  const auto first = Write(scene::RecordingOf(1));
  const auto second = Write(scene::VoidingOf(2, 1));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  feed::FeedReader reader(replica_.database(), feed::Numbering::kByWriter);
  const auto events = reader.List({}, scene::kLog, 0, 10);
  ASSERT_THAT(events, IsOk());
  ASSERT_EQ(events->size(), 2U);
  const feed::StoredEvent& event = events->front();
  EXPECT_EQ(event.position, 1);
  EXPECT_EQ(event.change_id, scene::TestId('8', 1));
  EXPECT_EQ(event.registry_position, 17);
  EXPECT_EQ(event.record_time, scene::TimeOf(1));
  EXPECT_EQ(event.payload, first->receipt.entry);
  EXPECT_EQ(events->back().payload, second->receipt.entry);
  const auto head = reader.GetHead({}, scene::kLog);
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->epoch, first->receipt.epoch_id);
  EXPECT_EQ(head->position, 2);
}

TEST_F(PostgresLogStoreTest, KnowsWhatDraftsName) {
  ActivityFacts facts = scene::HeartTalk();
  facts.kind_id = "nothing";
  EXPECT_THAT(Write(scene::RecordingOf(1, facts)), FailsWith("ACTIVITY_KIND_UNKNOWN"));
  facts = scene::HeartTalk();
  facts.guided_branch_id = scene::kNobody;
  EXPECT_THAT(Write(scene::RecordingOf(2, facts)), FailsWith("ORGANIZATION_UNKNOWN"));
  facts = scene::HeartTalk();
  facts.author.post_id = scene::kNobody;
  EXPECT_THAT(Write(scene::RecordingOf(3, facts)), FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(Write(scene::VoidingOf(4, 1)), FailsWith("ACTIVITY_UNKNOWN"));
  EXPECT_EQ(Execute("SELECT count(*) FROM entries"), "0");
  EXPECT_EQ(Execute("SELECT count(*) FROM requests"), "0");
}

// What the directory told is remembered no longer than its feed stands still.
TEST_F(PostgresLogStoreTest, SeesWhatRegistryChanges) {
  ASSERT_THAT(Write(scene::RecordingOf(1)), IsOk());
  ASSERT_THAT(Write(scene::RecordingOf(2)), IsOk());
  Execute(
      "INSERT INTO cursors VALUES ('registry', 'registry', 'epoch-1', 18);"
      "UPDATE known_posts SET valid_to = '2017-05-18' WHERE post_id = '" +
      std::string(scene::kSecretary) + "'");
  EXPECT_THAT(Write(scene::RecordingOf(3)), FailsWith("POST_NOT_VALID"));
  Execute("UPDATE cursors SET position = 19; UPDATE known_posts SET valid_to = NULL");
  EXPECT_THAT(Write(scene::RecordingOf(4)), IsOk());
  EXPECT_EQ(Execute("SELECT string_agg(registry_position::text, ',' ORDER BY position) "
                    "FROM entries"),
            "0,0,19");
}

TEST_F(PostgresLogStoreTest, BooksThatAreClosedAboveTakeNothing) {
  ActivityFacts march = scene::HeartTalk();
  march.day = absl::CivilDay(2017, 3, 15);
  EXPECT_THAT(Write(scene::BooksOf(1, true)), IsOk());
  EXPECT_THAT(Write(scene::RecordingOf(2, march)), FailsWith("BOOKS_CLOSED"));
  EXPECT_THAT(Write(scene::BooksOf(3, true)), FailsWith("BOOKS_CLOSED"));
  EXPECT_THAT(Write(scene::BooksOf(4, false)), IsOk());
  EXPECT_THAT(Write(scene::RecordingOf(5, march)), IsOk());
}

TEST_F(PostgresLogStoreTest, ARetryIsAnsweredAsTheFirstTime) {
  const auto first = Write(scene::RecordingOf(1));
  ASSERT_THAT(first, IsOk());
  const auto voided = Write(scene::VoidingOf(2, 1));
  ASSERT_THAT(voided, IsOk());
  for (int i = 3; i <= 8; ++i) ASSERT_THAT(Write(scene::RecordingOf(i)), IsOk());
  Replica other(test_database_.url(), signed_heads_);
  const auto again = other.Write(scene::RecordingOf(1));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->receipt, first->receipt);
  EXPECT_EQ(again->activity, first->activity);
  const auto voided_again = other.Write(scene::VoidingOf(2, 1));
  ASSERT_THAT(voided_again, IsOk());
  EXPECT_EQ(voided_again->receipt, voided->receipt);
  EXPECT_EQ(voided_again->activity, voided->activity);
  Draft reused = scene::RecordingOf(1);
  reused.request_digest.back() = '!';
  EXPECT_THAT(other.Write(reused), FailsWith("REQUEST_ID_REUSED"));
}

TEST_F(PostgresLogStoreTest, StatementsAreCountedByTheLastWord) {
  ASSERT_THAT(Write(scene::RecordingOf(1)), IsOk());
  EXPECT_THAT(Write(scene::StatingOf(2, 1, Statement::kWithdrawn)),
              FailsWith("NOTHING_TO_WITHDRAW"));
  EXPECT_THAT(Write(scene::StatingOf(3, 1, Statement::kConfirmed)), IsOk());
  EXPECT_THAT(Write(scene::StatingOf(4, 1, Statement::kPressed)), IsOk());
  EXPECT_THAT(Write(scene::StatingOf(5, 1, Statement::kPressed, scene::kNobody)),
              FailsWith("NOT_A_PARTICIPANT"));
  EXPECT_EQ(Get(1)->participation, (ParticipationSummary{.disputed_count = 1}));
}

TEST_F(PostgresLogStoreTest, ErasedWordsAreGoneAndTheLogStands) {
  ASSERT_THAT(Write(scene::RecordingOf(1)), IsOk());
  ASSERT_THAT(Write(scene::StatingOf(2, 1, Statement::kConfirmed)), IsOk());
  ASSERT_THAT(Write(scene::VoidingOf(3, 1)), IsOk());
  const Draft erasure = scene::RedactionOf(
      4, 1,
      {RedactedField::kText, RedactedField::kCircumstances, RedactedField::kParticipant,
       RedactedField::kEvidenceUris, RedactedField::kVoidReason},
      scene::kYouth);
  const auto erased = Write(erasure);
  ASSERT_THAT(erased, IsOk());
  const auto read = Get(1);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, erased->activity);
  EXPECT_EQ(read->facts.text, "");
  EXPECT_EQ(read->facts.place, "");
  EXPECT_EQ(read->facts.evidence[0].uri, "");
  EXPECT_EQ(read->void_reason, "");
  EXPECT_EQ(read->participant_total, 2);
  EXPECT_THAT(read->facts.participant_ids, ElementsAre(scene::kOtherYouth));
  EXPECT_EQ(Execute("SELECT count(*) FROM statements"), "0");
  EXPECT_EQ(Execute("SELECT count(*) FROM participants"), "1");
  EXPECT_EQ(Execute("SELECT count(*) FROM openings WHERE text IS NOT NULL OR text_salt IS NOT NULL"
                    " OR circumstances_salt IS NOT NULL OR evidence_uris_salt IS NOT NULL"
                    " OR reason_salt IS NOT NULL OR youth_salt IS NOT NULL"),
            "0");
  // The participants' tree still proves who is left.
  Draft recorded = scene::RecordingOf(1);
  EXPECT_EQ(Execute("SELECT octet_length(participants) FROM openings WHERE position = 1"),
            absl::StrCat(1 + 32 + 1 + 32 + 16));
  EXPECT_TRUE(Verifies(Write(recorded)->receipt));
  EXPECT_EQ(Write(recorded)->activity->facts.text, "");
}

// Requests outlive erasure: what they keep holds no words.
TEST_F(PostgresLogStoreTest, RequestsHoldNothingThatPeopleWrote) {
  const ActivityFacts facts = scene::HeartTalk();
  ASSERT_THAT(Write(scene::RecordingOf(1)), IsOk());
  ASSERT_THAT(Write(scene::VoidingOf(2, 1)), IsOk());
  EXPECT_EQ(Execute("SELECT max(octet_length(answer)) FROM requests"), "32");
}

TEST_F(PostgresLogStoreTest, OneThatCannotBeStoredFailsAlone) {
  ActivityFacts poisoned = scene::HeartTalk();
  poisoned.actors.assign(51, poisoned.author);
  std::vector<std::future<UnitResult>> answers;
  for (int i = 1; i <= 20; ++i) {
    answers.push_back(
        replica_.Submit({scene::RecordingOf(i, i == 13 ? poisoned : scene::HeartTalk())}));
  }
  for (int i = 1; i <= 20; ++i) {
    const UnitResult result = answers[static_cast<size_t>(i - 1)].get();
    EXPECT_EQ(result[0].status().code(),
              i == 13 ? absl::StatusCode::kInternal : absl::StatusCode::kOk);
  }
  EXPECT_EQ(Execute("SELECT max(position) = count(*) AND count(*) = 19 FROM entries"), "t");
}

TEST_F(PostgresLogStoreTest, TwoReplicasLeaveNoGap) {
  constexpr int kThreads = 8;
  constexpr int kEach = 50;
  Replica other(test_database_.url(), signed_heads_);
  std::mutex mutex;
  std::set<int64_t> positions;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      Replica& mine = thread % 2 == 0 ? replica_ : other;
      for (int i = 1; i <= kEach; ++i) {
        const auto appended = mine.Write(scene::RecordingOf(thread * kEach + i));
        ASSERT_THAT(appended, IsOk());
        EXPECT_TRUE(Verifies(appended->receipt));
        const std::lock_guard lock(mutex);
        positions.insert(appended->receipt.position);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(positions.size(), size_t{kThreads * kEach});
  EXPECT_EQ(*positions.begin(), 1);
  EXPECT_EQ(*positions.rbegin(), kThreads * kEach);
  EXPECT_EQ(Execute("SELECT count(*) FROM entries"), absl::StrCat(kThreads * kEach));
  EXPECT_EQ(Execute("SELECT count(*) FROM tiles"), "1");
  EXPECT_EQ(Execute("SELECT count(*) FROM epochs"), "1");
}

TEST_F(PostgresLogStoreTest, OneRequestAtTwoReplicasIsOneEntry) {
  Replica other(test_database_.url(), signed_heads_);
  for (int i = 1; i <= 20; ++i) {
    auto here = replica_.Submit({scene::RecordingOf(i)});
    auto there = other.Submit({scene::RecordingOf(i)});
    const UnitResult a = here.get();
    const UnitResult b = there.get();
    ASSERT_THAT(a[0], IsOk());
    ASSERT_THAT(b[0], IsOk());
    EXPECT_EQ(a[0]->receipt, b[0]->receipt);
    EXPECT_NE(a[0]->repeated, b[0]->repeated);
  }
  EXPECT_EQ(Execute("SELECT count(*) FROM entries"), "20");
}

TEST_F(PostgresLogStoreTest, ATransactionThatFreezesLosesTheLog) {
  ASSERT_THAT(Write(scene::RecordingOf(1)), IsOk());
  std::latch frozen(1);
  std::latch thawed(1);
  absl::Status outcome;
  std::thread freezer([&] {
    outcome = replica_.store().Write({}, scene::kLog, {}, [&](LogTransaction& transaction) {
      EXPECT_TRUE(transaction.Head(0).has_value());
      frozen.count_down();
      thawed.wait();
      transaction.Head(1);  // Asks the database.
      return absl::OkStatus();
    });
  });
  frozen.wait();
  const absl::Time start = absl::Now();
  Replica other(test_database_.url(), signed_heads_);
  const auto appended = other.Write(scene::RecordingOf(2));
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  thawed.count_down();
  freezer.join();
  ASSERT_THAT(appended, IsOk());
  EXPECT_TRUE(absl::IsUnavailable(outcome)) << outcome;
  EXPECT_EQ(appended->receipt.position, 2);
}

TEST_F(PostgresLogStoreTest, ARestoredDatabaseHaltsUntilANewEpoch) {
  for (int i = 1; i <= 5; ++i) ASSERT_THAT(Write(scene::RecordingOf(i)), IsOk());
  const std::string last = **signed_heads_.Get(scene::kLog);
  Execute("DELETE FROM requests WHERE request_id IN ('" + scene::TestId('7', 4) + "', '" +
          scene::TestId('7', 5) + "')");
  Execute("DELETE FROM checkpoints WHERE size > 3");
  for (const char* table : {"entries", "openings", "activities"}) {
    Execute(absl::StrCat("DELETE FROM ", table, " WHERE position > 3"));
  }
  Execute("DELETE FROM actors WHERE activity_id NOT IN (SELECT activity_id FROM activities)");
  Execute("DELETE FROM participants WHERE activity_id NOT IN (SELECT activity_id FROM activities)");
  EXPECT_THAT(Write(scene::RecordingOf(6)), FailsWith("LOG_HALTED"));
  EXPECT_EQ(Execute("SELECT count(*) FROM entries"), "3");

  const auto started = Write(scene::EpochStartOf(7, last));
  ASSERT_THAT(started, IsOk());
  EXPECT_EQ(started->receipt.position, 4);
  EXPECT_TRUE(Verifies(started->receipt));
  EXPECT_THAT(Write(scene::EpochStartOf(7, last)), IsOk());  // A retry.
  const auto again = Write(scene::RecordingOf(4));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->receipt.position, 5);
  EXPECT_EQ(again->receipt.epoch_id, scene::TestId('e', 7));
  EXPECT_EQ(Execute("SELECT string_agg(concat_ws(' ', number, first_position), ',' "
                    "ORDER BY number) FROM epochs"),
            "1 1,2 4");
  // What was recorded before is answered from its own epoch.
  const auto old = Write(scene::RecordingOf(2));
  ASSERT_THAT(old, IsOk());
  EXPECT_TRUE(old->repeated);
  EXPECT_NE(old->receipt.epoch_id, again->receipt.epoch_id);
}

// Years turn at midnight UTC.
TEST_F(PostgresLogStoreTest, ActivitiesArePartitionedByTheYearOfTheirId) {
  int n = 0;
  const auto partition_of = [&](const std::string& id) {
    Draft draft = scene::RecordingOf(++n);
    std::get<Recording>(draft.what).activity.id = id;
    EXPECT_THAT(Write(draft), IsOk());
    return Execute("SELECT tableoid::regclass::text FROM activities WHERE activity_id = '" + id +
                   "'");
  };
  EXPECT_EQ(partition_of("018cc251-f3ff-7fff-bfff-ffffffffffff"), "activities_default");
  EXPECT_EQ(partition_of("018cc251-f400-7000-8000-000000000000"), "activities_2024");
  EXPECT_EQ(partition_of("019b76da-a7ff-7fff-bfff-ffffffffffff"), "activities_2025");
  EXPECT_EQ(partition_of("019b76da-a800-7000-8000-000000000000"), "activities_2026");
  EXPECT_EQ(partition_of("01ec4aea-9fff-7fff-bfff-ffffffffffff"), "activities_2036");
  EXPECT_EQ(partition_of("01ec4aea-a000-7000-8000-000000000000"), "activities_default");
}

TEST_F(PostgresLogStoreTest, KnowsTheLogsOfOrganizations) {
  PostgresLogStore& store = replica_.store();
  EXPECT_THAT(store.LogOf({}, "parent", scene::kBranch), IsOkAndHolds(std::string(scene::kLog)));
  EXPECT_THAT(store.LogOf({}, "parent", scene::kNobody), FailsWith("ORGANIZATION_UNKNOWN"));
  EXPECT_THAT(store.LogOf({}, "parent", scene::kCentral), FailsWith("ORGANIZATION_WITHOUT_LOG"));
  EXPECT_THAT(store.LogsUnder({}, scene::kBranch), IsOkAndHolds(ElementsAre(scene::kLog)));
  EXPECT_THAT(store.LogsUnder({}, scene::kCentral),
              IsOkAndHolds(ElementsAre(scene::kLog, scene::kOtherLog)));
  EXPECT_THAT(store.LogsUnder({}, scene::kNobody), FailsWith("ORGANIZATION_UNKNOWN"));
}

}  // namespace
}  // namespace xinqiao::ledger
