#include "services/ledger/storage/postgres_ledger_reads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/services/ledger/storage/written_log.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

class PostgresLedgerReadsTest : public ::testing::Test {
 protected:
  absl::StatusOr<Activity> Get(int n) { return GetOf(scene::kCollege, n); }
  absl::StatusOr<Activity> GetOf(const char* organization_id, int n) {
    const auto found =
        reads_.Get({}, {{.organization_id = organization_id, .activity_id = scene::ActivityId(n)}});
    if (!found.ok()) return found.status();
    if (!found->front().has_value()) return absl::NotFoundError("");
    return *found->front();
  }

  // The numbers of the activities on the page.
  std::vector<int> List(const ActivityQuery& query) { return NumbersOf(PageOf(query)); }
  ActivityPage PageOf(const ActivityQuery& query) {
    const auto page = reads_.List({}, query);
    EXPECT_THAT(page, IsOk());
    return page.value_or(ActivityPage());
  }
  static std::vector<int> NumbersOf(const ActivityPage& page) {
    std::vector<int> numbers;
    for (const Activity& activity : page.activities) {
      numbers.push_back(std::stoi(activity.id.substr(activity.id.size() - 12)));
    }
    return numbers;
  }

  WrittenLog log_;
  PostgresLedgerReads reads_{log_.database(), LineCodec()};
};

TEST_F(PostgresLedgerReadsTest, AnActivityIsToldAsItWasRecorded) {
  ActivityFacts gathering = scene::HeartTalk();
  gathering.start_minute = 0;
  gathering.end_minute = 1439;
  gathering.participant_ids.clear();
  gathering.participant_count = 40;
  gathering.collective_id = scene::kBranch;
  gathering.campaign = "service_month";
  gathering.evidence.clear();
  gathering.guided_branch_id.clear();
  const std::vector<Draft> drafts = {scene::RecordingOf(1), scene::RecordingOf(2, scene::Visit()),
                                     scene::RecordingOf(3, gathering)};
  log_.Append(drafts);
  for (int n = 1; n <= 3; ++n) {
    const auto& recording = std::get<Recording>(drafts[static_cast<size_t>(n - 1)].what);
    EXPECT_THAT(Get(n), IsOkAndHolds(recording.activity)) << n;
  }
}

TEST_F(PostgresLedgerReadsTest, AnActivityIsFoundAtItsOrganizationOnly) {
  log_.Append({scene::RecordingOf(1)});
  EXPECT_TRUE(absl::IsNotFound(Get(2).status()));
  for (const char* organization : {scene::kBranch, scene::kElsewhere, scene::kNobody}) {
    EXPECT_TRUE(absl::IsNotFound(GetOf(organization, 1).status()));
  }
}

// The table finds it; what the log proves says who is named.
TEST_F(PostgresLedgerReadsTest, ARowThatSomebodyPutInNamesNobody) {
  log_.Append({scene::RecordingOf(1)});
  const std::string stranger = scene::TestId('4', 99);
  log_.Execute("INSERT INTO participants SELECT log, '" + stranger +
               "', activity_id FROM activities");
  EXPECT_THAT(List({.participant_id = stranger, .limit = 10}), ElementsAre());
  EXPECT_THAT(List({.participant_id = scene::kYouth, .limit = 10}), ElementsAre(1));
  EXPECT_THAT(reads_.GetParticipation({}, scene::kCollege, scene::ActivityId(1), stranger).status(),
              FailsWith("NOT_A_PARTICIPANT"));
  EXPECT_THAT(reads_.GetParticipation({}, scene::kCollege, scene::ActivityId(1), scene::kYouth),
              IsOk());
}

TEST_F(PostgresLedgerReadsTest, SeveralActivitiesAreToldInTheOrderOfTheirNames) {
  log_.Append({scene::RecordingOf(1), scene::RecordingOf(2)});
  const auto name = [](const char* organization_id, int n) {
    return ActivityName{.organization_id = organization_id, .activity_id = scene::ActivityId(n)};
  };
  const auto found =
      reads_.Get({}, {name(scene::kCollege, 2), name(scene::kCollege, 9), name(scene::kBranch, 1),
                      name(scene::kCollege, 1), name(scene::kCollege, 2)});
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->size(), 5U);
  EXPECT_EQ((*found)[0]->id, scene::ActivityId(2));
  EXPECT_FALSE((*found)[1].has_value());
  EXPECT_FALSE((*found)[2].has_value());
  EXPECT_EQ((*found)[3]->id, scene::ActivityId(1));
  EXPECT_EQ((*found)[4], (*found)[0]);
}

TEST_F(PostgresLedgerReadsTest, WhatCameLaterIsToldToo) {
  const Draft recorded = scene::RecordingOf(1);
  log_.Append({recorded, scene::RecordingOf(2)});
  log_.Append({scene::StatingOf(3, 1, Statement::kConfirmed),
               scene::StatingOf(4, 1, Statement::kPressed, scene::kOtherYouth)});
  EXPECT_EQ(Get(1)->participation,
            (ParticipationSummary{.confirmed_count = 1, .disputed_count = 1}));
  // The last word counts.
  log_.Append({scene::StatingOf(5, 1, Statement::kNotThere),
               scene::StatingOf(6, 1, Statement::kWithdrawn, scene::kOtherYouth)});
  EXPECT_EQ(Get(1)->participation,
            (ParticipationSummary{.confirmed_count = 0, .disputed_count = 1}));

  log_.Append({scene::VoidingOf(7, 1)});
  Activity expected = std::get<Recording>(recorded.what).activity;
  expected.participation.disputed_count = 1;
  expected.void_time = scene::TimeOf(7);
  expected.void_reason = "重复记录";
  EXPECT_THAT(Get(1), IsOkAndHolds(expected));
  EXPECT_EQ(Get(2)->participation, ParticipationSummary());
}

TEST_F(PostgresLedgerReadsTest, WhatWasErasedIsNamedAndGone) {
  const Draft recorded = scene::RecordingOf(1);
  log_.Append({recorded});
  log_.Append({scene::VoidingOf(2, 1)});
  log_.Append({scene::RedactionOf(3, 1, {RedactedField::kText, RedactedField::kEvidenceUris})});
  log_.Append({scene::RedactionOf(4, 1, {RedactedField::kCircumstances}),
               scene::RedactionOf(5, 1, {RedactedField::kVoidReason}),
               scene::RedactionOf(6, 1, {RedactedField::kParticipant}, scene::kYouth)});
  Activity expected = std::get<Recording>(recorded.what).activity;
  expected.facts.text.clear();
  expected.facts.topic.clear();
  expected.facts.platform.clear();
  expected.facts.place.clear();
  for (Evidence& evidence : expected.facts.evidence) evidence.uri.clear();
  expected.facts.participant_ids = {scene::kOtherYouth};
  expected.void_time = scene::TimeOf(2);
  expected.redacted_fields = {RedactedField::kText, RedactedField::kCircumstances,
                              RedactedField::kParticipant, RedactedField::kEvidenceUris,
                              RedactedField::kVoidReason};
  EXPECT_THAT(Get(1), IsOkAndHolds(expected));

  // Named is not the same as counted, though nobody is left.
  log_.Append({scene::RedactionOf(7, 1, {RedactedField::kParticipant}, scene::kOtherYouth)});
  const auto nobody = Get(1);
  ASSERT_THAT(nobody, IsOk());
  EXPECT_TRUE(nobody->facts.participant_ids.empty());
  EXPECT_EQ(nobody->facts.participant_count, 0);
  EXPECT_EQ(nobody->participant_total, 2);
}

TEST_F(PostgresLedgerReadsTest, ListsNewestFirstInPages) {
  std::vector<Draft> drafts;
  for (const int n : {2, 5, 1, 4, 3}) drafts.push_back(scene::RecordingOf(n));
  log_.Append(drafts);
  ActivityQuery query = {.organization_id = scene::kCollege, .limit = 2};
  ActivityPage page = PageOf(query);
  EXPECT_THAT(NumbersOf(page), ElementsAre(5, 4));
  query.before_id = page.next_before_id;
  page = PageOf(query);
  EXPECT_THAT(NumbersOf(page), ElementsAre(3, 2));
  query.before_id = page.next_before_id;
  page = PageOf(query);
  EXPECT_THAT(NumbersOf(page), ElementsAre(1));
  EXPECT_EQ(page.next_before_id, "");
  // A page that is just full is the last.
  EXPECT_EQ(PageOf({.organization_id = scene::kCollege, .limit = 5}).next_before_id, "");
  EXPECT_EQ(PageOf({.organization_id = scene::kCollege, .limit = 5}).activities[4], *Get(1));
}

TEST_F(PostgresLedgerReadsTest, EveryConditionLeavesOut) {
  std::vector<ActivityFacts> facts(6, scene::HeartTalk());
  facts[0].day = Day("2017-05-10");
  facts[1].kind_id = scene::kVisitKind;
  facts[2].campaign = "service_month";
  facts[3].actors = {{.organization_id = scene::kCollege, .post_id = scene::kSecretary}};
  facts[4].participant_ids = {scene::kYouth};
  facts[5].organization_id = scene::kBranch;
  std::vector<Draft> drafts;
  for (int n = 1; n <= 6; ++n) {
    drafts.push_back(scene::RecordingOf(n, facts[static_cast<size_t>(n - 1)]));
  }
  log_.Append(drafts);
  ActivityFacts elsewhere = scene::HeartTalk();
  elsewhere.organization_id = scene::kElsewhere;
  elsewhere.campaign = "service_month";
  log_.Append({scene::RecordingOf(7, elsewhere)}, scene::kOtherLog);

  const auto college = [](ActivityQuery query) {
    query.organization_id = scene::kCollege;
    query.limit = 10;
    return query;
  };
  EXPECT_THAT(List(college({})), ElementsAre(5, 4, 3, 2, 1));
  EXPECT_THAT(List(college({.kind_id = scene::kKind})), ElementsAre(5, 4, 3, 1));
  EXPECT_THAT(List(college({.campaign = "service_month"})), ElementsAre(3));
  EXPECT_THAT(List(college({.first_day = Day("2017-05-11")})), ElementsAre(5, 4, 3, 2));
  EXPECT_THAT(List(college({.last_day = Day("2017-05-16")})), ElementsAre(1));
  EXPECT_THAT(List(college({.first_day = Day("2017-05-10"), .last_day = Day("2017-05-10")})),
              ElementsAre(1));
  EXPECT_THAT(List(college({.actor_post_id = scene::kDeputy})), ElementsAre(5, 3, 2, 1));
  EXPECT_THAT(List(college({.participant_id = scene::kOtherYouth})), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(List(college({.actor_post_id = scene::kDeputy,
                            .participant_id = scene::kOtherYouth,
                            .kind_id = scene::kKind,
                            .first_day = Day("2017-05-11")})),
              ElementsAre(3));

  // In every log.
  EXPECT_THAT(List({.actor_post_id = scene::kDeputy, .limit = 10}), ElementsAre(7, 6, 5, 3, 2, 1));
  EXPECT_THAT(List({.participant_id = scene::kOtherYouth, .limit = 2}), ElementsAre(7, 6));
  EXPECT_THAT(List({.campaign = "service_month", .limit = 10}), ElementsAre(7, 3));
  EXPECT_THAT(List({.actor_post_id = scene::kNobody, .limit = 10}), ElementsAre());

  EXPECT_THAT(List({.organization_id = scene::kCentral, .limit = 10}), ElementsAre());
  EXPECT_THAT(reads_.List({}, {.organization_id = scene::kNobody, .limit = 10}),
              FailsWith("ORGANIZATION_UNKNOWN"));
}

TEST_F(PostgresLedgerReadsTest, AnErasedParticipantIsNotFound) {
  log_.Append({scene::RecordingOf(1), scene::RecordingOf(2)});
  log_.Append({scene::RedactionOf(3, 1, {RedactedField::kParticipant}, scene::kYouth)});
  EXPECT_THAT(List({.participant_id = scene::kYouth, .limit = 10}), ElementsAre(2));
  EXPECT_THAT(List({.participant_id = scene::kOtherYouth, .limit = 10}), ElementsAre(2, 1));
}

// A page looks at so many and no more; it is short then, but not the last.
TEST_F(PostgresLedgerReadsTest, APageLooksAtABoundedNumber) {
  ActivityFacts rare = scene::HeartTalk();
  rare.kind_id = scene::kVisitKind;
  log_.Append({scene::RecordingOf(1, rare), scene::RecordingOf(2)});
  log_.Execute(
      "CREATE TEMP TABLE copies AS SELECT a.*, n FROM activities a, generate_series(1, 20500) n "
      "WHERE kind_id = 'five_ones.heart_talk';"
      "UPDATE copies SET activity_id = "
      "('60000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid;"
      "ALTER TABLE copies DROP n;"
      "INSERT INTO activities SELECT * FROM copies");
  ActivityQuery query = {
      .organization_id = scene::kCollege, .kind_id = scene::kVisitKind, .limit = 10};
  ActivityPage page = PageOf(query);
  EXPECT_THAT(NumbersOf(page), ElementsAre());
  EXPECT_EQ(page.next_before_id, "60000000-0000-7000-8000-000000000501");
  query.before_id = page.next_before_id;
  page = PageOf(query);
  EXPECT_THAT(NumbersOf(page), ElementsAre(1));
  EXPECT_EQ(page.next_before_id, "");
}

TEST_F(PostgresLedgerReadsTest, APageOfLargeActivitiesIsShort) {
  ActivityFacts large = scene::HeartTalk();
  large.text = std::string(8000, 'x');
  std::vector<Draft> drafts;
  for (int n = 1; n <= 150; ++n) drafts.push_back(scene::RecordingOf(n, large));
  log_.Append(drafts);
  const ActivityPage page = PageOf({.organization_id = scene::kCollege, .limit = 1000});
  EXPECT_GT(page.activities.size(), 80U);
  EXPECT_LT(page.activities.size(), 131U);
  EXPECT_EQ(page.next_before_id, page.activities.back().id);
  const ActivityPage rest =
      PageOf({.organization_id = scene::kCollege, .before_id = page.next_before_id, .limit = 1000});
  EXPECT_EQ(page.activities.size() + rest.activities.size(), 150U);
  EXPECT_EQ(rest.next_before_id, "");
}

TEST_F(PostgresLedgerReadsTest, AYouthHearsTheirLastWord) {
  log_.Append({scene::RecordingOf(1)});
  const auto said = [&](const std::string& youth) {
    return reads_.GetParticipation({}, scene::kCollege, scene::ActivityId(1), youth);
  };
  EXPECT_THAT(said(scene::kYouth), IsOkAndHolds(Participation()));
  log_.Append({scene::StatingOf(2, 1, Statement::kConfirmed)});
  log_.Append({scene::StatingOf(3, 1, Statement::kPressed)});
  EXPECT_THAT(said(scene::kYouth), IsOkAndHolds(Participation{.statement = Statement::kPressed,
                                                              .state_time = scene::TimeOf(3)}));
  EXPECT_THAT(said(scene::kOtherYouth), IsOkAndHolds(Participation()));
  EXPECT_THAT(said(scene::kNobody), FailsWith("NOT_A_PARTICIPANT"));
  EXPECT_THAT(reads_.GetParticipation({}, scene::kBranch, scene::ActivityId(1), scene::kYouth),
              FailsWith("ACTIVITY_UNKNOWN"));
}

TEST_F(PostgresLedgerReadsTest, BooksAreListedForTheSubtree) {
  log_.Append({scene::BooksOf(1, true)});
  log_.Append({scene::BooksOf(2, false)});
  const auto page = reads_.ListBooks({}, {.organization_id = scene::kBranch, .limit = 10});
  ASSERT_THAT(page, IsOk());
  const BooksEntry closing = {
      .log = scene::kLog,
      .position = 1,
      .organization_id = scene::kUniversity,
      .period = {.first = Day("2017-01-01"), .end = Day("2017-04-01")},
      .closed = true,
      .author = {.organization_id = scene::kLog, .post_id = scene::kOfProvince},
      .record_time = scene::TimeOf(1)};
  BooksEntry reopening = closing;
  reopening.position = 2;
  reopening.closed = false;
  reopening.record_time = scene::TimeOf(2);
  reopening.reason = "补录";
  EXPECT_THAT(page->books, ElementsAre(reopening, closing));
  EXPECT_EQ(page->next_before_position, 0);
  for (const char* other : {scene::kLog, scene::kElsewhere, scene::kCentral}) {
    EXPECT_TRUE(reads_.ListBooks({}, {.organization_id = other, .limit = 10})->books.empty());
  }
  EXPECT_THAT(reads_.ListBooks({}, {.organization_id = scene::kNobody, .limit = 10}),
              FailsWith("ORGANIZATION_UNKNOWN"));

  BooksQuery query = {.organization_id = scene::kUniversity, .limit = 1};
  const auto first = reads_.ListBooks({}, query);
  EXPECT_THAT(first->books, ElementsAre(reopening));
  query.before_position = first->next_before_position;
  const auto second = reads_.ListBooks({}, query);
  EXPECT_THAT(second->books, ElementsAre(closing));
  query.before_position = second->next_before_position;
  EXPECT_TRUE(reads_.ListBooks({}, query)->books.empty());
}

// One above several logs closes each of them: a page parts no position.
TEST_F(PostgresLedgerReadsTest, BooksOfSeveralLogsAreNotParted) {
  for (const char* log : {scene::kLog, scene::kOtherLog}) {
    for (const int position : {1, 2}) {
      log_.Execute(absl::StrCat("INSERT INTO books VALUES ('", log, "', ", position, ", '",
                                scene::kCentral, "', '2017-01-01', '2017-04-01', ",
                                position == 1 ? "true" : "false", ", '", scene::kCentral, "', '",
                                scene::kNobody, "', '2017-05-01')"));
    }
  }
  BooksQuery query = {.organization_id = scene::kCentral, .limit = 1};
  std::vector<int64_t> positions;
  for (int pages = 0; pages < 3; ++pages) {
    const auto page = reads_.ListBooks({}, query);
    ASSERT_THAT(page, IsOk());
    for (const BooksEntry& entry : page->books) positions.push_back(entry.position);
    query.before_position = page->next_before_position;
  }
  EXPECT_THAT(positions, ElementsAre(2, 2, 1, 1));
  EXPECT_EQ(query.before_position, 0);
}

// Reading one activity opens the partition of its year alone, with one plan for
// every year.
TEST_F(PostgresLedgerReadsTest, OnePlanLooksIntoOnePartition) {
  pqxx::connection connection(log_.url());
  pqxx::nontransaction tx(connection);
  tx.exec(
      "PREPARE get (uuid, uuid) AS SELECT * FROM told_activities WHERE organization_id = $1 "
      "AND log = (SELECT log FROM known_organizations WHERE organization_id = $1) "
      "AND activity_id = $2");
  tx.exec("SET plan_cache_mode = force_generic_plan");
  std::string plan;
  for (const pqxx::row& row : tx.exec(absl::StrCat("EXPLAIN EXECUTE get ('", scene::kCollege,
                                                   "', '018cc251-f400-7000-8000-000000000000')"))) {
    absl::StrAppend(&plan, row[0].as<std::string>(), "\n");
  }
  EXPECT_TRUE(absl::StrContains(plan, "on activities_2024 ")) << plan;
  EXPECT_FALSE(absl::StrContains(plan, "on activities_2025 ")) << plan;
  EXPECT_TRUE(absl::StrContains(plan, "Subplans Removed: 13")) << plan;
}

}  // namespace
}  // namespace xinqiao::ledger
