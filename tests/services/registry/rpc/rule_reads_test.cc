// The reads of PolicyService that memory answers, over a real channel.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/services/registry/rpc/rule_reads_fixture.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

TEST_F(RuleReadsServiceTest, APostIsBoundByEveryLevelAndEachRuleSaysWhereItComesFrom) {
  Publish(province_, kProvincePack);
  const std::string city_pack = Publish(city_, kCityPack);
  Publish(school_, kSchoolPack);
  const auto rules = Rules(post_, "2017-06-01");
  EXPECT_THAT(Texts(rules), ElementsAre("省1号 duties[0]", "省1号 switches[0]",
                                        "市1号 contact_quotas[0] over 省1号", "市1号 cadences[0]"));
  EXPECT_EQ(rules->day(), "2017-06-01");
  const v1::EffectiveRule& quota = rules->rules(2);
  EXPECT_EQ(quota.contact_quota().required_count(), 15);
  EXPECT_EQ(quota.source().rule_pack(), city_pack);
  EXPECT_EQ(quota.source().version(), 1);
  EXPECT_EQ(quota.source().issuer(), "团市委");
  EXPECT_EQ(quota.source().level(), policy::v1::ORGANIZATION_LEVEL_CITY);
  EXPECT_EQ(quota.overrides(0).level(), policy::v1::ORGANIZATION_LEVEL_PROVINCE);
  EXPECT_EQ(quota.overrides(0).field(), "contact_quotas[0]");
  EXPECT_EQ(rules->rules(0).duty().title(), "五个一");
}

TEST_F(RuleReadsServiceTest, AnOrganizationIsBoundAsABody) {
  Publish(province_, kProvincePack);
  Publish(school_, kSchoolPack);
  EXPECT_THAT(Texts(Rules(school_)), ElementsAre("省1号 switches[0]", "校1号 duties[0]"));
  EXPECT_THAT(Texts(Rules(city_)), ElementsAre("省1号 switches[0]"));
}

TEST_F(RuleReadsServiceTest, APackBindsFromItsFirstDayOn) {
  Publish(city_, kCityPack);
  EXPECT_THAT(Texts(Rules(post_)), IsEmpty());
  EXPECT_THAT(Texts(Rules(post_, "2017-05-31")), IsEmpty());
  EXPECT_THAT(Texts(Rules(post_, "2017-06-01")), SizeIs(2));
}

TEST_F(RuleReadsServiceTest, AWithdrawnPackBindsNoMore) {
  const std::string name = Publish(province_, kProvincePack);
  EXPECT_THAT(Texts(Rules(post_, "2017-07-01")), SizeIs(3));
  v1::WithdrawRulePackRequest request;
  request.set_name(name);
  request.set_end_day("2017-07-01");
  request.set_reason("另有规定");
  request.set_request_id(RequestId());
  ASSERT_THAT(server_.Call(*policies_stub_, &v1::PolicyService::Stub::WithdrawRulePack, request),
              IsOk());
  EXPECT_THAT(Texts(Rules(post_, "2017-06-30")), SizeIs(3));
  EXPECT_THAT(Texts(Rules(post_, "2017-07-01")), IsEmpty());
}

TEST_F(RuleReadsServiceTest, SaysWhoIsUnknownAndWhatIsWrong) {
  const std::string nobody = "organizations/00000000-0000-7000-8000-000000000999";
  EXPECT_THAT(Rules(nobody), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(Rules(absl::StrCat(nobody, "/posts/", kPostId)), FailsWith("POST_NOT_FOUND"));
  EXPECT_THAT(Rules(post_, "2018-01-01"), FailsWith("POST_NOT_FOUND"));
  EXPECT_THAT(WrongFields(Rules("people/1", "2017-6-1", -1).status()),
              ElementsAre("target", "day", "min_position"));
  EXPECT_THAT(Load("2018-01-01", "2018-02-01"), FailsWith("POST_NOT_FOUND"));
  EXPECT_THAT(WrongFields(Load("2017-01-01", "2017-01-01").status()), ElementsAre("end_day"));
  EXPECT_THAT(WrongFields(Load("2017-01-01", "2018-02-06").status()), ElementsAre("end_day"));
  EXPECT_THAT(Load("2017-01-01", "2018-02-05"), IsOk());
  EXPECT_THAT(Board(nobody), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(Findings(nobody, ""), FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(RuleReadsServiceTest, WaitsForAPositionIfAsked) {
  Publish(province_, kProvincePack);
  EXPECT_THAT(Texts(Rules(post_, "", 7)), SizeIs(3));
  EXPECT_THAT(Rules(post_, "", 8), FailsWith("NOT_CAUGHT_UP"));
}

TEST_F(RuleReadsServiceTest, AddsUpWhatAllLevelsAskOfOneCadre) {
  Publish(province_, kProvincePack);
  Publish(city_, kCityPack);
  const auto load = Load("2017-05-01", "2017-07-01");
  ASSERT_THAT(load, IsOk());
  ASSERT_THAT(load->levels(), SizeIs(2));
  EXPECT_EQ(load->levels(0).organization(), province_);
  EXPECT_EQ(load->levels(0).level(), policy::v1::ORGANIZATION_LEVEL_PROVINCE);
  EXPECT_EQ(load->levels(0).sum().activities(), 5);
  EXPECT_EQ(load->levels(0).sum().contacts(), 20);
  EXPECT_EQ(load->levels(0).items(0).source().document_number(), "省1号");
  EXPECT_EQ(load->levels(0).items(0).title(), "五个一");
  EXPECT_EQ(load->levels(1).organization(), city_);
  EXPECT_EQ(load->levels(1).sum().contacts(), 15);
  // The city's pack is in force in June only.
  EXPECT_EQ(load->levels(1).sum().cadence_acts(), 1);
  EXPECT_EQ(load->total().activities(), 5);
  EXPECT_EQ(load->total().contacts(), 20);
  EXPECT_EQ(load->total().cadence_acts(), 1);

  // From then on the city's number stands for the province's.
  const auto june = Load("2017-06-01", "2017-07-01");
  ASSERT_THAT(june, IsOk());
  const auto is_covered = [](const v1::LoadItem& item) { return item.covered(); };
  const auto covered_in = [&](int level) {
    const auto& items = june->levels(level).items();
    return std::any_of(items.begin(), items.end(), is_covered);
  };
  EXPECT_TRUE(covered_in(0));
  EXPECT_FALSE(covered_in(1));
  EXPECT_EQ(june->total().contacts(), 15);
}

TEST_F(RuleReadsServiceTest, AMoveUnderAStricterLevelIsAFinding) {
  Publish(city_, kProvincePack);
  Publish(other_city_,
          absl::StrReplaceAll(kProvincePack, {{"required_count: 20", "required_count: 10"}}));
  Publish(school_,
          absl::StrReplaceAll(kCityPack, {{"in_force { start_day: \"2017-06-01\" }", ""}}));
  v1::CreateReorganizationRequest request;
  request.set_request_id(RequestId());
  request.mutable_reorganization()->set_title("调整隶属关系");
  request.mutable_reorganization()->set_effective_day("2017-07-01");
  auto& move = *request.mutable_reorganization()->add_changes()->mutable_move();
  move.set_organization(school_);
  move.set_parent(other_city_);
  ASSERT_THAT(server_.Call(*reorganizations_stub_,
                           &v1::ReorganizationService::Stub::CreateReorganization, request),
              IsOk());

  const auto before = Findings(province_, "2017-06-30");
  ASSERT_THAT(before, IsOk());
  EXPECT_THAT(before->rule_findings(), IsEmpty());
  const auto after = Findings(province_, "2017-07-01");
  ASSERT_THAT(after, IsOk());
  ASSERT_THAT(after->rule_findings(), SizeIs(1));
  const v1::RuleFinding& finding = after->rule_findings(0);
  EXPECT_THAT(finding.rule().rule_pack(), HasSubstr(school_));
  EXPECT_EQ(finding.rule().field(), "contact_quotas[0]");
  EXPECT_THAT(finding.ceiling().rule_pack(), HasSubstr(other_city_));
  EXPECT_EQ(finding.scope(), policy::v1::CEILING_SCOPE_CONTACT_NUMBER);
  EXPECT_THAT(finding.description(), HasSubstr("15"));
  EXPECT_FALSE(finding.stored_as_voluntary());
  // The rule stands as it was published.
  const auto rules = Rules(post_, "2017-07-01");
  ASSERT_THAT(rules, IsOk());
  EXPECT_TRUE(
      std::any_of(rules->rules().begin(), rules->rules().end(), [](const v1::EffectiveRule& rule) {
        return rule.contact_quota().contact_quota_id() == "youths_of_city" &&
               rule.contact_quota().required_count() == 15 && !rule.contact_quota().voluntary();
      }));

  v1::ListRuleFindingsRequest forged;
  forged.set_scope(province_);
  forged.set_page_token("x");
  EXPECT_THAT(
      WrongFields(server_.Call(*policies_stub_, &v1::PolicyService::Stub::ListRuleFindings, forged)
                      .status()),
      ElementsAre("page_token"));
}

}  // namespace
}  // namespace xinqiao::registry
