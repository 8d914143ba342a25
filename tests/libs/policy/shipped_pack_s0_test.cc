// Notice S0, 团泉师院委〔2017〕20号: the pack that ships, against tables typed from the notice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/civil_time.h"
#include "libs/policy/duty.h"
#include "tests/libs/policy/shipped_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RulePack S0() { return Shipped(kS0); }

// what the notice ordered after the fact, and nothing else, is remarked.
TEST(S0Test, MayBePublishedOnItsDayWithTheWarningsOfA45) {
  EXPECT_THAT(
      WarnedFields(S0()),
      ElementsAre("duties[0].effective.start_day", "duties[1].effective.start_day",
                  "duties[2].effective.start_day", "duties[3].effective.start_day",
                  "duties[4].effective.start_day", "duties[5].effective.start_day",
                  "duties[6].effective.start_day",  //
                  "schedule_items[0].window.start_day", "schedule_items[1].window.start_day",
                  "schedule_items[2].window.start_day",  //
                  "deadlines[0].due_day", "deadlines[1].due_day"));
}

// PUR-05, PUR-06, PUR-08.
TEST(S0Test, HasTheHeadAndFootOfTheNotice) {
  const Document document = S0().document;
  EXPECT_EQ(document.issuer, "共青团泉州师范学院委员会");
  EXPECT_EQ(document.number, "团泉师院委〔2017〕20号");
  EXPECT_EQ(document.title, "关于进一步做好“1+100”团干部直接联系青年工作的通知");
  EXPECT_EQ(document.issue_day, absl::CivilDay(2017, 5, 17));
  EXPECT_FALSE(document.issue_day_assumed);
  ASSERT_EQ(document.parents.size(), 2u);
  EXPECT_EQ(document.parents[0].number, "团泉委〔2017〕29号");
  EXPECT_EQ(document.parents[1].title, "共青团福建省委改革方案");
  EXPECT_THAT(document.addressees, ElementsAre("各二级学院团委"));
  EXPECT_EQ(document.annexes.size(), 3u);
}

// FIV-01 to FIV-03, EDU-01 to EDU-06.
TEST(S0Test, HasTheDutiesOfTheNotice) {
  const RulePack pack = S0();
  const std::string secretaries = "posts college-committee leadership 学院团委书记/团委书记";
  EXPECT_THAT(
      DutyLines(pack),
      ElementsAre(
          "fiv_02: posts full-time seconded: 5 of 5 kinds per two months in "
          "[2017-04-01, 2018-01-01)",
          "fiv_03: posts part-time: 5 of 5 kinds per quarter in [2017-04-01, 2018-01-01)",
          "edu_02: " + secretaries + ": 0 of 5 kinds per whole in [2017-04-01, 2017-10-01)",
          "edu_03: " + secretaries + ": 0 of 4 kinds per whole in [2017-04-01, 2017-10-01)",
          "edu_04: " + secretaries + ": 1 of 1 kinds per whole in [2017-04-01, 2017-10-01)",
          "edu_05: " + secretaries + ": 0 of 1 kinds per whole in [2017-04-01, 2017-10-01)",
          "edu_06: " + secretaries + ": 0 of 1 kinds per whole in [2017-04-01, 2017-10-01)"));
  for (const Duty& duty : pack.duties) {
    EXPECT_THAT(duty.may_also_count, IsEmpty()) << duty.duty_id;
  }
}

TEST(S0Test, CountsTheFiveOnesAndNothingElseAsFiveOnes) {
  const RulePack pack = S0();
  const auto five =
      ElementsAre("five_ones.practical_deed", "five_ones.league_lecture", "five_ones.heart_talk",
                  "five_ones.volunteer_service", "five_ones.culture_sports");
  EXPECT_THAT(pack.duties[0].kind_ids, five);
  EXPECT_THAT(pack.duties[1].kind_ids, five);
}

// April 2017 is the only month of Mar-Apr in force: floor(5 x 30 / 61) = 2.
TEST(S0Test, AsksForTwoInAprilAndFiveInMayAndJune) {
  const RulePack pack = S0();
  const Period post{.first = absl::CivilDay(2015, 9, 1), .end = kOpenEnd};
  const Duty& full_time = pack.duties[0];
  const Duty& part_time = pack.duties[1];
  const absl::CivilDay april(2017, 4, 15);
  const absl::CivilDay may(2017, 5, 15);
  EXPECT_EQ(Required(full_time, WindowContaining(full_time, april), post).required, 2);
  EXPECT_EQ(Required(full_time, WindowContaining(full_time, may), post).required, 5);
  EXPECT_EQ(Required(part_time, WindowContaining(part_time, april), post).required, 5);
}

// CDN-04: “日常”, without a number.
TEST(S0Test, HasTheCadencesOfTheNotice) {
  EXPECT_THAT(
      CadenceLines(S0()),
      ElementsAre("cdn_04_voice: posts: voice 0 per whole in [2017-05-17, 9999-12-31)",
                  "cdn_04_interaction: posts: interaction 0 per whole in [2017-05-17, 9999-12-31)",
                  "cdn_04_topic: posts: topic 0 per whole in [2017-05-17, 9999-12-31)"));
  EXPECT_THAT(QuotaLines(S0()), IsEmpty());
}

// CAM-05: the five rows of annex 1, with CAM-03 and CAM-04.
TEST(S0Test, HasTheScheduleOfAnnex1) {
  const std::string secretaries = "posts college-committee leadership 学院团委书记/团委书记";
  EXPECT_THAT(
      ScheduleLines(S0()),
      ElementsAre("education_practice: " + secretaries + ": 12 kinds in [2017-04-01, 2017-10-01)",
                  "five_ones: posts: 5 kinds in [2017-04-01, 2018-01-01)",
                  "youth_voice: " + secretaries + ": 0 kinds in [2017-04-01, 2018-01-01)",
                  "beautiful_youth_story: organizations college-committee: 1 kinds in "
                  "[2017-07-01, 2018-01-01), separate notice",
                  "youth_service_month: organizations college-committee: 1 kinds in "
                  "[2018-01-01, 2018-04-01)"));
  EXPECT_THAT(S0().schedule_items[3].forms,
              ElementsAre("分享会", "演讲", "征文", "微视频", "H5页面"));
}

// SYS-09, SYS-10.
TEST(S0Test, HasTheTwoDeadlinesOfTheNotice) {
  const std::string secretaries = "posts college-committee leadership 学院团委书记/团委书记";
  EXPECT_THAT(DeadlineLines(S0()),
              ElementsAre("sys_09: " + secretaries + ": 2017-04-12",
                          "sys_10: " + secretaries + ": 2017-04-30, shown only"));
}

// RPT-01 and RPT-02: annex 3 and its days.
TEST(S0Test, HasTheSelfCheckTable) {
  const RulePack pack = S0();
  EXPECT_THAT(ReportLines(pack),
              ElementsAre("self_check: organizations college-committee: per quarter by "
                          "2017-06-15 2017-09-15 2017-12-15 2018-03-15"));
  const ReportDefinition& report = pack.reports[0];
  EXPECT_EQ(report.title, "“1+100”团干部直接联系青年工作自查统计表");
  EXPECT_THAT(report.header_fields, ElementsAre("单位", "填报人", "联系方式", "填报时间"));
  EXPECT_THAT(
      report.columns,
      ElementsAre(
          ReportColumn{"cadres", "“1+100”管理系统内团干部数", ReportMeasure::kCadres},
          ReportColumn{"contacted_youths", "联系青年总数", ReportMeasure::kContactedYouths},
          ReportColumn{"education_practice", "指导参与“一学一做”数",
                       ReportMeasure::kEducationPracticeActivities},
          ReportColumn{"five_ones", "“五个一”活动开展录入数", ReportMeasure::kFiveOnesActivities},
          ReportColumn{"replied_micro_wishes", "青年之声“微心愿”回复数",
                       ReportMeasure::kRepliedMicroWishes},
          ReportColumn{"replied_questions", "青年之声问题回复数",
                       ReportMeasure::kRepliedQuestions}));
}

// ASM-02 to ASM-05.
TEST(S0Test, HasTheEvaluationsOfTheNotice) {
  EXPECT_THAT(EvaluationLines(S0()),
              ElementsAre("daily_ranking: day 3/0/0/3", "quarterly_bulletin: quarter 3/0/0/3",
                          "spot_checks: unsaid 0/3/3/0", "full_evaluation: half-year 3/0/0/1",
                          "award_condition: unsaid 0/0/0/0"));
}

// assumptions, so no text of the notice.
TEST(S0Test, HasPointsLimitsAndClosingsByDefault) {
  const RulePack pack = S0();
  EXPECT_THAT(
      PointLines(pack),
      ElementsAre(
          "five_ones: 1000 of 5 kinds per two months up to 7500, after 5 50%, after 10 0%",
          "education_practice: 1000 of 12 kinds per quarter up to 7500, after 5 50%, after 10 0%",
          "online: 100 of 3 kinds per week up to 300",
          "campaign: 1000 of 2 kinds per quarter up to 3000",
          "wish_confirmed: 1000 of 0 kinds per month up to 5000"));
  for (const PointRule& rule : pack.point_rules) EXPECT_EQ(rule.text, "") << rule.point_rule_id;
  EXPECT_THAT(ServiceLines(pack), ElementsAre("question_reply: 3", "wish_reply: 3", "to_pool: 7",
                                              "rise: 7", "done: 15", "books of a quarter: 10"));
}

// C-10: on is exactly what the notice orders.
TEST(S0Test, SwitchesOnExactlyWhatTheNoticeOrders) {
  EXPECT_THAT(SwitchedOn(S0()),
              ElementsAre(SwitchKind::kOrganizationRanking, SwitchKind::kAdoptionFigure,
                          SwitchKind::kPhotoDuty, SwitchKind::kLoginDuty));
  EXPECT_FALSE(IsOn(S0(), SwitchKind::kPersonRanking));
  EXPECT_FALSE(IsOn(S0(), SwitchKind::kOnlineDuration));
}

TEST(S0Test, NamesItsAssumptions) {
  EXPECT_THAT(AssumptionIds(S0()),
              ElementsAre("A-07", "A-12", "A-14", "A-15", "A-16", "A-17", "A-19", "A-21", "A-22",
                          "A-23", "A-25", "A-26", "A-27", "A-28", "A-29", "A-30", "A-31", "A-32",
                          "A-33", "A-34", "A-36", "A-39", "A-41", "A-43", "A-44", "A-45"));
}

}  // namespace
}  // namespace xinqiao::policy
