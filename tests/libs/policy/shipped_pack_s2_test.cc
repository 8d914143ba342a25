// Notice S2, 陕团办发〔2017〕19号: the pack that ships, against tables typed from the notice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "tests/libs/policy/shipped_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

RulePack S2() { return Shipped(kS2); }

// "item weight requirement ids", those within another one set in.
void AppendItems(const std::vector<AssessmentItem>& items, const std::string& before,
                 std::vector<std::string>& lines) {
  for (const AssessmentItem& item : items) {
    lines.push_back(absl::StrCat(before, item.assessment_item_id, " ", item.weight, " ",
                                 absl::StrJoin(item.requirement_ids, ","),
                                 item.assumption_id.empty() ? "" : " by ", item.assumption_id));
    AppendItems(item.items, before + "- ", lines);
  }
}

// the education practice began in March, three weeks before the notice.
TEST(S2Test, MayBePublishedOnItsDayWithTheWarningsOfA45) {
  EXPECT_THAT(
      WarnedFields(S2()),
      ElementsAre("duties[6].effective.start_day", "duties[7].effective.start_day",
                  "duties[8].effective.start_day", "duties[9].effective.start_day",
                  "duties[10].effective.start_day", "duties[11].effective.start_day",
                  "duties[12].effective.start_day", "duties[13].effective.start_day",
                  "duties[14].effective.start_day", "duties[15].effective.start_day",
                  "duties[16].effective.start_day", "duties[17].effective.start_day",
                  "schedule_items[0].window.start_day", "contact_quotas[0].effective.start_day",
                  "contact_quotas[1].effective.start_day", "contact_quotas[2].effective.start_day",
                  "contact_quotas[3].effective.start_day"));
}

// PUR-05, PUR-06, PUR-08.
TEST(S2Test, HasTheHeadAndFootOfTheNotice) {
  const Document document = S2().document;
  EXPECT_EQ(document.issuer, "共青团陕西省委办公室");
  EXPECT_EQ(document.number, "陕团办发〔2017〕19号");
  EXPECT_EQ(document.title, "关于进一步做好“1+100”团干部直接联系青年工作的通知");
  EXPECT_EQ(document.issue_day, absl::CivilDay(2017, 3, 22));
  std::vector<std::string> parents;
  for (const DocumentReference& parent : document.parents) parents.push_back(parent.number);
  EXPECT_THAT(parents, ElementsAre("中青明电[2017]4号", "陕团发〔2017〕4号", "陕团办发〔2017〕17号",
                                   "陕团发〔2017〕5号"));
  EXPECT_EQ(document.addressees.size(), 5u);
  EXPECT_EQ(document.annexes.size(), 2u);
}

// CON-11: one committee, and one branch in it. The notice names no number of youths.
TEST(S2Test, HasTheContactNumbersOfTheNotice) {
  EXPECT_THAT(
      QuotaLines(S2()),
      ElementsAre(
          "con_11_committee_full_time: posts full-time: 1 base committees in "
          "[2017-03-01, 2017-10-01)",
          "con_11_committee_leading_body: posts seconded part-time leading-body: 1 base "
          "committees in [2017-03-01, 2017-10-01)",
          "con_11_branch_full_time: posts full-time: 1 branches in "
          "[2017-03-01, 2017-10-01)",
          "con_11_branch_leading_body: posts seconded part-time leading-body: 1 branches in "
          "[2017-03-01, 2017-10-01)"));
}

// CDN-04: “日常”, without a number.
TEST(S2Test, HasTheCadencesOfTheNotice) {
  EXPECT_THAT(
      CadenceLines(S2()),
      ElementsAre("cdn_04_voice: posts: voice 0 per whole in [2017-03-22, 9999-12-31)",
                  "cdn_04_interaction: posts: interaction 0 per whole in [2017-03-22, 9999-12-31)",
                  "cdn_04_topic: posts: topic 0 per whole in [2017-03-22, 9999-12-31)"));
}

// CON-05, DIS-03, A-08.
TEST(S2Test, ForbidsToAddLayerByLayer) {
  const RulePack pack = S2();
  ASSERT_EQ(pack.ceilings.size(), 1u);
  const Ceiling& ceiling = pack.ceilings[0];
  EXPECT_EQ(ceiling.text, "对于团干部联系青年的数量、开展活动的频次不能层层加码");
  EXPECT_THAT(ceiling.requirement_ids, ElementsAre("CON-05", "DIS-03"));
  EXPECT_THAT(ceiling.covers, ElementsAre(CeilingScope::kContactNumber, CeilingScope::kFrequency,
                                          CeilingScope::kNewWork));
  EXPECT_EQ(ToString(ceiling.effective), "[2017-03-22, 9999-12-31)");
}

// FIV-02 to FIV-06, EDU-01 to EDU-07; CAD-09 and CAD-10 name no number.
TEST(S2Test, HasTheDutiesOfTheNotice) {
  const std::string since = " in [2017-03-22, 9999-12-31)";
  const std::string practice = " per whole in [2017-03-01, 2017-10-01)";
  const std::string below = " city county school college branch outside: ";
  const std::string leading = "posts seconded part-time leading-body: ";
  EXPECT_THAT(
      DutyLines(S2()),
      ElementsAre(
          "fiv_02: posts full-time seconded" + below + "5 of 5 kinds per two months" + since,
          "fiv_03: posts part-time" + below + "5 of 5 kinds per quarter" + since,
          "cad_10: posts nation province: 0 of 5 kinds per quarter" + since,
          "fiv_04: organizations city county leading-bodies: 5 of 18 kinds per quarter" + since,
          "fiv_06: organizations city leading-bodies: 1 of 1 kinds per quarter" + since,
          "cad_09: posts county leading-body: 0 of 1 kinds per quarter" + since,
          "edu_02_full_time: posts full-time: 0 of 5 kinds" + practice,
          "edu_02_leading_body: " + leading + "0 of 5 kinds" + practice,
          "edu_03_full_time: posts full-time: 0 of 4 kinds" + practice,
          "edu_03_leading_body: " + leading + "0 of 4 kinds" + practice,
          "edu_04_full_time: posts full-time: 1 of 1 kinds" + practice,
          "edu_04_leading_body: " + leading + "1 of 1 kinds" + practice,
          "edu_05_full_time: posts full-time: 0 of 1 kinds" + practice,
          "edu_05_leading_body: " + leading + "0 of 1 kinds" + practice,
          "edu_06_full_time: posts full-time: 0 of 1 kinds" + practice,
          "edu_06_leading_body: " + leading + "0 of 1 kinds" + practice,
          "edu_07_full_time: posts full-time: 0 of 1 kinds" + practice,
          "edu_07_leading_body: " + leading + "0 of 1 kinds" + practice));
}

// FIV-05: the education practice may count among the Five Ones of leading bodies.:
// nothing else counts twice, and the two Five Ones share no kind.
TEST(S2Test, LetsTheEducationPracticeAndNothingElseCountTwice) {
  for (const Duty& duty : S2().duties) {
    if (duty.duty_id.substr(0, 4) == "edu_") {
      EXPECT_THAT(duty.may_also_count, ElementsAre("fiv_04")) << duty.duty_id;
    } else {
      EXPECT_THAT(duty.may_also_count, IsEmpty()) << duty.duty_id;
    }
  }
  const Duty fiv_04 = S2().duties[3];
  EXPECT_EQ(absl::StrJoin(fiv_04.kind_ids.begin(), fiv_04.kind_ids.begin() + 5, " "),
            "leading_body.open_house leading_body.face_to_face leading_body.volunteer_service "
            "leading_body.work_sharing leading_body.own_design");
  EXPECT_THAT(std::vector<std::string>(fiv_04.kind_ids.begin() + 5, fiv_04.kind_ids.end()),
              Each(::testing::StartsWith("education.")));
}

// CAM-01 to CAM-04, EDU-01, ORG-08, WIS-04, RPT-06.
TEST(S2Test, HasTheScheduleOfTheNotice) {
  EXPECT_THAT(
      ScheduleLines(S2()),
      ElementsAre("education_practice: posts: 13 kinds in [2017-03-01, 2017-10-01)",
                  "working_groups: organizations city leading-bodies: 1 kinds in "
                  "[2017-03-22, 9999-12-31)",
                  "youth_voice: organizations leading-bodies: 0 kinds in [2017-03-22, 9999-12-31)",
                  "implementation_plan: organizations city county school: 0 kinds in "
                  "[2017-03-22, 9999-12-31)",
                  "open_day: organizations leading-bodies: 1 kinds in [2017-05-01, 2017-05-08)",
                  "congress_lectures: posts: 1 kinds in [2017-10-25, 2018-01-01)",
                  "beautiful_youth_story: organizations province city county leading-bodies: 1 "
                  "kinds in [2017-07-01, 2017-12-01)",
                  "youth_service_month: organizations: 1 kinds in [2018-01-01, 2018-04-01)"));
  EXPECT_THAT(S2().schedule_items[6].forms, ElementsAre("演讲", "征文", "微视频", "H5页面"));
}

// SYS-09, SYS-10, CAM-03.
TEST(S2Test, HasTheDeadlinesOfTheNotice) {
  EXPECT_THAT(DeadlineLines(S2()),
              ElementsAre("sys_09: posts: 2017-03-31", "sys_10: posts: 2017-04-30, shown only",
                          "cam_03: organizations city leading-bodies: 2017-10-31"));
}

// RPT-03: the last week of every quarter.
TEST(S2Test, HasTheReportOfTheNotice) {
  EXPECT_THAT(ReportLines(S2()), ElementsAre("five_ones_report: organizations city: per quarter by "
                                             "2017-03-31 2017-06-30 2017-09-30 2017-12-31"));
  EXPECT_THAT(S2().reports[0].header_fields,
              ElementsAre("做法", "经验", "存在问题", "下步工作安排"));
}

// ASM-01 to ASM-05, ASM-17.
TEST(S2Test, HasTheEvaluationsOfTheNotice) {
  EXPECT_THAT(EvaluationLines(S2()),
              ElementsAre("daily_ranking: day 3/0/0/8", "quarterly_bulletin: quarter 3/0/0/8",
                          "spot_checks: unsaid 0/3/3/0", "full_evaluation: half-year 3/0/0/6",
                          "award_condition: unsaid 0/0/0/0"));
}

// ASM-08 to ASM-14: annex 1. The split of the 50 is an assumption.
TEST(S2Test, HasTheTableOfAnnex1) {
  const RulePack pack = S2();
  ASSERT_EQ(pack.assessment_tables.size(), 1u);
  const AssessmentTable& table = pack.assessment_tables[0];
  EXPECT_EQ(table.title, "2017年度团干部直接联系青年工作考核项目及依据");
  EXPECT_EQ(table.total, 100);
  EXPECT_EQ(Text(table.subject), "organizations city leading-bodies");
  EXPECT_EQ(ToString(table.effective), "[2017-03-22, 2018-04-01)");
  std::vector<std::string> lines;
  AppendItems(table.items, "", lines);
  EXPECT_THAT(lines, ElementsAre("mechanism 20 ASM-08",                   //
                                 "- leading_body_five_ones 10 ASM-09",    //
                                 "- cadre_five_ones 5 ASM-10",            //
                                 "- working_groups 5 ASM-11",             //
                                 "campaigns 20 ASM-12",                   //
                                 "- open_day 5 ASM-12",                   //
                                 "- congress_lectures 5 ASM-12",          //
                                 "- beautiful_youth_story 5 ASM-12",      //
                                 "- youth_service_month 5 ASM-12",        //
                                 "assessment_system 10 ASM-13",           //
                                 "overall 50 ASM-14",                     //
                                 "- cadres 10 ASM-14 by A-35",            //
                                 "- contacted_youths 10 ASM-14 by A-35",  //
                                 "- contact_activities 10 ASM-14 by A-35",
                                 "- mobile_use 10 ASM-14 by A-35",  //
                                 "- education_practice 10 ASM-14 by A-35"));
  EXPECT_THAT(table.bases,
              ElementsAre("管理系统数据", "报送材料情况", "抽查检查情况", "媒体宣传情况"));
}

// ASM-14: leading bodies and full-time cadres come first..
TEST(S2Test, HasPointsLimitsAndClosingsByDefault) {
  const RulePack pack = S2();
  const std::string first = "; posts leading-body 120%; posts full-time 120%";
  EXPECT_THAT(
      PointLines(pack),
      ElementsAre(
          "five_ones: 1000 of 5 kinds per two months up to 9000, after 5 50%, after 10 0%" + first,
          "education_practice: 1000 of 13 kinds per quarter up to 9000, after 5 50%, after 10 0%" +
              first,
          "online: 100 of 3 kinds per week up to 360" + first,
          "campaign: 1000 of 4 kinds per quarter up to 3600" + first,
          "wish_confirmed: 1000 of 0 kinds per month up to 6000" + first));
  for (const PointRule& rule : pack.point_rules) EXPECT_EQ(rule.text, "") << rule.point_rule_id;
  EXPECT_THAT(ServiceLines(pack), ElementsAre("question_reply: 3", "wish_reply: 3", "to_pool: 7",
                                              "rise: 7", "done: 15", "books of a quarter: 10"));
}

// C-10: no ranking of persons, no photo, no time online.
TEST(S2Test, SwitchesOnExactlyWhatTheNoticeOrders) {
  EXPECT_THAT(SwitchedOn(S2()), ElementsAre(SwitchKind::kOrganizationRanking,
                                            SwitchKind::kAdoptionFigure, SwitchKind::kLoginDuty));
}

TEST(S2Test, NamesItsAssumptions) {
  EXPECT_THAT(
      AssumptionIds(S2()),
      ElementsAre("A-01", "A-06", "A-07", "A-08", "A-14", "A-16", "A-17", "A-18", "A-19", "A-22",
                  "A-23", "A-25", "A-26", "A-27", "A-28", "A-29", "A-30", "A-31", "A-32", "A-33",
                  "A-34", "A-35", "A-36", "A-37", "A-39", "A-41", "A-44", "A-45"));
}

}  // namespace
}  // namespace xinqiao::policy
