#include "services/ledger/app/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ledger/domain/errors.h"
#include "tests/services/ledger/drafts.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_ledger_reads.h"
#include "tests/support/fakes/fake_log_store.h"
#include "tests/support/fakes/fake_log_writer.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kYouthPrincipal[] = "youths/40000000-0000-7000-8000-000000000001";

// The scene of scene.h, on the day after the talk, with a writer that answers at
// once.
class LedgerTest : public ::testing::Test {
 protected:
  LedgerTest() { store_.SetDirectory(scene::AllKnown()); }

  static Call CallOf(const std::string& principal = "people/1") {
    return {.principal = principal, .request_digest = std::string(32, '\x01')};
  }

  absl::StatusOr<Appended> Create(const ActivityFacts& facts = scene::HeartTalk(),
                                  const Call& call = CallOf()) {
    std::optional<absl::StatusOr<Appended>> told;
    ledger_.CreateActivity(call, {.request_id = scene::TestId('7', 1), .facts = facts},
                           [&](absl::StatusOr<Appended> result) { told = std::move(result); });
    return told.value_or(absl::UnknownError("not answered"));
  }

  static BatchRow RowOf(int n, const char* organization_id = scene::kCollege) {
    ActivityFacts facts = scene::HeartTalk();
    facts.organization_id = organization_id;
    return {.draft = {.request_id = scene::TestId('7', n), .facts = facts},
            .digest = std::string(32, static_cast<char>(n))};
  }

  absl::StatusOr<UnitResult> CreateBatch(std::vector<absl::StatusOr<BatchRow>> rows) {
    std::optional<absl::StatusOr<UnitResult>> told;
    ledger_.BatchCreateActivities(
        CallOf(), std::move(rows),
        [&](absl::StatusOr<UnitResult> result) { told = std::move(result); });
    return told.value_or(absl::UnknownError("not answered"));
  }

  absl::StatusOr<Activity> GetActivity(const char* organization_id) {
    absl::StatusOr<Activity> told = absl::UnknownError("not answered");
    ledger_.GetActivity({},
                        {.organization_id = organization_id, .activity_id = scene::ActivityId(1)},
                        [&](absl::StatusOr<Activity> activity) { told = std::move(activity); });
    return told;
  }

  absl::StatusOr<UnitResult> ChangeBooks(const char* organization_id) {
    std::optional<absl::StatusOr<UnitResult>> told;
    ledger_.ChangeBooks(
        CallOf(),
        {.request_id = scene::TestId('7', 1),
         .organization_id = organization_id,
         .period = {.first = absl::CivilDay(2017, 1, 1), .end = absl::CivilDay(2017, 4, 1)},
         .author = {.organization_id = scene::kLog, .post_id = scene::kOfProvince}},
        [&](absl::StatusOr<UnitResult> result) { told = std::move(result); });
    return told.value_or(absl::UnknownError("not answered"));
  }

  xinqiao::testing::FakeLogStore store_;
  xinqiao::testing::FakeLogWriter writer_;
  xinqiao::testing::FakeLedgerReads reads_;
  xinqiao::testing::FakeClock clock_{"2017-05-18"};
  xinqiao::testing::FakeIds ids_;
  int in_background_ = 0;
  bool background_full_ = false;
  Ledger ledger_{{.store = store_,
                  .writer = writer_,
                  .reads = reads_,
                  .clock = clock_,
                  .ids = ids_,
                  .new_salt = [] { return scene::Salt(); },
                  .background =
                      [this](const std::function<void()>& task) {
                        if (background_full_) return false;
                        ++in_background_;
                        task();
                        return true;
                      }}};
};

TEST_F(LedgerTest, DraftsAnActivityAtTheBusinessTime) {
  ActivityFacts facts = scene::HeartTalk();
  facts.participant_ids.clear();
  facts.participant_count = 30;
  const auto created = Create(facts);
  ASSERT_THAT(created, IsOk());
  ASSERT_THAT(writer_.submitted, SizeIs(1));
  EXPECT_EQ(writer_.submitted[0].log, scene::kLog);
  const Draft& draft = writer_.submitted[0].drafts[0];
  EXPECT_EQ(draft.request_id, scene::TestId('7', 1));
  EXPECT_EQ(draft.request_digest, CallOf().request_digest);
  EXPECT_EQ(draft.record_time, clock_.Now());
  const auto& recording = std::get<Recording>(draft.what);
  EXPECT_EQ(recording.activity.facts, facts);
  EXPECT_EQ(recording.activity.participant_total, 30);
  EXPECT_EQ(recording.activity.record_time, clock_.Now());
  EXPECT_EQ(recording.openings.text, (Opening{.salt = scene::Salt(), .value = facts.text}));
  EXPECT_NE(draft.change_id, recording.activity.id);
  EXPECT_EQ(created->activity, recording.activity);
}

TEST_F(LedgerTest, AsksForTheLogOfAnOrganizationOnce) {
  EXPECT_THAT(Create(), IsOk());
  EXPECT_EQ(in_background_, 1);
  EXPECT_THAT(Create(), IsOk());
  EXPECT_EQ(in_background_, 1);
  EXPECT_EQ(store_.log_lookups(), 1);
}

TEST_F(LedgerTest, SaysWhenTooMuchWaits) {
  background_full_ = true;
  EXPECT_THAT(Create(), FailsWith("QUEUE_FULL"));
  EXPECT_THAT(ChangeBooks(scene::kUniversity), FailsWith("QUEUE_FULL"));
  background_full_ = false;
  writer_.full = errors::QueueFull();
  EXPECT_THAT(Create(), FailsWith("QUEUE_FULL"));
}

TEST_F(LedgerTest, OrganizationsWithoutALogTakeNothing) {
  ActivityFacts facts = scene::HeartTalk();
  facts.organization_id = scene::kNobody;
  EXPECT_THAT(Create(facts), FailsWith("ORGANIZATION_UNKNOWN"));
  facts.organization_id = scene::kCentral;
  EXPECT_THAT(Create(facts), FailsWith("ORGANIZATION_WITHOUT_LOG"));
  EXPECT_THAT(writer_.submitted, IsEmpty());
}

TEST_F(LedgerTest, YouthsWriteStatementsOnly) {
  EXPECT_THAT(Create(scene::HeartTalk(), CallOf(kYouthPrincipal)), FailsWith("NOT_A_CADRE"));
  const auto refused = [](absl::StatusOr<Appended> told) {
    EXPECT_THAT(told, FailsWith("NOT_A_CADRE"));
  };
  ledger_.VoidActivity(CallOf(kYouthPrincipal), {}, refused);
  ledger_.RedactActivity(CallOf(kYouthPrincipal), {}, refused);
  ledger_.ChangeBooks(CallOf(kYouthPrincipal), {}, [](absl::StatusOr<UnitResult> told) {
    EXPECT_THAT(told, FailsWith("NOT_A_CADRE"));
  });
  ledger_.BatchCreateActivities(
      CallOf(kYouthPrincipal), {RowOf(1)},
      [](absl::StatusOr<UnitResult> told) { EXPECT_THAT(told, FailsWith("NOT_A_CADRE")); });
  ledger_.CreateEach(CallOf(kYouthPrincipal), {RowOf(1)}, [](UnitResult told) {
    EXPECT_THAT(told, ElementsAre(FailsWith("NOT_A_CADRE")));
  });
  EXPECT_THAT(writer_.submitted, IsEmpty());
}

TEST_F(LedgerTest, ABatchIsOneUnitAndEachRowHasItsOwnDigest) {
  const auto created = CreateBatch({RowOf(1), RowOf(2, scene::kBranch), RowOf(3)});
  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(*created, ElementsAre(IsOk(), IsOk(), IsOk()));
  ASSERT_THAT(writer_.submitted, SizeIs(1));
  EXPECT_FALSE(writer_.submitted[0].check_only);
  EXPECT_EQ(writer_.submitted[0].drafts[1].request_digest, std::string(32, '\x02'));
}

TEST_F(LedgerTest, ABatchIsOfOneLog) {
  EXPECT_THAT(CreateBatch({RowOf(1), RowOf(2, scene::kElsewhere)}), FailsWith("SEVERAL_LOGS"));
  EXPECT_THAT(writer_.submitted, IsEmpty());
}

TEST_F(LedgerTest, RowsThatCannotBeTakenLeaveTheOthersOnlyChecked) {
  writer_.answer = [](const Draft& draft) -> absl::StatusOr<Appended> {
    if (draft.request_id == scene::TestId('7', 3)) return errors::ActivityKindUnknown("none");
    return absl::CancelledError("only checked");
  };
  const auto told = CreateBatch({RowOf(1), absl::InvalidArgumentError("unreadable"), RowOf(3),
                                 RowOf(4, scene::kNobody), RowOf(5, scene::kCentral)});
  ASSERT_THAT(told, IsOk());
  ASSERT_THAT(*told, SizeIs(5));
  EXPECT_TRUE(absl::IsCancelled((*told)[0].status()));
  EXPECT_EQ((*told)[1].status(), absl::InvalidArgumentError("unreadable"));
  EXPECT_THAT((*told)[2], FailsWith("ACTIVITY_KIND_UNKNOWN"));
  EXPECT_THAT((*told)[3], FailsWith("ORGANIZATION_UNKNOWN"));
  EXPECT_THAT((*told)[4], FailsWith("ORGANIZATION_WITHOUT_LOG"));
  EXPECT_TRUE(writer_.submitted[0].check_only);
  EXPECT_THAT(writer_.submitted[0].drafts, SizeIs(2));

  writer_.submitted.clear();
  const auto nothing = CreateBatch({absl::InvalidArgumentError("unreadable")});
  ASSERT_THAT(nothing, IsOk());
  EXPECT_EQ((*nothing)[0].status(), absl::InvalidArgumentError("unreadable"));
  EXPECT_THAT(writer_.submitted, IsEmpty());
}

TEST_F(LedgerTest, WhatConcernsAllRowsIsOneStatus) {
  writer_.answer = [](const Draft&) { return absl::UnavailableError("gone"); };
  EXPECT_EQ(CreateBatch({RowOf(1), RowOf(2)}).status(), absl::UnavailableError("gone"));
  writer_.answer = [](const Draft&) { return errors::LogHalted(scene::kLog); };
  EXPECT_THAT(CreateBatch({RowOf(1), RowOf(2)}), FailsWith("LOG_HALTED"));
}

TEST_F(LedgerTest, RowsOfAnImportStandAlone) {
  writer_.answer = [](const Draft& draft) -> absl::StatusOr<Appended> {
    if (draft.request_id == scene::TestId('7', 2)) return errors::ActivityKindUnknown("none");
    return Appended{};
  };
  std::optional<UnitResult> told;
  ledger_.CreateEach(CallOf(),
                     {RowOf(1), RowOf(2), RowOf(3, scene::kElsewhere), RowOf(4, scene::kNobody)},
                     [&](UnitResult result) { told = std::move(result); });
  ASSERT_TRUE(told.has_value());
  EXPECT_THAT(*told, ElementsAre(IsOk(), FailsWith("ACTIVITY_KIND_UNKNOWN"), IsOk(),
                                 FailsWith("ORGANIZATION_UNKNOWN")));
  ASSERT_THAT(writer_.submitted, SizeIs(3));
  EXPECT_EQ(writer_.submitted[2].log, scene::kOtherLog);
  EXPECT_EQ(writer_.submitted[0].drafts[0].request_digest, std::string(32, '\x01'));
  told.reset();
  ledger_.CreateEach(CallOf(), {}, [&](UnitResult result) { told = std::move(result); });
  EXPECT_THAT(told.value(), IsEmpty());
}

TEST_F(LedgerTest, ActivitiesOfUnknownOrganizationsAreUnknown) {
  for (const char* organization : {scene::kNobody, scene::kCentral}) {
    ledger_.VoidActivity(
        CallOf(),
        {.request_id = scene::TestId('7', 1),
         .organization_id = organization,
         .activity_id = scene::ActivityId(1),
         .reason = "重复"},
        [](absl::StatusOr<Appended> told) { EXPECT_THAT(told, FailsWith("ACTIVITY_UNKNOWN")); });
  }
}

TEST_F(LedgerTest, DraftsVoidingsRedactionsAndStatements) {
  const auto taken = [](absl::StatusOr<Appended> told) { EXPECT_THAT(told, IsOk()); };
  ledger_.VoidActivity(CallOf(),
                       {.request_id = scene::TestId('7', 1),
                        .organization_id = scene::kCollege,
                        .activity_id = scene::ActivityId(1),
                        .reason = "重复记录"},
                       taken);
  ledger_.RedactActivity(CallOf(),
                         {.request_id = scene::TestId('7', 2),
                          .redaction = {.organization_id = scene::kCollege,
                                        .activity_id = scene::ActivityId(1),
                                        .fields = {RedactedField::kText}}},
                         taken);
  ledger_.StateParticipation(CallOf(kYouthPrincipal),
                             {.request_id = scene::TestId('7', 3),
                              .organization_id = scene::kCollege,
                              .activity_id = scene::ActivityId(1),
                              .youth_id = scene::kYouth,
                              .statement = Statement::kNotThere},
                             taken);
  ASSERT_THAT(writer_.submitted, SizeIs(3));
  const auto& voiding = std::get<Voiding>(writer_.submitted[0].drafts[0].what);
  EXPECT_EQ(voiding.reason, (Opening{.salt = scene::Salt(), .value = "重复记录"}));
  const auto& redaction = std::get<Redaction>(writer_.submitted[1].drafts[0].what);
  EXPECT_THAT(redaction.fields, ElementsAre(RedactedField::kText));
  const auto& stating = std::get<Stating>(writer_.submitted[2].drafts[0].what);
  EXPECT_EQ(stating.youth_id, scene::kYouth);
  EXPECT_EQ(stating.statement, Statement::kNotThere);
  EXPECT_EQ(stating.salt, scene::Salt());
}

TEST_F(LedgerTest, NobodySpeaksForAYouth) {
  for (const std::string principal : {"people/1", "youths/another", ""}) {
    ledger_.StateParticipation(
        CallOf(principal), {.youth_id = scene::kYouth},
        [](absl::StatusOr<Appended> told) { EXPECT_THAT(told, FailsWith("NOT_A_PARTICIPANT")); });
    EXPECT_THAT(ledger_.GetParticipation(CallOf(principal), scene::kCollege, scene::ActivityId(1),
                                         scene::kYouth),
                FailsWith("NOT_A_PARTICIPANT"));
  }
  reads_.participation.statement = Statement::kPressed;
  const auto told = ledger_.GetParticipation(CallOf(kYouthPrincipal), scene::kCollege,
                                             scene::ActivityId(1), scene::kYouth);
  ASSERT_THAT(told, IsOk());
  EXPECT_EQ(told->statement, Statement::kPressed);
}

TEST_F(LedgerTest, BooksAboveSeveralLogsAreClosedInEach) {
  const auto told = ChangeBooks(scene::kCentral);
  ASSERT_THAT(told, IsOk());
  EXPECT_THAT(*told, SizeIs(2));
  ASSERT_THAT(writer_.submitted, SizeIs(2));
  EXPECT_EQ(writer_.submitted[0].log, scene::kLog);
  EXPECT_EQ(writer_.submitted[1].log, scene::kOtherLog);
  const Draft& first = writer_.submitted[0].drafts[0];
  const Draft& second = writer_.submitted[1].drafts[0];
  EXPECT_EQ(first.request_id, second.request_id);
  EXPECT_NE(first.change_id, second.change_id);
  EXPECT_EQ(std::get<BooksChange>(second.what).organization_id, scene::kCentral);
  EXPECT_FALSE(std::get<BooksChange>(second.what).reason.has_value());
}

TEST_F(LedgerTest, ClosingBooksStopsAtTheFirstLogThatRefuses) {
  writer_.answer = [](const Draft&) { return errors::LogHalted(scene::kLog); };
  EXPECT_THAT(ChangeBooks(scene::kCentral), FailsWith("LOG_HALTED"));
  EXPECT_THAT(writer_.submitted, SizeIs(1));
  EXPECT_THAT(ChangeBooks(scene::kNobody), FailsWith("ORGANIZATION_UNKNOWN"));
}

TEST_F(LedgerTest, ReadsAreTheStores) {
  Activity& activity = reads_.activities[scene::ActivityId(1)];
  activity.id = scene::ActivityId(1);
  activity.facts = scene::HeartTalk();
  EXPECT_THAT(GetActivity(scene::kCollege), IsOk());
  EXPECT_THAT(GetActivity(scene::kBranch), FailsWith("ACTIVITY_UNKNOWN"));
  reads_.page.next_before_id = "more";
  EXPECT_EQ(ledger_.ListActivities({}, {.limit = 7})->next_before_id, "more");
  EXPECT_EQ(reads_.last_query.limit, 7);
  reads_.books.next_before_position = 9;
  EXPECT_EQ(ledger_.ListBooks({}, {.limit = 8})->next_before_position, 9);
  EXPECT_EQ(reads_.last_books_query.limit, 8);
}

}  // namespace
}  // namespace xinqiao::ledger
