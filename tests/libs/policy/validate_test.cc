#include "libs/policy/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/time/civil_time.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::CivilDay kIssued(2017, 5, 17);

const absl::flat_hash_set<std::string>& KnownKinds() {
  static const auto* kinds = new absl::flat_hash_set<std::string>{"a.one", "a.two", "b.one"};
  return *kinds;
}

// A pack without a fault: two duties of different appointment types that share
// their kinds, and one of each other rule.
RulePack Good() {
  RulePack pack;
  pack.document = {.issuer = "共青团某校委员会",
                   .number = "团某委〔2017〕1号",
                   .title = "通知",
                   .issue_day = kIssued,
                   .parents = {},
                   .addressees = {},
                   .annexes = {},
                   .contact_block = std::nullopt};
  Duty duty;
  duty.duty_id = "first";
  duty.title = "First";
  duty.requirement_ids = {"FIV-02"};
  duty.subject.appointment_types = {AppointmentType::kFullTime};
  duty.kind_ids = {"a.one", "a.two"};
  duty.required_count = 5;
  duty.period = PeriodKind::kTwoMonths;
  duty.effective = {.first = absl::CivilDay(2017, 6, 1), .end = absl::CivilDay(2018, 1, 1)};
  pack.duties.push_back(duty);
  duty.duty_id = "second";
  duty.subject.appointment_types = {AppointmentType::kPartTime};
  pack.duties.push_back(duty);

  ScheduleItem item;
  item.schedule_item_id = "item";
  item.title = "Item";
  item.requirement_ids = {"CAM-05"};
  item.window = duty.effective;
  item.duty_ids = {"first"};
  item.kind_ids = {"b.one"};
  pack.schedule_items.push_back(item);

  Deadline deadline;
  deadline.deadline_id = "deadline";
  deadline.title = "Deadline";
  deadline.requirement_ids = {"SYS-10"};
  deadline.due_day = absl::CivilDay(2017, 6, 30);
  deadline.measure = DeadlineMeasure::kYouthAdoption;
  deadline.shown_only = true;
  pack.deadlines.push_back(deadline);

  ReportDefinition report;
  report.report_id = "report";
  report.title = "Report";
  report.requirement_ids = {"RPT-01"};
  report.columns = {{.column_id = "cadres", .title = "Cadres"}};
  report.due_days = {absl::CivilDay(2017, 6, 15), absl::CivilDay(2017, 9, 15)};
  pack.reports.push_back(report);

  Evaluation evaluation;
  evaluation.evaluation_id = "evaluation";
  evaluation.title = "Evaluation";
  evaluation.requirement_ids = {"ASM-02"};
  pack.evaluations.push_back(evaluation);

  Switch on;
  on.kind = SwitchKind::kOrganizationRanking;
  on.enabled = true;
  on.legal_basis = DocumentReference{.issuer = "共青团某校委员会",
                                     .number = "团某委〔2017〕1号",
                                     .title = "",
                                     .issue_day = kIssued};
  on.text = "实行日常排名";
  pack.switches.push_back(on);

  pack.assumptions.push_back({.assumption_id = "A-16", .text = "Any five."});
  return pack;
}

std::vector<std::string> FieldsOf(const std::vector<Problem>& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

TEST(ValidateTest, AGoodPackHasNoFindings) {
  const Findings findings = Validate(Good(), KnownKinds(), kIssued);
  EXPECT_THAT(findings.problems, IsEmpty());
  EXPECT_THAT(findings.warnings, IsEmpty());
}

TEST(ValidateTest, NamesTheFieldOfEachProblem) {
  const struct {
    const char* field;
    std::function<void(RulePack&)> spoil;
  } cases[] = {
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
      {"duties[0].subject.organization_kinds",
       [](RulePack& p) {
         p.scope = {OrganizationKind::kCollegeCommittee};
         p.duties[0].subject.organization_kinds = {OrganizationKind::kBranch};
       }},
      {"schedule_items[0].schedule_item_id",
       [](RulePack& p) { p.schedule_items[0].schedule_item_id = "1st"; }},
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
      {"switches[0].legal_basis", [](RulePack& p) { p.switches[0].legal_basis = std::nullopt; }},
      {"switches[0].legal_basis",
       [](RulePack& p) { p.switches[0].legal_basis->issue_day = std::nullopt; }},
      {"switches[0].text", [](RulePack& p) { p.switches[0].text = ""; }},
      {"switches[1].kind", [](RulePack& p) { p.switches.push_back(p.switches[0]); }},
      {"assumptions[0].assumption_id", [](RulePack& p) { p.assumptions[0].assumption_id = "16"; }},
      {"assumptions[0].text", [](RulePack& p) { p.assumptions[0].text = ""; }},
  };
  for (const auto& c : cases) {
    RulePack pack = Good();
    c.spoil(pack);
    EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems), ElementsAre(c.field))
        << c.field;
  }
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

// an activity counts once, unless the pack says that it may count twice.
TEST(ValidateTest, TwoDutiesOfTheSamePostsShareAKindOnlyWhenTheySaySo) {
  RulePack pack = Good();
  pack.duties[1].subject.appointment_types = {};
  EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems),
              ElementsAre("duties[1].kind_ids[0]", "duties[1].kind_ids[1]"));

  RulePack declared = pack;
  declared.duties[0].may_also_count = {"second"};
  EXPECT_THAT(Validate(declared, KnownKinds(), kIssued).problems, IsEmpty());

  RulePack one_after_the_other = pack;
  one_after_the_other.duties[0].effective.end = absl::CivilDay(2017, 9, 1);
  one_after_the_other.duties[1].effective.first = absl::CivilDay(2017, 9, 1);
  EXPECT_THAT(Validate(one_after_the_other, KnownKinds(), kIssued).problems, IsEmpty());
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

TEST(IsKindIdTest, TakesAPrefixADotAndAWord) {
  for (const char* id : {"five_ones.heart_talk", "a.b", "a1.b2"}) EXPECT_TRUE(IsKindId(id)) << id;
  for (const char* id : {"", ".", "a", "a.", ".b", "a.b.c", "A.b", "a.B", "1.b", "a-b.c", "a. b",
                         "a.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}) {
    EXPECT_FALSE(IsKindId(id)) << id;
  }
}

}  // namespace
}  // namespace xinqiao::policy
