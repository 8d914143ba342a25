// Notice S3, 榆团办发【2016】23号: the pack that ships, against tables typed from the notice.

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

RulePack S3() { return Shipped(kS3); }

// The notice names no day.
TEST(S3Test, MayBePublishedOnItsDayWithoutFurtherWarnings) {
  EXPECT_THAT(WarnedFields(S3()), ElementsAre("document.issue_day"));
}

// PUR-05, PUR-06. The notice names no day but the year.
TEST(S3Test, HasTheHeadOfTheNotice) {
  const Document document = S3().document;
  EXPECT_EQ(document.issuer, "共青团榆林市委");
  EXPECT_EQ(document.number, "榆团办发【2016】23号");
  EXPECT_EQ(document.title, "关于全面推动落实团干部直接联系青年“4+1”“1+100”工作制度的通知");
  EXPECT_EQ(document.issue_day, absl::CivilDay(2016, 12, 31));
  EXPECT_TRUE(document.issue_day_assumed);
  std::vector<std::string> parents;
  for (const DocumentReference& parent : document.parents) parents.push_back(parent.number);
  EXPECT_THAT(parents, ElementsAre("陕团办发〔2013〕81号", "榆团发〔2013〕37号",
                                   "陕团办发〔2016〕31号", "榆团办发〔2016〕10号"));
  EXPECT_THAT(document.addressees,
              ElementsAre("各县区团委", "市直团工委", "榆神工业区团委", "高新区团工委"));
}

// CON-01 (100), CON-02 (20), CON-03 (10), FPO-09 (1).
TEST(S3Test, HasTheContactNumbersOfTheNotice) {
  const std::string since = " in [2016-12-31, 9999-12-31)";
  EXPECT_THAT(QuotaLines(S3()),
              ElementsAre("con_01_full_time: posts full-time seconded: 100 youths" + since,
                          "con_01_part_time: posts part-time leading-body: 100 youths" + since,
                          "con_02: posts part-time no-leading-body many-youth: 20 youths" + since,
                          "con_03: posts part-time no-leading-body few-youth: 10 youths" + since,
                          "fpo_09_social_organization: posts full-time city county: 1 youth social "
                          "organizations" +
                              since));
}

// CON-01 to CON-03 leave nobody out and bind nobody twice.
TEST(S3Test, AsksEveryCadreForOneNumberOfYouths) {
  const RulePack pack = S3();
  for (const AppointmentType type :
       {AppointmentType::kFullTime, AppointmentType::kSeconded, AppointmentType::kPartTime}) {
    for (const bool leading_body : {false, true}) {
      for (const bool many_youth : {false, true}) {
        const PostFacts post{.appointment_type = type,
                             .organization = {.kind = OrganizationKind::kCountyCommittee,
                                              .level = OrganizationLevel::kCounty,
                                              .leading_body = leading_body,
                                              .many_youth = many_youth}};
        std::vector<int64_t> numbers;
        for (const ContactQuota& quota : pack.contact_quotas) {
          if (quota.object == ContactObject::kYouth && Binds(quota.subject, post)) {
            numbers.push_back(quota.required_count);
          }
        }
        const bool part_time = type == AppointmentType::kPartTime && !leading_body;
        EXPECT_THAT(numbers, ElementsAre(!part_time ? 100 : many_youth ? 20 : 10));
      }
    }
  }
}

// CDN-02, CDN-03, FPO-03.
TEST(S3Test, HasTheCadencesOfTheNotice) {
  const std::string since = " in [2016-12-31, 9999-12-31)";
  EXPECT_THAT(CadenceLines(S3()),
              ElementsAre("cdn_02_voice: posts: voice 1 per week" + since,
                          "cdn_02_interaction: posts: interaction 1 per week" + since,
                          "cdn_02_topic: posts: topic 1 per week" + since,
                          "cdn_02_face_to_face: posts: talk 1 per year" + since,
                          "cdn_03_online: posts: online activity 1 per week" + since,
                          "cdn_03_offline: posts: offline work 1 per quarter" + since,
                          "fpo_03: posts full-time city county: base day 1 per week" + since));
}

// FPO-05 (50), FPO-07 (1, 1), FPO-09 (1, 1), FPO-10 (1, and 1 a month); a work cycle is a quarter
//
TEST(S3Test, HasTheDutiesOfTheFourPlusOne) {
  const std::string since = " in [2016-12-31, 9999-12-31)";
  const std::string cadres = ": posts full-time city county: ";
  EXPECT_THAT(DutyLines(S3()),
              ElementsAre("fpo_05" + cadres + "50 of 1 kinds per quarter" + since,
                          "fpo_07_report" + cadres + "1 of 1 kinds per quarter" + since,
                          "fpo_07_talk" + cadres + "1 of 1 kinds per quarter" + since,
                          "fpo_08" + cadres + "0 of 1 kinds per quarter" + since,
                          "fpo_09_organization" + cadres + "1 of 1 kinds per quarter" + since,
                          "fpo_09_volunteers" + cadres + "1 of 1 kinds per quarter" + since,
                          "fpo_10_lecture" + cadres + "1 of 1 kinds per quarter" + since,
                          "fpo_10_volunteer" + cadres + "1 of 1 kinds per month" + since,
                          "fpo_10_deed" + cadres + "0 of 1 kinds per quarter" + since));
  for (const Duty& duty : S3().duties) {
    EXPECT_THAT(duty.may_also_count, IsEmpty()) << duty.duty_id;
  }
}

// CAD-04.
TEST(S3Test, HasTheTasksThatComeFirst) {
  const RulePack pack = S3();
  ASSERT_EQ(pack.task_emphases.size(), 2u);
  EXPECT_EQ(Text(pack.task_emphases[0].subject), "posts leading-body");
  EXPECT_THAT(pack.task_emphases[0].tasks,
              ElementsAre("建立联系渠道", "关切青年诉求", "加强思想引导"));
  EXPECT_EQ(Text(pack.task_emphases[1].subject), "posts no-leading-body");
  EXPECT_THAT(pack.task_emphases[1].tasks, ElementsAre("增强联系黏性", "助力青年成长"));
}

// FPO-01 to FPO-03, RPT-07, ASM-06, and A-36 by default.
TEST(S3Test, HasTheScheduleAndTheEvaluationsOfTheNotice) {
  EXPECT_THAT(ScheduleLines(S3()),
              ElementsAre("community_posting: posts full-time city county: 11 kinds in "
                          "[2016-12-31, 9999-12-31)",
                          "problems_and_practice: organizations city county: 0 kinds in "
                          "[2016-12-31, 9999-12-31)"));
  EXPECT_THAT(EvaluationLines(S3()),
              ElementsAre("county_evaluation: unsaid 0/0/0/1", "own_evaluation: unsaid 0/0/0/8"));
  EXPECT_THAT(ServiceLines(S3()), ElementsAre("books of a quarter: 10"));
}

// C-10: photos (CDN-03), and nothing else.
TEST(S3Test, SwitchesOnExactlyWhatTheNoticeOrders) {
  EXPECT_THAT(SwitchedOn(S3()), ElementsAre(SwitchKind::kPhotoDuty));
}

TEST(S3Test, NamesItsAssumptions) {
  EXPECT_THAT(AssumptionIds(S3()),
              ElementsAre("A-02", "A-03", "A-04", "A-07", "A-12", "A-14", "A-15", "A-19", "A-36",
                          "A-38", "A-40", "A-41", "A-42", "A-45"));
}

}  // namespace
}  // namespace xinqiao::policy
