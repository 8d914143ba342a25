// Which requirements each rule of the packs that ship serves, and which kinds of activities count
// in it, against tables typed from the list of requirements.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/libs/policy/shipped_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;

// FIV-01.
std::string Five() {
  return "five_ones.practical_deed five_ones.league_lecture five_ones.heart_talk "
         "five_ones.volunteer_service five_ones.culture_sports";
}

// EDU-02.
std::string Together() {
  return "education.study_speeches education.organization_life education.renew_oath "
         "education.volunteer_service education.online_theme_day";
}

// EDU-03.
std::string Guidance() {
  return "education.guide_organization_life education.guide_rectification "
         "education.guide_model_selection education.guide_pioneer_post";
}

// With EDU-04 to EDU-06.
std::string Practice() {
  return absl::StrCat(Together(), " ", Guidance(),
                      " education.themed_lecture education.plan_guidance education.recommendation");
}

using Lines = std::vector<std::string>;

template <typename Rule>
void AppendLines(const std::vector<Rule>& rules, std::string Rule::*id, Lines& lines) {
  for (const Rule& rule : rules) {
    lines.push_back(absl::StrCat(rule.*id, ": ", absl::StrJoin(rule.requirement_ids, " ")));
  }
}

// "con_01: CON-01 CON-06" for each rule, list by list.
Lines RequirementLines(const RulePack& pack) {
  Lines lines;
  AppendLines(pack.contact_quotas, &ContactQuota::contact_quota_id, lines);
  AppendLines(pack.cadences, &Cadence::cadence_id, lines);
  AppendLines(pack.duties, &Duty::duty_id, lines);
  AppendLines(pack.task_emphases, &TaskEmphasis::task_emphasis_id, lines);
  AppendLines(pack.schedule_items, &ScheduleItem::schedule_item_id, lines);
  AppendLines(pack.deadlines, &Deadline::deadline_id, lines);
  AppendLines(pack.reports, &ReportDefinition::report_id, lines);
  AppendLines(pack.evaluations, &Evaluation::evaluation_id, lines);
  AppendLines(pack.assessment_tables, &AssessmentTable::assessment_table_id, lines);
  AppendLines(pack.point_rules, &PointRule::point_rule_id, lines);
  AppendLines(pack.wish_limits, &WishLimit::wish_limit_id, lines);
  AppendLines(pack.wish_categories, &WishCategory::wish_category_id, lines);
  AppendLines(pack.book_closings, &BookClosing::book_closing_id, lines);
  return lines;
}

template <typename Rule>
void AppendKinds(const std::vector<Rule>& rules, std::string Rule::*id, Lines& lines) {
  for (const Rule& rule : rules) {
    if (rule.kind_ids.empty()) continue;
    lines.push_back(absl::StrCat(rule.*id, ": ", absl::StrJoin(rule.kind_ids, " ")));
  }
}

// "fiv_02: five_ones.practical_deed ..." for each rule that names kinds.
Lines KindLines(const RulePack& pack) {
  Lines lines;
  AppendKinds(pack.cadences, &Cadence::cadence_id, lines);
  AppendKinds(pack.duties, &Duty::duty_id, lines);
  AppendKinds(pack.schedule_items, &ScheduleItem::schedule_item_id, lines);
  AppendKinds(pack.point_rules, &PointRule::point_rule_id, lines);
  return lines;
}

// "open_day: campaign by open_day".
void AppendMeasure(const AssessmentItem& item, Lines& lines) {
  constexpr const char* kMeasures[] = {"duties of leading bodies",
                                       "duties of cadres",
                                       "working groups",
                                       "campaign",
                                       "assessment system",
                                       "cadres",
                                       "youths",
                                       "activities",
                                       "mobile use",
                                       "education practice"};
  const std::string measure =
      item.measure.has_value() ? kMeasures[static_cast<int>(*item.measure)] : "nothing";
  lines.push_back(absl::StrCat(item.assessment_item_id, ": ", measure, " by ",
                               absl::StrJoin(item.rule_ids, " ")));
}

TEST(S0RequirementsTest, ServesTheRequirementsOfTheNotice) {
  EXPECT_EQ(RequirementLines(Shipped(kS0)),
            (Lines{"cdn_04_voice: CDN-04 CDN-05",
                   "cdn_04_interaction: CDN-04 CDN-05",
                   "cdn_04_topic: CDN-04 CDN-05",
                   "fiv_02: FIV-01 FIV-02",
                   "fiv_03: FIV-01 FIV-03",
                   "edu_02: EDU-01 EDU-02 EDU-08 CAD-08",
                   "edu_03: EDU-01 EDU-03 EDU-08 CAD-08",
                   "edu_04: EDU-01 EDU-04 EDU-08 CAD-08",
                   "edu_05: EDU-01 EDU-05 EDU-08 CAD-08",
                   "edu_06: EDU-01 EDU-06 EDU-08 CAD-08",
                   "education_practice: CAM-05 EDU-01",
                   "five_ones: CAM-05 FIV-01",
                   "youth_voice: CAM-05 WIS-01 WIS-02 WIS-03 WIS-04 WIS-05",
                   "beautiful_youth_story: CAM-05 CAM-03",
                   "youth_service_month: CAM-05 CAM-04",
                   "sys_09: SYS-09",
                   "sys_10: SYS-10",
                   "self_check: RPT-01 RPT-02 CON-18 WIS-06",
                   "daily_ranking: ASM-01 ASM-02",
                   "quarterly_bulletin: ASM-01 ASM-02 RPT-10",
                   "spot_checks: ASM-03",
                   "full_evaluation: ASM-04 ORG-03",
                   "award_condition: ASM-05",
                   "five_ones: ASM-01",
                   "education_practice: ASM-01",
                   "online: ASM-01",
                   "campaign: ASM-01",
                   "wish_confirmed: ASM-01 WIS-04",
                   "question_reply: WIS-02",
                   "wish_reply: WIS-02",
                   "to_pool: WIS-03",
                   "rise: WIS-04",
                   "done: WIS-04",
                   "quarter: RPT-10"}));
}

TEST(S0RequirementsTest, CountsTheKindsOfTheNotice) {
  EXPECT_EQ(KindLines(Shipped(kS0)),
            (Lines{"cdn_04_voice: online.voice", "cdn_04_interaction: online.interaction",
                   "cdn_04_topic: online.topic", "fiv_02: " + Five(), "fiv_03: " + Five(),
                   "edu_02: " + Together(), "edu_03: " + Guidance(),
                   "edu_04: education.themed_lecture", "edu_05: education.plan_guidance",
                   "edu_06: education.recommendation", "education_practice: " + Practice(),
                   "five_ones: " + Five(), "beautiful_youth_story: campaign.beautiful_youth_story",
                   "youth_service_month: campaign.youth_service_month", "five_ones: " + Five(),
                   "education_practice: " + Practice(),
                   "online: online.voice online.interaction online.topic",
                   "campaign: campaign.beautiful_youth_story campaign.youth_service_month"}));
}

TEST(S1RequirementsTest, ServesTheRequirementsOfTheNotice) {
  EXPECT_EQ(RequirementLines(Shipped(kS1)), (Lines{"con_04_youth: CON-04 CON-07 CAD-07",
                                                   "con_04_branch: CON-04",
                                                   "con_04_club: CON-04 ORG-10",
                                                   "con_09: CON-09",
                                                   "con_14_group: CON-13 CON-14 ORG-10",
                                                   "con_14_member: CON-14",
                                                   "con_15: CON-15",
                                                   "cdn_01_voice: CDN-01 CDN-07",
                                                   "cdn_01_interaction: CDN-01 CDN-07",
                                                   "cdn_01_topic: CDN-01 CDN-07",
                                                   "cdn_01_offline: CDN-01",
                                                   "cdn_01_face_to_face: CDN-01",
                                                   "fiv_08_organization_life: FIV-08",
                                                   "fiv_08_lecture: FIV-08",
                                                   "fiv_08_theme_day: FIV-08",
                                                   "fiv_08_heart_talk: FIV-08",
                                                   "fiv_09: FIV-09",
                                                   "fiv_10: FIV-10",
                                                   "edu_08: EDU-08 SYS-12",
                                                   "edu_07: EDU-07",
                                                   "edu_10: EDU-10",
                                                   "con_10_difficulty: CON-10 CAM-06",
                                                   "con_10_mutual: CON-10",
                                                   "implementation_plan: RPT-06",
                                                   "problem_list: WIS-07 WIS-08 CDN-05",
                                                   "con_14: CON-14",
                                                   "semester_report: RPT-04",
                                                   "semester_report_of_secretaries: RPT-04",
                                                   "problem_list: RPT-05 WIS-07",
                                                   "spot_checks: ASM-07 CDN-08",
                                                   "overall_evaluation: ASM-07",
                                                   "employment: WIS-09",
                                                   "education: WIS-09",
                                                   "health: WIS-09",
                                                   "quarter: RPT-05"}));
}

TEST(S1RequirementsTest, CountsTheKindsOfTheNotice) {
  EXPECT_EQ(
      KindLines(Shipped(kS1)),
      (Lines{"cdn_01_voice: online.voice", "cdn_01_interaction: online.interaction",
             "cdn_01_topic: online.topic",
             "cdn_01_offline: offline.activity five_ones.practical_deed five_ones.league_lecture "
             "five_ones.volunteer_service five_ones.culture_sports education.theme_day",
             "cdn_01_face_to_face: offline.face_to_face five_ones.heart_talk",
             "fiv_08_organization_life: education.organization_life",
             "fiv_08_lecture: five_ones.league_lecture", "fiv_08_theme_day: education.theme_day",
             "fiv_08_heart_talk: five_ones.heart_talk", "fiv_09: mechanism.department_visit",
             "fiv_10: offline.face_to_face",
             "edu_08: education.plan_guidance education.study_speeches",
             "edu_07: education.long_term_mechanism", "edu_10: education.member_awareness",
             "con_10_difficulty: offline.difficulty_help", "con_10_mutual: offline.mutual_help"}));
}

TEST(S2RequirementsTest, ServesTheRequirementsOfTheNotice) {
  EXPECT_EQ(RequirementLines(Shipped(kS2)),
            (Lines{"con_11_committee_full_time: CON-11",
                   "con_11_committee_leading_body: CON-11",
                   "con_11_branch_full_time: CON-11",
                   "con_11_branch_leading_body: CON-11",
                   "cdn_04_voice: CDN-04 CDN-05",
                   "cdn_04_interaction: CDN-04 CDN-05",
                   "cdn_04_topic: CDN-04 CDN-05",
                   "fiv_02: FIV-01 FIV-02 FIV-07",
                   "fiv_03: FIV-01 FIV-03 FIV-07",
                   "cad_10: FIV-01 CAD-10",
                   "fiv_04: FIV-04 FIV-05 CON-19 ORG-06",
                   "fiv_06: FIV-06",
                   "cad_09: CAD-09",
                   "edu_02_full_time: EDU-01 EDU-02 EDU-08 EDU-09",
                   "edu_02_leading_body: EDU-01 EDU-02 EDU-08 EDU-09",
                   "edu_03_full_time: EDU-01 EDU-03 EDU-08",
                   "edu_03_leading_body: EDU-01 EDU-03 EDU-08",
                   "edu_04_full_time: EDU-01 EDU-04 EDU-08",
                   "edu_04_leading_body: EDU-01 EDU-04 EDU-08",
                   "edu_05_full_time: EDU-01 EDU-05 EDU-08",
                   "edu_05_leading_body: EDU-01 EDU-05 EDU-08",
                   "edu_06_full_time: EDU-01 EDU-06 EDU-08",
                   "edu_06_leading_body: EDU-01 EDU-06 EDU-08",
                   "edu_07_full_time: EDU-01 EDU-07 EDU-08",
                   "edu_07_leading_body: EDU-01 EDU-07 EDU-08",
                   "education_practice: EDU-01 EDU-09",
                   "working_groups: ORG-08",
                   "youth_voice: WIS-01 WIS-02 WIS-03 WIS-04",
                   "implementation_plan: RPT-06",
                   "open_day: CAM-01",
                   "congress_lectures: CAM-02",
                   "beautiful_youth_story: CAM-03",
                   "youth_service_month: CAM-04",
                   "sys_09: SYS-09",
                   "sys_10: SYS-10",
                   "cam_03: CAM-03",
                   "five_ones_report: RPT-03 RPT-08 ASM-16",
                   "daily_ranking: ASM-01 ASM-02",
                   "quarterly_bulletin: ASM-01 ASM-02 RPT-10",
                   "spot_checks: ASM-03 ASM-17",
                   "full_evaluation: ASM-04",
                   "award_condition: ASM-05",
                   "year_2017: ASM-08 ASM-15 ASM-16 ASM-17 ASM-18",
                   "five_ones: ASM-01 ASM-14",
                   "education_practice: ASM-01 ASM-14",
                   "online: ASM-01 ASM-14",
                   "campaign: ASM-01 ASM-14",
                   "wish_confirmed: ASM-01 WIS-04",
                   "question_reply: WIS-02",
                   "wish_reply: WIS-02",
                   "to_pool: WIS-03",
                   "rise: WIS-04",
                   "done: WIS-04",
                   "quarter: RPT-10"}));
}

TEST(S2RequirementsTest, CountsTheKindsOfTheNotice) {
  EXPECT_EQ(
      KindLines(Shipped(kS2)),
      (Lines{"cdn_04_voice: online.voice",
             "cdn_04_interaction: online.interaction",
             "cdn_04_topic: online.topic",
             "fiv_02: " + Five(),
             "fiv_03: " + Five(),
             "cad_10: " + Five(),
             "fiv_04: leading_body.open_house leading_body.face_to_face "
             "leading_body.volunteer_service leading_body.work_sharing leading_body.own_design " +
                 Practice() + " education.long_term_mechanism",
             "fiv_06: mechanism.work_exchange",
             "cad_09: mechanism.secretary_guidance",
             "edu_02_full_time: " + Together(),
             "edu_02_leading_body: " + Together(),
             "edu_03_full_time: " + Guidance(),
             "edu_03_leading_body: " + Guidance(),
             "edu_04_full_time: education.themed_lecture",
             "edu_04_leading_body: education.themed_lecture",
             "edu_05_full_time: education.plan_guidance",
             "edu_05_leading_body: education.plan_guidance",
             "edu_06_full_time: education.recommendation",
             "edu_06_leading_body: education.recommendation",
             "edu_07_full_time: education.long_term_mechanism",
             "edu_07_leading_body: education.long_term_mechanism",
             "education_practice: " + Practice() + " education.long_term_mechanism",
             "working_groups: mechanism.working_group",
             "open_day: campaign.open_day",
             "congress_lectures: campaign.congress_lecture",
             "beautiful_youth_story: campaign.beautiful_youth_story",
             "youth_service_month: campaign.youth_service_month",
             "five_ones: " + Five(),
             "education_practice: " + Practice() + " education.long_term_mechanism",
             "online: online.voice online.interaction online.topic",
             "campaign: campaign.open_day campaign.congress_lecture campaign.beautiful_youth_story "
             "campaign.youth_service_month"}));
}

TEST(S3RequirementsTest, ServesTheRequirementsOfTheNotice) {
  EXPECT_EQ(RequirementLines(Shipped(kS3)),
            (Lines{"con_01_full_time: CON-01 CON-06 CON-07",
                   "con_01_part_time: CON-01 CON-06 CON-07 CAD-02",
                   "con_02: CON-02 CON-06 CAD-03",
                   "con_03: CON-03 CON-06",
                   "fpo_09_social_organization: FPO-09 ORG-09",
                   "cdn_02_voice: CDN-02",
                   "cdn_02_interaction: CDN-02",
                   "cdn_02_topic: CDN-02",
                   "cdn_02_face_to_face: CDN-02",
                   "cdn_03_online: CDN-03",
                   "cdn_03_offline: CDN-02 CDN-03",
                   "fpo_03: FPO-02 FPO-03 FPO-04 FPO-06 RPT-09 CAD-05",
                   "fpo_05: FPO-05",
                   "fpo_07_report: FPO-07",
                   "fpo_07_talk: FPO-07",
                   "fpo_08: FPO-08 ORG-09",
                   "fpo_09_organization: FPO-09 ORG-09",
                   "fpo_09_volunteers: FPO-09 ORG-09",
                   "fpo_10_lecture: FPO-10",
                   "fpo_10_volunteer: FPO-10",
                   "fpo_10_deed: FPO-10",
                   "cad_04_leading_body: CAD-04",
                   "cad_04_base: CAD-04",
                   "community_posting: FPO-01 FPO-02 FPO-03 CAD-05",
                   "problems_and_practice: RPT-07",
                   "county_evaluation: ASM-06",
                   "own_evaluation: ASM-06",
                   "quarter: ASM-06"}));
}

TEST(S3RequirementsTest, CountsTheKindsOfTheNotice) {
  EXPECT_EQ(
      KindLines(Shipped(kS3)),
      (Lines{
          "cdn_02_voice: online.voice", "cdn_02_interaction: online.interaction",
          "cdn_02_topic: online.topic",
          "cdn_02_face_to_face: offline.face_to_face five_ones.heart_talk",
          "cdn_03_online: online.activity",
          "cdn_03_offline: offline.activity five_ones.practical_deed five_ones.league_lecture "
          "five_ones.volunteer_service five_ones.culture_sports",
          "fpo_03: community.report_day", "fpo_05: community.interview",
          "fpo_07_report: community.research_report", "fpo_07_talk: community.leader_talk",
          "fpo_08: community.branch_building", "fpo_09_organization: community.new_organization",
          "fpo_09_volunteers: community.volunteer_organization",
          "fpo_10_lecture: community.lecture", "fpo_10_volunteer: community.volunteer_service",
          "fpo_10_deed: community.practical_deed",
          "community_posting: community.report_day community.interview community.research_report "
          "community.leader_talk community.branch_building community.new_organization "
          "community.social_organization community.volunteer_organization community.lecture "
          "community.volunteer_service community.practical_deed"}));
}

// ASM-09 to ASM-14: what each item of the table measures, and by which rules.
TEST(S2RequirementsTest, MeasuresTheItemsOfAnnex1) {
  const RulePack pack = Shipped(kS2);
  ASSERT_EQ(pack.assessment_tables.size(), 1u);
  Lines lines;
  for (const AssessmentItem& item : pack.assessment_tables[0].items) {
    if (item.items.empty()) AppendMeasure(item, lines);
    for (const AssessmentItem& each : item.items) AppendMeasure(each, lines);
  }
  EXPECT_THAT(lines, ElementsAre("leading_body_five_ones: duties of leading bodies by fiv_04",
                                 "cadre_five_ones: duties of cadres by fiv_02 fiv_03",
                                 "working_groups: working groups by working_groups fiv_06",
                                 "open_day: campaign by open_day",
                                 "congress_lectures: campaign by congress_lectures",
                                 "beautiful_youth_story: campaign by beautiful_youth_story",
                                 "youth_service_month: campaign by youth_service_month",
                                 "assessment_system: assessment system by ", "cadres: cadres by ",
                                 "contacted_youths: youths by ",
                                 "contact_activities: activities by ", "mobile_use: mobile use by ",
                                 "education_practice: education practice by "));
}

}  // namespace
}  // namespace xinqiao::policy
