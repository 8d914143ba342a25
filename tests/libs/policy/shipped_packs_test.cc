// What ships in services/registry/packs/ as a whole: the catalogue, and what holds for every pack.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/libs/policy/shipped_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kFiles[] = {kS0, kS1, kS2, kS3};

// Every requirement id that any rule of `message` names, at any depth.
void CollectRequirementIds(const google::protobuf::Message& message, std::set<std::string>& ids) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->name() == "requirement_ids") {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        ids.insert(reflection->GetRepeatedString(message, field, i));
      }
    } else if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) {
      if (!field->is_repeated()) {
        CollectRequirementIds(reflection->GetMessage(message, field), ids);
        continue;
      }
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        CollectRequirementIds(reflection->GetRepeatedMessage(message, field, i), ids);
      }
    }
  }
}

TEST(ActivityKindsTest, AreTheOnesOfTheNotices) {
  std::vector<std::string> lines;
  for (const ActivityKind& kind : ShippedKinds()) {
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
                                 "campaign.youth_service_month CAM-04 4",     //
                                 "campaign.open_day CAM-01 4",                //
                                 "campaign.congress_lecture CAM-02 4",        //
                                 "leading_body.open_house FIV-04 1",          //
                                 "leading_body.face_to_face FIV-04 1",        //
                                 "leading_body.volunteer_service FIV-04 1",   //
                                 "leading_body.work_sharing FIV-04 1",        //
                                 "leading_body.own_design FIV-04 1",          //
                                 "education.long_term_mechanism EDU-07 2",    //
                                 "education.theme_day FIV-08 2",              //
                                 "education.member_awareness EDU-10 2",       //
                                 "online.activity CDN-03 3",                  //
                                 "offline.activity CDN-01,CDN-02,CDN-03 5",   //
                                 "offline.face_to_face CDN-01,CDN-02,FIV-10 5",
                                 "offline.difficulty_help CON-09,CON-10 5",  //
                                 "offline.mutual_help CON-10 5",             //
                                 "mechanism.work_exchange FIV-06 7",         //
                                 "mechanism.working_group ORG-08 7",         //
                                 "mechanism.secretary_guidance CAD-09 7",    //
                                 "mechanism.department_visit FIV-09 7",      //
                                 "community.report_day FPO-03,FPO-04,FPO-06 6",
                                 "community.interview FPO-05 6",               //
                                 "community.research_report FPO-07 6",         //
                                 "community.leader_talk FPO-07 6",             //
                                 "community.branch_building FPO-08 6",         //
                                 "community.new_organization FPO-09 6",        //
                                 "community.social_organization FPO-09 6",     //
                                 "community.volunteer_organization FPO-09 6",  //
                                 "community.lecture FPO-10 6",                 //
                                 "community.volunteer_service FPO-10 6",       //
                                 "community.practical_deed FPO-10 6"));
}

// Every id of a family that some notice turns into a rule, a row of the schedule, a report or an
// assessment. Those of the families that are missing here set none: CON-08 is A-09, CON-12 the
// mobile guide, CON-16 and CON-17, CDN-06, EDU-11 and ASM-19 are encouragement.
TEST(ShippedPacksTest, ServeEveryRequirementThatIsARule) {
  const std::vector<std::string> wanted = absl::StrSplit(
      "CON-01 CON-02 CON-03 CON-04 CON-05 CON-06 CON-07 CON-09 CON-10 CON-11 CON-13 CON-14 CON-15 "
      "CON-18 CON-19 CDN-01 CDN-02 CDN-03 CDN-04 CDN-05 CDN-07 CDN-08 FIV-01 FIV-02 FIV-03 FIV-04 "
      "FIV-05 FIV-06 FIV-07 FIV-08 FIV-09 FIV-10 FIV-11 EDU-01 EDU-02 EDU-03 EDU-04 EDU-05 EDU-06 "
      "EDU-07 EDU-08 EDU-09 EDU-10 CAM-01 CAM-02 CAM-03 CAM-04 CAM-05 CAM-06 FPO-01 FPO-02 FPO-03 "
      "FPO-04 FPO-05 FPO-06 FPO-07 FPO-08 FPO-09 FPO-10 ASM-01 ASM-02 ASM-03 ASM-04 ASM-05 ASM-06 "
      "ASM-07 ASM-08 ASM-09 ASM-10 ASM-11 ASM-12 ASM-13 ASM-14 ASM-15 ASM-16 ASM-17 ASM-18 RPT-01 "
      "RPT-02 RPT-03 RPT-04 RPT-05 RPT-06 RPT-07 RPT-08 RPT-09 RPT-10 SYS-09 SYS-10 DIS-03 CAD-02 "
      "CAD-03 CAD-04 CAD-05 CAD-07 CAD-08 CAD-09 CAD-10 WIS-01 WIS-02 WIS-03 WIS-04 WIS-05 WIS-06 "
      "WIS-07 WIS-08 WIS-09",
      ' ');
  std::set<std::string> served;
  for (const char* file : kFiles) CollectRequirementIds(Load<v1::RulePack>(file), served);
  std::vector<std::string> missing;
  for (const std::string& id : wanted) {
    if (!served.contains(id)) missing.push_back(id);
  }
  EXPECT_THAT(missing, IsEmpty());
}

TEST(ShippedPacksTest, ReadEveryConflictOfTheListSomewhere) {
  std::set<std::string> named;
  for (const char* file : kFiles) {
    const std::vector<std::string> ids = AssumptionIds(Shipped(file));
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end())) << file;
    named.insert(ids.begin(), ids.end());
  }
  std::set<std::string> all;
  for (int i = 1; i <= 45; ++i) all.insert(absl::StrFormat("A-%02d", i));
  EXPECT_EQ(named, all);
}

// PUR-09: whom to ask is personal data.
TEST(ShippedPacksTest, NameNobodyToAsk) {
  for (const char* file : kFiles) EXPECT_FALSE(Shipped(file).document.contact_block.has_value());
}

TEST(ShippedPacksTest, LoseNothingOnTheirWayThroughTheCodec) {
  for (const char* file : kFiles) {
    const RulePack pack = Shipped(file);
    EXPECT_EQ(DecodeRulePack(EncodeRulePack(pack)).value, pack) << file;
    EXPECT_EQ(EncodeRulePack(pack).DebugString(), Load<v1::RulePack>(file).DebugString()) << file;
  }
}

}  // namespace
}  // namespace xinqiao::policy
