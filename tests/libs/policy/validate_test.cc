#include "libs/policy/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/workdays.h"
#include "tests/libs/policy/good_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

// The first cohort has cadres instead of organizations.
void MeanPosts(RulePack& pack) {
  Cohort& cohort = pack.evaluations[0].cohorts[0];
  cohort.subject = {};
  cohort.organization_ids.clear();
}

TEST(ValidateTest, AGoodPackHasNoFindings) {
  const Findings findings = Validate(Good(), KnownKinds(), kIssued);
  EXPECT_THAT(findings.problems, IsEmpty());
  EXPECT_THAT(findings.warnings, IsEmpty());
}

TEST(ValidateTest, NamesTheFieldOfEachProblem) {
  const Spoiled cases[] = {
      {"document.issuer", [](RulePack& p) { p.document.issuer = " "; }},
      {"document.number", [](RulePack& p) { p.document.number = ""; }},
      {"document.title", [](RulePack& p) { p.document.title = ""; }},
      {"document.parents[0]",
       [](RulePack& p) {
         p.document.parents = {
             {.issuer = "X", .number = "", .title = "", .issue_day = std::nullopt}};
       }},
      {"document.annexes[0].sha256",
       [](RulePack& p) { p.document.annexes = {{.title = "X", .sha256 = "AB"}}; }},
      {"duties[1].duty_id", [](RulePack& p) { p.duties[1].duty_id = "FIV-02"; }},
      {"duties[1].duty_id",
       [](RulePack& p) {
         p.schedule_items.clear();
         p.assessment_tables.clear();
         p.duties[1].duty_id = "first";
       }},
      {"duties[0].title", [](RulePack& p) { p.duties[0].title = ""; }},
      {"duties[0].requirement_ids", [](RulePack& p) { p.duties[0].requirement_ids = {}; }},
      {"duties[0].requirement_ids[0]", [](RulePack& p) { p.duties[0].requirement_ids = {"A-16"}; }},
      {"duties[0].kind_ids", [](RulePack& p) { p.duties[0].kind_ids = {}; }},
      {"duties[0].kind_ids[1]", [](RulePack& p) { p.duties[0].kind_ids[1] = "a.three"; }},
      {"duties[0].kind_ids[1]", [](RulePack& p) { p.duties[0].kind_ids[1] = "a.one"; }},
      {"duties[0].required_count", [](RulePack& p) { p.duties[0].required_count = -1; }},
      {"duties[0].required_count", [](RulePack& p) { p.duties[0].required_count = 3651; }},
      {"duties[0].effective",
       [](RulePack& p) { p.duties[0].effective.end = p.duties[0].effective.first; }},
      {"duties[0].effective.end_day",
       [](RulePack& p) {
         p.duties[0].period = std::nullopt;
         p.duties[0].effective.end = kOpenEnd;
       }},
      {"duties[0].may_also_count[0]", [](RulePack& p) { p.duties[0].may_also_count = {"first"}; }},
      {"duties[0].may_also_count[0]", [](RulePack& p) { p.duties[0].may_also_count = {"third"}; }},
      {"duties[0].max_count", [](RulePack& p) { p.duties[0].max_count = 4; }},
      {"duties[0].max_count", [](RulePack& p) { p.duties[0].max_count = 3651; }},
      {"duties[0].subject.posts.organization_kinds",
       [](RulePack& p) {
         p.scope.organization_kinds = {OrganizationKind::kCollegeCommittee};
         p.duties[0].subject.organization_kinds = {OrganizationKind::kBranch};
       }},
      {"schedule_items[0].subject.organizations.organization_levels",
       [](RulePack& p) {
         p.scope.organization_levels = {OrganizationLevel::kCity};
         p.schedule_items[0].subject.of = Subject::Of::kOrganizations;
         p.schedule_items[0].subject.organization_levels = {OrganizationLevel::kCounty};
       }},
      {"scope.subtrees[1]",
       [](RulePack& p) {
         p.scope.subtree_ids = {"x", "x"};
       }},
      {"schedule_items[0].schedule_item_id",
       [](RulePack& p) {
         p.assessment_tables.clear();
         p.schedule_items[0].schedule_item_id = "1st";
       }},
      {"schedule_items[0].window",
       [](RulePack& p) { p.schedule_items[0].window.end = absl::CivilDay(2017, 1, 1); }},
      {"schedule_items[0].duty_ids[0]",
       [](RulePack& p) { p.schedule_items[0].duty_ids = {"third"}; }},
      {"schedule_items[0].kind_ids[0]",
       [](RulePack& p) { p.schedule_items[0].kind_ids = {"b.two"}; }},
      {"deadlines[0].shown_only", [](RulePack& p) { p.deadlines[0].shown_only = false; }},
      {"reports[0].columns", [](RulePack& p) { p.reports[0].columns.clear(); }},
      {"reports[0].columns[1].column_id",
       [](RulePack& p) { p.reports[0].columns.push_back(p.reports[0].columns[0]); }},
      {"reports[0].due_days", [](RulePack& p) { p.reports[0].due_days.clear(); }},
      {"reports[0].due_days[1]",
       [](RulePack& p) { p.reports[0].due_days[1] = absl::CivilDay(2017, 6, 15); }},
      {"evaluations[0].title", [](RulePack& p) { p.evaluations[0].title = ""; }},
      {"evaluations[0].cohorts", [](RulePack& p) { p.evaluations[0].cohorts.clear(); }},
      {"evaluations[0].cohorts[0].title",
       [](RulePack& p) { p.evaluations[0].cohorts[0].title = " "; }},
      {"evaluations[0].cohorts[0].subject", [](RulePack& p) { MeanPosts(p); }},
      {"evaluations[0].cohorts[1].organizations",
       [](RulePack& p) {
         p.evaluations[0].kind = EvaluationKind::kFullEvaluation;
         p.evaluations[0].cohorts[1].subject.of = Subject::Of::kPosts;
       }},
      {"evaluations[0].cohorts[1].organizations[1]",
       [](RulePack& p) { p.evaluations[0].cohorts[1].organization_ids[1] = "one"; }},
      {"evaluations[0].cohorts[1]",
       [](RulePack& p) {
         p.evaluations[0].cohorts[1].organization_ids = {"two", "three"};
       }},
      {"document.parents[0].issue_day_assumed",
       [](RulePack& p) {
         p.document.parents = {{.issuer = "团中央", .number = "1号", .issue_day_assumed = true}};
       }},
      {"switches[0].legal_basis.issue_day",
       [](RulePack& p) { p.switches[0].legal_basis->issue_day = absl::CivilDay(2017, 5, 16); }},
      {"switches[0].legal_basis.issue_day_assumed",
       [](RulePack& p) { p.switches[0].legal_basis->issue_day_assumed = true; }},
      {"switches[0].legal_basis", [](RulePack& p) { p.switches[0].legal_basis = std::nullopt; }},
      {"switches[0].legal_basis",
       [](RulePack& p) { p.switches[0].legal_basis->issue_day = std::nullopt; }},
      {"switches[0].text", [](RulePack& p) { p.switches[0].text = ""; }},
      {"switches[1].kind", [](RulePack& p) { p.switches.push_back(p.switches[0]); }},
      {"assumptions[1].assumption_id",
       [](RulePack& p) { p.assumptions.push_back({.assumption_id = "16", .text = "x"}); }},
      {"assumptions[1].assumption_id",
       [](RulePack& p) { p.assumptions.push_back(p.assumptions[0]); }},
      {"assumptions[0].text", [](RulePack& p) { p.assumptions[0].text = ""; }},
      {"in_force",
       [](RulePack& p) { p.in_force = Period{.first = kIssued + 9, .end = kIssued + 9}; }},
  };
  ExpectOneProblemEach(cases);
}

TEST(ValidateTest, FindsAllProblemsAtOnce) {
  RulePack pack = Good();
  pack.document.number = "";
  pack.duties[1].kind_ids = {"nothing.known"};
  pack.switches[0].text = "";
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems),
              ElementsAre("document.number", "duties[1].kind_ids[0]", "switches[0].text"));
}

TEST(ValidateTest, ASwitchThatIsOffNeedsNoLegalBasis) {
  RulePack pack = Good();
  pack.switches = {{.kind = SwitchKind::kPersonRanking, .enabled = false}};
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).problems, IsEmpty());
}

// S0 is dated 17 May but sets 12 April and the end of April.
TEST(ValidateTest, WarnsOfDaysThatPassedBeforeThePackWasMadeKnown) {
  RulePack pack = Good();
  pack.deadlines[0].due_day = absl::CivilDay(2017, 5, 16);
  pack.duties[0].effective.first = absl::CivilDay(2017, 4, 1);
  const Findings findings = Validate(pack, KnownKinds(), kIssued);
  EXPECT_THAT(findings.problems, IsEmpty());
  EXPECT_THAT(FieldsOf(findings.warnings),
              ElementsAre("duties[0].effective.start_day", "deadlines[0].due_day"));
}

TEST(ValidateTest, ADeadlineOnTheDayOfPublicationIsInTime) {
  RulePack pack = Good();
  pack.deadlines[0].due_day = kIssued;
  EXPECT_THAT(Validate(pack, KnownKinds(), kIssued).warnings, IsEmpty());
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued + 1).warnings),
              ElementsAre("deadlines[0].due_day"));
}

TEST(ValidateTest, WarnsOfADocumentDatedAfterItsPublication) {
  EXPECT_THAT(FieldsOf(Validate(Good(), KnownKinds(), kIssued - 1).warnings),
              ElementsAre("document.issue_day"));
}

// What the warning says of a rule, one line each.
std::vector<std::string> Lines(const std::vector<Problem>& problems) {
  std::vector<std::string> lines;
  for (const Problem& problem : problems) {
    lines.push_back(absl::StrCat(problem.field, ": ", problem.reason));
  }
  return lines;
}

// The second quarter of 2017 ends on a Friday; the tenth working day after it is
// Friday, 14 July.
class ClosedBooksTest : public ::testing::Test {
 protected:
  ClosedBooksTest() {
    quarters_.title = "季度结账";
    quarters_.after_working_days = 10;
    quarters_.effective = {.first = absl::CivilDay(2017, 1, 1), .end = kOpenEnd};
    pack_.document = Good().document;
    pack_.ceilings = Good().ceilings;
    pack_.ceilings[0].effective = {.first = absl::CivilDay(2017, 6, 30), .end = kOpenEnd};
  }

  // The warnings but those of A-45, which are there with or without books.
  std::vector<std::string> WarningsOn(absl::CivilDay publication_day) {
    const BookClosing closings[] = {quarters_};
    const Findings findings = Validate(pack_, KnownKinds(), publication_day, closings, calendar_);
    EXPECT_THAT(findings.problems, IsEmpty());
    std::vector<std::string> lines = Lines(findings.warnings);
    lines.erase(
        std::remove_if(lines.begin(), lines.end(),
                       [](const std::string& line) { return absl::StrContains(line, "(A-45)"); }),
        lines.end());
    return lines;
  }

  RulePack pack_;
  BookClosing quarters_;
  WorkdayCalendar calendar_;
};

TEST_F(ClosedBooksTest, ARuleThatReachesBackIntoClosedBooksIsRemarked) {
  EXPECT_THAT(WarningsOn(absl::CivilDay(2017, 7, 14)), IsEmpty());
  EXPECT_THAT(WarningsOn(absl::CivilDay(2017, 7, 15)),
              ElementsAre("ceilings[0].effective.start_day: begins on 2017-06-30 in [2017-04-01, "
                          "2017-07-01), whose books '季度结账' closed after 2017-07-14; figures "
                          "published for it stay as they are"));
}

TEST_F(ClosedBooksTest, AHolidayKeepsTheBooksOpenADayLonger) {
  calendar_ = WorkdayCalendar({absl::CivilDay(2017, 7, 3)}, {});
  EXPECT_THAT(WarningsOn(absl::CivilDay(2017, 7, 17)), IsEmpty());
  EXPECT_THAT(WarningsOn(absl::CivilDay(2017, 7, 18)), SizeIs(1));
}

TEST_F(ClosedBooksTest, ARuleOfTheRunningQuarterIsNot) {
  pack_.ceilings[0].effective.first = absl::CivilDay(2017, 7, 1);
  EXPECT_THAT(WarningsOn(absl::CivilDay(2017, 8, 1)), IsEmpty());
}

TEST_F(ClosedBooksTest, AClosingThatWasNotInForceClosedNothing) {
  quarters_.effective.first = absl::CivilDay(2017, 7, 15);
  EXPECT_THAT(WarningsOn(absl::CivilDay(2017, 8, 1)), IsEmpty());
}

TEST_F(ClosedBooksTest, WithoutClosingsNothingIsClosed) {
  EXPECT_THAT(FieldsOf(Validate(pack_, KnownKinds(), absl::CivilDay(2018, 1, 1)).warnings),
              ElementsAre("ceilings[0].effective.start_day"));
}

// The rules of a pack begin with it at the earliest, and in_force says so once.
TEST_F(ClosedBooksTest, WhereThePackBeginsLaterItsOwnDayIsTheOneRemarked) {
  pack_.in_force = Period{.first = absl::CivilDay(2017, 7, 3), .end = kOpenEnd};
  EXPECT_THAT(WarningsOn(absl::CivilDay(2017, 8, 1)), IsEmpty());
  const std::vector<std::string> late = WarningsOn(absl::CivilDay(2017, 11, 1));
  ASSERT_THAT(late, SizeIs(1));
  EXPECT_THAT(late[0], StartsWith("in_force.start_day: begins on 2017-07-03 in [2017-07-01, "));
}

TEST(ValidateTest, WarnsOfARuleThatIsNeverInForce) {
  RulePack pack = Good();
  pack.in_force = Period{.first = kIssued, .end = absl::CivilDay(2017, 10, 1)};
  pack.ceilings[0].effective.first = absl::CivilDay(2017, 10, 1);
  const Findings findings = Validate(pack, KnownKinds(), kIssued);
  EXPECT_THAT(findings.problems, IsEmpty());
  EXPECT_THAT(Lines(findings.warnings),
              ElementsAre("ceilings[0].effective: [2017-10-01, 2018-01-01) has no day of "
                          "[2017-05-17, 2017-10-01), when the pack is in force"));
}

TEST(IsKindIdTest, TakesAPrefixADotAndAWord) {
  for (const char* id : {"five_ones.heart_talk", "a.b", "a1.b2"}) EXPECT_TRUE(IsKindId(id)) << id;
  for (const char* id : {"", ".", "a", "a.", ".b", "a.b.c", "A.b", "a.B", "1.b", "a-b.c", "a. b",
                         "a.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}) {
    EXPECT_FALSE(IsKindId(id)) << id;
  }
}

// A-41, ASM-02: organizations are ranked, persons only where a switch says so.
TEST(ValidateTest, PersonsAreRankedWhereASwitchSaysSo) {
  RulePack pack = Good();
  MeanPosts(pack);
  Switch on = pack.switches[0];
  on.kind = SwitchKind::kPersonRanking;
  pack.switches.push_back(on);
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems), IsEmpty());
  pack.switches.back().enabled = false;
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems),
              ElementsAre("evaluations[0].cohorts[0].subject"));
}

TEST(ValidateTest, OnlyARankingHasToCompare) {
  RulePack pack = Good();
  pack.evaluations[0].kind = EvaluationKind::kSpotCheck;
  pack.evaluations[0].cohorts.clear();
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems), IsEmpty());
}

TEST(ValidateTest, AListHasAMost) {
  RulePack pack = Good();
  const Duty duty = pack.duties[0];
  for (int i = 0; i < 2000; ++i) {
    pack.duties.push_back(duty);
    pack.duties.back().duty_id = absl::StrCat("more_", i);
  }
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems), ElementsAre("duties"));

  pack = Good();
  pack.reports[0].due_days.resize(kValuesMax + 1);
  pack.duties[1].kind_ids.resize(kValuesMax + 1);
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems),
              ElementsAre("duties[1].kind_ids", "reports[0].due_days"));
}

TEST(ValidateTest, ADayThatNoDocumentNamesIsAWarning) {
  RulePack pack = Good();
  pack.document.issue_day_assumed = true;
  pack.switches[0].legal_basis->issue_day_assumed = true;
  const Findings findings = Validate(pack, KnownKinds(), kIssued);
  EXPECT_THAT(FieldsOf(findings.problems), IsEmpty());
  EXPECT_THAT(FieldsOf(findings.warnings), ElementsAre("document.issue_day"));
}

}  // namespace
}  // namespace xinqiao::policy
