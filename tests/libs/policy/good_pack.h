// A rule pack without a fault, to be spoiled.

#ifndef XINQIAO_TESTS_LIBS_POLICY_GOOD_PACK_H_
#define XINQIAO_TESTS_LIBS_POLICY_GOOD_PACK_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/policy/rule_pack.h"
#include "libs/policy/validate.h"

namespace xinqiao::policy {

inline constexpr absl::CivilDay kIssued(2017, 5, 17);

inline const absl::flat_hash_set<std::string>& KnownKinds() {
  static const auto* kinds = new absl::flat_hash_set<std::string>{"a.one", "a.two", "b.one"};
  return *kinds;
}

// A pack without a fault: two duties of different appointment types that share
// their kinds, and one or two of each other rule.
inline RulePack Good() {
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
  Cohort cohort;
  cohort.title = "县级团委";
  cohort.subject.of = Subject::Of::kOrganizations;
  cohort.organization_ids = {"three"};
  evaluation.cohorts.push_back(cohort);
  cohort.title = "市级团委";
  cohort.organization_ids = {"one", "two"};
  evaluation.cohorts.push_back(cohort);
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

  ContactQuota quota;
  quota.contact_quota_id = "quota";
  quota.title = "Quota";
  quota.requirement_ids = {"CON-09"};
  quota.required_count = 3;
  quota.max_count = 5;
  quota.effective = duty.effective;
  pack.contact_quotas.push_back(quota);

  Cadence cadence;
  cadence.cadence_id = "cadence";
  cadence.title = "Cadence";
  cadence.requirement_ids = {"CDN-01"};
  cadence.metric = CadenceMetric::kFaceToFace;
  cadence.kind_ids = {"a.one"};
  cadence.period = PeriodKind::kYear;
  cadence.required_count = 1;
  cadence.reach_above_percent = 50;
  cadence.effective = duty.effective;
  pack.cadences.push_back(cadence);

  Ceiling ceiling;
  ceiling.ceiling_id = "ceiling";
  ceiling.title = "Ceiling";
  ceiling.requirement_ids = {"CON-05"};
  ceiling.covers = {CeilingScope::kContactNumber, CeilingScope::kFrequency};
  ceiling.effective = duty.effective;
  pack.ceilings.push_back(ceiling);

  TaskEmphasis emphasis;
  emphasis.task_emphasis_id = "emphasis";
  emphasis.title = "Emphasis";
  emphasis.requirement_ids = {"CAD-04"};
  emphasis.tasks = {"建立联系渠道", "关切青年诉求"};
  pack.task_emphases.push_back(emphasis);

  PointRule points;
  points.point_rule_id = "points";
  points.title = "Points";
  points.requirement_ids = {"ASM-01"};
  points.kind_ids = {"a.one", "a.two"};
  points.milli_points = 1000;
  points.period = PeriodKind::kMonth;
  points.cap_milli_points = 5000;
  points.steps = {{.after_count = 3, .percent = 50}, {.after_count = 6, .percent = 0}};
  points.multipliers = {{.subject = {}, .percent = 120}};
  points.effective = duty.effective;
  pack.point_rules.push_back(points);

  AssessmentTable table;
  table.assessment_table_id = "table";
  table.title = "Table";
  table.requirement_ids = {"ASM-08"};
  table.subject.of = Subject::Of::kOrganizations;
  table.total = 100;
  table.items = {AssessmentItem{.assessment_item_id = "standing",
                                .title = "Standing",
                                .requirement_ids = {"ASM-08"},
                                .weight = 60,
                                .measure = AssessmentMeasure::kCadreDuties,
                                .rule_ids = {"first", "item"},
                                .items = {},
                                .assumption_id = ""},
                 AssessmentItem{.assessment_item_id = "overall",
                                .title = "Overall",
                                .requirement_ids = {"ASM-14"},
                                .weight = 40,
                                .measure = std::nullopt,
                                .rule_ids = {},
                                .items = {},
                                .assumption_id = ""}};
  AssessmentItem half = table.items[0];
  half.assessment_item_id = "cadres";
  half.weight = 20;
  half.assumption_id = "A-16";
  table.items[1].items.push_back(half);
  half.assessment_item_id = "youths";
  table.items[1].items.push_back(half);
  table.effective = duty.effective;
  pack.assessment_tables.push_back(table);

  WishLimit limit;
  limit.wish_limit_id = "reply";
  limit.title = "Reply";
  limit.requirement_ids = {"WIS-03"};
  limit.working_days = 5;
  limit.effective = duty.effective;
  pack.wish_limits.push_back(limit);
  limit.wish_limit_id = "done";
  limit.step = WishStep::kDone;
  pack.wish_limits.push_back(limit);

  pack.wish_categories = {
      {.wish_category_id = "jobs", .title = "就业创业", .requirement_ids = {"WIS-09"}}};

  BookClosing closing;
  closing.book_closing_id = "quarters";
  closing.title = "Quarters";
  closing.requirement_ids = {"RPT-10"};
  closing.after_working_days = 10;
  closing.effective = duty.effective;
  pack.book_closings.push_back(closing);
  closing.book_closing_id = "years";
  closing.period = PeriodKind::kYear;
  pack.book_closings.push_back(closing);
  return pack;
}

inline std::vector<std::string> FieldsOf(const std::vector<Problem>& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

// One way to spoil the good pack, and the only field that is then at fault.
struct Spoiled {
  const char* field;
  std::function<void(RulePack&)> spoil;
};

inline void ExpectOneProblemEach(absl::Span<const Spoiled> cases) {
  for (const Spoiled& c : cases) {
    RulePack pack = Good();
    c.spoil(pack);
    EXPECT_THAT(FieldsOf(Validate(pack, KnownKinds(), kIssued).problems),
                ::testing::ElementsAre(c.field))
        << c.field;
  }
}

}  // namespace xinqiao::policy

#endif  // XINQIAO_TESTS_LIBS_POLICY_GOOD_PACK_H_
