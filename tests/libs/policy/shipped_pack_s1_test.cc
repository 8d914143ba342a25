// Notice S1, 新疆应用职业技术学院团干部直接联系青年制度实施方案: the pack that ships, against
// tables typed from the notice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "tests/libs/policy/shipped_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RulePack S1() { return Shipped(kS1); }

// The notice names no day.
TEST(S1Test, MayBePublishedOnItsDayWithoutFurtherWarnings) {
  EXPECT_THAT(WarnedFields(S1()), ElementsAre("document.issue_day"));
}

// PUR-05. The notice has no number, no day and no addressees.
TEST(S1Test, HasTheHeadOfTheNotice) {
  const Document document = S1().document;
  EXPECT_EQ(document.title, "新疆应用职业技术学院团干部直接联系青年制度实施方案");
  EXPECT_EQ(document.issue_day, absl::CivilDay(2019, 12, 31));
  EXPECT_TRUE(document.issue_day_assumed);
  ASSERT_EQ(document.parents.size(), 1u);
  EXPECT_EQ(document.parents[0].number, "新应职党发2019〔34〕号");
  EXPECT_EQ(document.parents[0].title, "新疆应用职业技术学院共青团改革实施方案");
}

// CON-04 (1 + 1 + 100), CON-09 (3 to 5), CON-14 (1 of 100), CON-15 (1).
TEST(S1Test, HasTheContactNumbersOfTheNotice) {
  EXPECT_THAT(
      QuotaLines(S1()),
      ElementsAre("con_04_youth: posts full-time part-time: 100 youths in [2019-12-31, 9999-12-31)",
                  "con_04_branch: posts full-time part-time: 1 branches in "
                  "[2019-12-31, 9999-12-31)",
                  "con_04_club: posts full-time part-time: 1 clubs in [2019-12-31, 9999-12-31)",
                  "con_09: posts: 3-5 youths in difficulty in [2019-12-31, 9999-12-31)",
                  "con_14_group: posts: 1 chat groups in [2020-01-01, 9999-12-31)",
                  "con_14_member: posts: 100 chat group members in [2020-01-01, 9999-12-31)",
                  "con_15: posts: 1 real-name accounts in [2019-12-31, 9999-12-31)"));
}

// CDN-01: day, week, month, quarter, and in a year the majority.
TEST(S1Test, HasTheFiveCadencesOfTheNotice) {
  EXPECT_THAT(
      CadenceLines(S1()),
      ElementsAre("cdn_01_voice: posts: voice 1 per day in [2019-12-31, 9999-12-31)",
                  "cdn_01_interaction: posts: interaction 1 per week in [2019-12-31, 9999-12-31)",
                  "cdn_01_topic: posts: topic 1 per month in [2019-12-31, 9999-12-31)",
                  "cdn_01_offline: posts: offline work 1 per quarter in [2019-12-31, 9999-12-31)",
                  "cdn_01_face_to_face: posts: talk 0 with more than 50% per year in "
                  "[2019-12-31, 9999-12-31)"));
}

// FIV-08 (1, 2, 2, 3 a year; A-20), FIV-09 (1 to 2 a month); the others name no number.
TEST(S1Test, HasTheDutiesOfTheNotice) {
  const RulePack pack = S1();
  const std::string since = " in [2019-12-31, 9999-12-31)";
  EXPECT_THAT(
      DutyLines(pack),
      ElementsAre("fiv_08_organization_life: posts: 1 of 1 kinds per year" + since,
                  "fiv_08_lecture: posts: 2 of 1 kinds per year" + since,
                  "fiv_08_theme_day: posts: 2 of 1 kinds per year" + since,
                  "fiv_08_heart_talk: posts: 3 of 1 kinds per year" + since,
                  "fiv_09: organizations school-committee: 1-2 of 1 kinds per month" + since,
                  "fiv_10: posts: 0 of 1 kinds per year" + since,
                  "edu_08: posts full-time part-time: 0 of 2 kinds per year" + since,
                  "edu_07: posts: 0 of 1 kinds per year" + since,
                  "edu_10: posts: 0 of 1 kinds per year" + since,
                  "con_10_difficulty: posts: 0 of 1 kinds per year" + since,
                  "con_10_mutual: posts: 0 of 1 kinds per year" + since));
  for (const Duty& duty : pack.duties) {
    EXPECT_THAT(duty.may_also_count, IsEmpty()) << duty.duty_id;
  }
}

// CON-14: by the end of December, and nobody's score. RPT-06, WIS-07.
TEST(S1Test, HasTheDeadlineAndTheScheduleOfTheNotice) {
  EXPECT_THAT(DeadlineLines(S1()), ElementsAre("con_14: posts: 2019-12-31, shown only"));
  EXPECT_THAT(ScheduleLines(S1()),
              ElementsAre("implementation_plan: organizations college-committee: 0 kinds in "
                          "[2019-12-31, 9999-12-31)",
                          "problem_list: posts: 0 kinds in [2019-12-31, 9999-12-31)"));
}

// RPT-04 at the end of each semester, RPT-05 every quarter.
TEST(S1Test, HasTheReportsOfTheNotice) {
  const RulePack pack = S1();
  EXPECT_THAT(
      ReportLines(pack),
      ElementsAre("semester_report: posts full-time part-time school-committee department: per "
                  "half-year by 2020-06-30 2020-12-31",
                  "semester_report_of_secretaries: posts college-committee leadership: per "
                  "half-year by 2020-06-30 2020-12-31",
                  "problem_list: organizations school-committee college-committee: per quarter by "
                  "2020-03-31 2020-06-30 2020-09-30 2020-12-31"));
  EXPECT_THAT(pack.reports[0].header_fields,
              ElementsAre("做法", "经验", "存在问题", "下步工作安排"));
}

// ASM-07: three dimensions, 实现度 among them.
TEST(S1Test, HasTheEvaluationsOfTheNotice) {
  EXPECT_THAT(EvaluationLines(S1()),
              ElementsAre("spot_checks: unsaid 0/5/3/0", "overall_evaluation: unsaid 0/0/0/0"));
  EXPECT_THAT(S1().evaluations[0].measures, ElementsAre("实现度", "活跃度", "满意度"));
}

// WIS-09.
TEST(S1Test, HasTheCategoriesOfWishesOfTheNotice) {
  std::vector<std::string> titles;
  for (const WishCategory& category : S1().wish_categories) titles.push_back(category.title);
  EXPECT_THAT(titles, ElementsAre("就业创业", "教育学习", "身心健康"));
  EXPECT_THAT(ServiceLines(S1()), ElementsAre("books of a quarter: 10"));
}

// C-10: the notice orders no ranking, no adoption, no photo, no login.
TEST(S1Test, SwitchesNothingOn) { EXPECT_THAT(S1().switches, IsEmpty()); }

TEST(S1Test, NamesItsAssumptions) {
  EXPECT_THAT(AssumptionIds(S1()),
              ElementsAre("A-05", "A-07", "A-09", "A-10", "A-11", "A-13", "A-14", "A-19", "A-20",
                          "A-22", "A-24", "A-34", "A-36", "A-42", "A-45"));
}

}  // namespace
}  // namespace xinqiao::policy
