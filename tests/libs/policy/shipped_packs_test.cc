// What ships in services/registry/packs/, against tables typed from the notices.

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/day.h"
#include "libs/policy/duty.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/validate.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kFolder[] = "services/registry/packs/";

template <typename Message>
Message Load(const std::string& file) {
  std::ifstream in(kFolder + file);
  EXPECT_TRUE(in.good()) << kFolder << file;
  std::stringstream text;
  text << in.rdbuf();
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text.str(), &message)) << file;
  return message;
}

std::vector<ActivityKind> Kinds() {
  const auto decoded =
      DecodeActivityKinds(Load<v1::ActivityKindCatalogue>("activity_kinds.textproto"));
  EXPECT_THAT(decoded.problems, IsEmpty());
  return decoded.value;
}

absl::flat_hash_set<std::string> KindIds() {
  absl::flat_hash_set<std::string> ids;
  for (const ActivityKind& kind : Kinds()) ids.insert(kind.kind_id);
  return ids;
}

RulePack S0() {
  const auto decoded = DecodeRulePack(Load<v1::RulePack>("s0-qznu-2017-20.textproto"));
  EXPECT_THAT(decoded.problems, IsEmpty());
  return decoded.value;
}

std::vector<std::string> FieldsOf(const std::vector<Problem>& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

std::string Text(const std::optional<PeriodKind>& period) {
  if (!period.has_value()) return "whole";
  switch (*period) {
    case PeriodKind::kDay:
      return "day";
    case PeriodKind::kIsoWeek:
      return "week";
    case PeriodKind::kMonth:
      return "month";
    case PeriodKind::kTwoMonths:
      return "two months";
    case PeriodKind::kQuarter:
      return "quarter";
    case PeriodKind::kHalfYear:
      return "half-year";
    case PeriodKind::kYear:
      return "year";
  }
  return "?";
}

std::string Text(const Subject& subject) {
  std::string text = subject.of == Subject::Of::kPosts ? "posts" : "organizations";
  for (const AppointmentType type : subject.appointment_types) {
    absl::StrAppend(&text, type == AppointmentType::kFullTime   ? " full-time"
                           : type == AppointmentType::kSeconded ? " seconded"
                                                                : " part-time");
  }
  for (const OrganizationKind kind : subject.organization_kinds) {
    absl::StrAppend(&text, kind == OrganizationKind::kCollegeCommittee ? " college" : " other");
  }
  if (subject.leadership_only) absl::StrAppend(&text, " leadership");
  if (!subject.titles.empty()) absl::StrAppend(&text, " ", absl::StrJoin(subject.titles, "/"));
  return text;
}

TEST(ActivityKindsTest, AreTheOnesOfTheNotice) {
  std::vector<std::string> lines;
  for (const ActivityKind& kind : Kinds()) {
    lines.push_back(absl::StrCat(kind.kind_id, " ", absl::StrJoin(kind.requirement_ids, ","), " ",
                                 static_cast<int>(kind.group)));
  }
  EXPECT_THAT(lines, ElementsAre("five_ones.practical_deed FIV-01 0",     //
                                 "five_ones.league_lecture FIV-01 0",     //
                                 "five_ones.heart_talk FIV-01 0",         //
                                 "five_ones.volunteer_service FIV-01 0",  //
                                 "five_ones.culture_sports FIV-01 0",     //
                                 "education.study_speeches EDU-02 2",     //
                                 "education.organization_life EDU-02 2",  //
                                 "education.renew_oath EDU-02 2",         //
                                 "education.volunteer_service EDU-02 2",  //
                                 "education.online_theme_day EDU-02 2",   //
                                 "education.guide_organization_life EDU-03 2",
                                 "education.guide_rectification EDU-03 2",    //
                                 "education.guide_model_selection EDU-03 2",  //
                                 "education.guide_pioneer_post EDU-03 2",     //
                                 "education.themed_lecture EDU-04 2",         //
                                 "education.plan_guidance EDU-05 2",          //
                                 "education.recommendation EDU-06 2",         //
                                 "online.voice CDN-04 3",                     //
                                 "online.interaction CDN-04 3",               //
                                 "online.topic CDN-04 3",                     //
                                 "campaign.beautiful_youth_story CAM-03 4",   //
                                 "campaign.youth_service_month CAM-04 4"));
}

// what the notice ordered after the fact, and nothing else, is remarked.
TEST(S0Test, MayBePublishedOnItsDayWithTheWarningsOfA45) {
  const Findings findings = Validate(S0(), KindIds(), absl::CivilDay(2017, 5, 17));
  EXPECT_THAT(FieldsOf(findings.problems), IsEmpty());
  EXPECT_THAT(
      FieldsOf(findings.warnings),
      ElementsAre("duties[0].effective.start_day", "duties[1].effective.start_day",
                  "duties[2].effective.start_day", "duties[3].effective.start_day",
                  "duties[4].effective.start_day", "duties[5].effective.start_day",
                  "duties[6].effective.start_day",  //
                  "schedule_items[0].window.start_day", "schedule_items[1].window.start_day",
                  "schedule_items[2].window.start_day",  //
                  "deadlines[0].due_day", "deadlines[1].due_day"));
}

TEST(S0Test, HasTheHeadAndFootOfTheNotice) {
  const Document document = S0().document;
  EXPECT_EQ(document.issuer, "共青团泉州师范学院委员会");
  EXPECT_EQ(document.number, "团泉师院委〔2017〕20号");
  EXPECT_EQ(document.title, "关于进一步做好“1+100”团干部直接联系青年工作的通知");
  EXPECT_EQ(document.issue_day, absl::CivilDay(2017, 5, 17));
  ASSERT_EQ(document.parents.size(), 2u);
  EXPECT_EQ(document.parents[0].number, "团泉委〔2017〕29号");
  EXPECT_EQ(document.parents[1].title, "共青团福建省委改革方案");
  EXPECT_THAT(document.addressees, ElementsAre("各二级学院团委"));
  EXPECT_EQ(document.annexes.size(), 3u);
  EXPECT_FALSE(document.contact_block.has_value());
}

TEST(S0Test, HasTheDutiesOfTheNotice) {
  std::vector<std::string> lines;
  for (const Duty& duty : S0().duties) {
    lines.push_back(absl::StrCat(duty.duty_id, ": ", Text(duty.subject), ": ", duty.required_count,
                                 " of ", duty.kind_ids.size(), " kinds per ", Text(duty.period),
                                 " in ", ToString(duty.effective)));
    EXPECT_EQ(duty.kind_coverage, KindCoverage::kReported) << duty.duty_id;
    EXPECT_THAT(duty.may_also_count, IsEmpty()) << duty.duty_id;
  }
  const std::string secretaries = "posts college leadership 学院团委书记/团委书记";
  EXPECT_THAT(
      lines,
      ElementsAre("fiv_02: posts full-time seconded: 5 of 5 kinds per two months in "
                  "[2017-04-01, 2018-01-01)",
                  "fiv_03: posts part-time: 5 of 5 kinds per quarter in [2017-04-01, 2018-01-01)",
                  "edu_02: " + secretaries + ": 0 of 5 kinds per whole in [2017-04-01, 2017-10-01)",
                  "edu_03: " + secretaries + ": 0 of 4 kinds per whole in [2017-04-01, 2017-10-01)",
                  "edu_04: " + secretaries + ": 1 of 1 kinds per whole in [2017-04-01, 2017-10-01)",
                  "edu_05: " + secretaries + ": 0 of 1 kinds per whole in [2017-04-01, 2017-10-01)",
                  "edu_06: " + secretaries + ": 0 of 1 kinds per whole in [2017-04-01, 2017-10-01)",
                  "cdn_04: posts: 0 of 3 kinds per whole in [2017-05-17, 9999-12-31)"));
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

// CAM-05: the five rows of annex 1.
TEST(S0Test, HasTheScheduleOfAnnex1) {
  std::vector<std::string> lines;
  for (const ScheduleItem& item : S0().schedule_items) {
    lines.push_back(absl::StrCat(item.schedule_item_id, " ", ToString(item.window), " ",
                                 Text(item.subject), " ", item.kind_ids.size(), " kinds",
                                 item.separate_notice ? " separate notice" : ""));
  }
  EXPECT_THAT(
      lines,
      ElementsAre(
          "education_practice [2017-04-01, 2017-10-01) posts college leadership "
          "学院团委书记/团委书记 12 kinds",
          "five_ones [2017-04-01, 2018-01-01) posts 5 kinds",
          "youth_voice [2017-04-01, 2018-01-01) posts college leadership 学院团委书记/团委书记 "
          "0 kinds",
          "beautiful_youth_story [2017-07-01, 2018-01-01) organizations college 1 kinds separate "
          "notice",
          "youth_service_month [2018-01-01, 2018-04-01) organizations college 1 kinds"));
  EXPECT_THAT(S0().schedule_items[3].forms,
              ElementsAre("分享会", "演讲", "征文", "微视频", "H5页面"));
}

TEST(S0Test, HasTheTwoDeadlinesOfTheNotice) {
  std::vector<std::string> lines;
  for (const Deadline& deadline : S0().deadlines) {
    lines.push_back(absl::StrCat(deadline.deadline_id, " ", absl::FormatCivilTime(deadline.due_day),
                                 deadline.shown_only ? " shown only" : ""));
  }
  EXPECT_THAT(lines, ElementsAre("sys_09 2017-04-12", "sys_10 2017-04-30 shown only"));
}

// RPT-01 and RPT-02: annex 3 and its days.
TEST(S0Test, HasTheSelfCheckTable) {
  const RulePack pack = S0();
  ASSERT_EQ(pack.reports.size(), 1u);
  const ReportDefinition& report = pack.reports[0];
  EXPECT_EQ(report.title, "“1+100”团干部直接联系青年工作自查统计表");
  EXPECT_EQ(report.period, PeriodKind::kQuarter);
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
  EXPECT_THAT(report.due_days,
              ElementsAre(absl::CivilDay(2017, 6, 15), absl::CivilDay(2017, 9, 15),
                          absl::CivilDay(2017, 12, 15), absl::CivilDay(2018, 3, 15)));
}

TEST(S0Test, HasTheEvaluationsOfTheNotice) {
  std::vector<std::string> lines;
  for (const Evaluation& evaluation : S0().evaluations) {
    lines.push_back(absl::StrCat(evaluation.evaluation_id, " ",
                                 evaluation.period.has_value() ? Text(evaluation.period) : "unsaid",
                                 " ", evaluation.bases.size(), "/", evaluation.methods.size(), "/",
                                 evaluation.measures.size(), "/", evaluation.cohort.size()));
  }
  EXPECT_THAT(lines, ElementsAre("daily_ranking day 3/0/0/1", "quarterly_bulletin quarter 3/0/0/1",
                                 "spot_checks unsaid 0/3/3/0", "full_evaluation half-year 3/0/0/3",
                                 "award_condition unsaid 0/0/0/0"));
}

// C-10: on is exactly what the notice orders.
TEST(S0Test, SwitchesOnExactlyWhatTheNoticeOrders) {
  const RulePack pack = S0();
  EXPECT_TRUE(IsOn(pack, SwitchKind::kOrganizationRanking));
  EXPECT_TRUE(IsOn(pack, SwitchKind::kAdoptionFigure));
  EXPECT_TRUE(IsOn(pack, SwitchKind::kPhotoDuty));
  EXPECT_TRUE(IsOn(pack, SwitchKind::kLoginDuty));
  EXPECT_FALSE(IsOn(pack, SwitchKind::kPersonRanking));
  EXPECT_FALSE(IsOn(pack, SwitchKind::kOnlineDuration));
  for (const Switch& item : pack.switches) {
    if (!item.enabled) continue;
    EXPECT_EQ(item.legal_basis->number, pack.document.number);
    EXPECT_EQ(item.legal_basis->issue_day, pack.document.issue_day);
  }
}

TEST(S0Test, NamesItsAssumptions) {
  std::vector<std::string> ids;
  for (const Assumption& assumption : S0().assumptions) ids.push_back(assumption.assumption_id);
  EXPECT_THAT(ids, ElementsAre("A-12", "A-14", "A-15", "A-16", "A-17", "A-19", "A-21", "A-22",
                               "A-23", "A-25", "A-26", "A-27", "A-28", "A-30", "A-31", "A-32",
                               "A-33", "A-34", "A-36", "A-39", "A-41", "A-43", "A-44", "A-45"));
}

TEST(S0Test, LosesNothingOnItsWayThroughTheCodec) {
  const auto shipped = Load<v1::RulePack>("s0-qznu-2017-20.textproto");
  EXPECT_EQ(DecodeRulePack(EncodeRulePack(S0())).value, S0());
  EXPECT_EQ(EncodeRulePack(S0()).DebugString(), shipped.DebugString());
}

}  // namespace
}  // namespace xinqiao::policy
