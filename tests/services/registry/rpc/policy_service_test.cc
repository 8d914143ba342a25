#include "services/registry/rpc/policy_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/rpc/registry_fixture.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

class PolicyServiceTest : public RegistryServicesTest {
 protected:
  absl::StatusOr<v1::PublishRulePackResponse> Publish(const v1::PublishRulePackRequest& request) {
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::PublishRulePack, request);
  }

  v1::CreateActivityKindRequest KindRequest(const std::string& id) {
    v1::CreateActivityKindRequest request;
    request.set_request_id(RequestId());
    request.set_activity_kind_id(id);
    request.mutable_activity_kind()->set_display_name("谈心谈话");
    request.mutable_activity_kind()->set_group(policy::v1::ACTIVITY_GROUP_FIVE_ONES);
    request.mutable_activity_kind()->add_requirement_ids("FIV-01");
    return request;
  }

  v1::PublishRulePackRequest PackRequest(const std::string& parent) {
    v1::PublishRulePackRequest request;
    request.set_request_id(RequestId());
    request.set_parent(parent);
    policy::v1::Document& document = *request.mutable_rule_pack()->mutable_document();
    document.set_issuer("共青团泉州师范学院委员会");
    document.set_number("团泉师院委〔2017〕20号");
    document.set_title("通知");
    document.set_issue_day("2017-05-17");
    document.mutable_contact_block()->set_display_name("某老师");
    policy::v1::Duty& duty = *request.mutable_rule_pack()->add_duties();
    duty.set_duty_id("fiv_02");
    duty.set_title("五个一");
    duty.add_requirement_ids("FIV-02");
    duty.mutable_subject()->mutable_posts();
    duty.add_kind_ids("five_ones.heart_talk");
    duty.set_required_count(5);
    duty.set_period(policy::v1::PERIOD_KIND_TWO_MONTHS);
    duty.mutable_effective()->set_start_day("2017-04-01");
    duty.set_kind_coverage(policy::v1::KIND_COVERAGE_REPORTED);
    return request;
  }
};

TEST_F(PolicyServiceTest, KindsEnterTheCatalogueUnderTheIdOfTheCaller) {
  const auto create = [&](const v1::CreateActivityKindRequest& request) {
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::CreateActivityKind, request);
  };
  const auto kind = create(KindRequest("five_ones.heart_talk"));
  ASSERT_THAT(kind, IsOk());
  EXPECT_EQ(kind->name(), "activityKinds/five_ones.heart_talk");
  EXPECT_EQ(LastEvent().activity_kind_created().SerializeAsString(), kind->SerializeAsString());
  EXPECT_THAT(create(KindRequest("five_ones.heart_talk")), FailsWith("ACTIVITY_KIND_EXISTS"));

  v1::CreateActivityKindRequest wrong = KindRequest("Heart Talk");
  wrong.mutable_activity_kind()->clear_display_name();
  wrong.mutable_activity_kind()->clear_group();
  EXPECT_THAT(WrongFields(create(wrong).status()),
              ElementsAre("activity_kind.group", "activity_kind.display_name", "activity_kind_id"));

  EXPECT_THAT(server_
                  .Call(*policies_stub_, &v1::PolicyService::Stub::ListActivityKinds,
                        v1::ListActivityKindsRequest())
                  ->activity_kinds(),
              SizeIs(1));
}

TEST_F(PolicyServiceTest, OnlyGetShowsTheContactBlockOfAPack) {
  const std::string school = School();
  ASSERT_THAT(server_.Call(*policies_stub_, &v1::PolicyService::Stub::CreateActivityKind,
                           KindRequest("five_ones.heart_talk")),
              IsOk());
  const v1::PublishRulePackRequest request = PackRequest(school);
  const auto published = Publish(request);
  ASSERT_THAT(published, IsOk());
  EXPECT_THAT(published->rule_pack().name(), StartsWith(absl::StrCat(school, "/rulePacks/")));
  EXPECT_EQ(published->rule_pack().version(), 1);
  EXPECT_THAT(published->warnings(), ElementsAre(HasSubstr("A-45")));
  EXPECT_FALSE(published->rule_pack().document().has_contact_block());
  EXPECT_EQ(LastEvent().rule_pack_published().SerializeAsString(),
            published->rule_pack().SerializeAsString());

  v1::ListRulePacksRequest list;
  list.set_parent(school);
  const auto listed = server_.Call(*policies_stub_, &v1::PolicyService::Stub::ListRulePacks, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->rule_packs(), SizeIs(1));
  EXPECT_EQ(listed->rule_packs(0).SerializeAsString(), published->rule_pack().SerializeAsString());

  v1::GetRulePackRequest get;
  get.set_name(published->rule_pack().name());
  auto got = server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetRulePack, get);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->document().contact_block().display_name(), "某老师");
  got->clear_name();
  got->clear_version();
  got->clear_publish_time();
  EXPECT_EQ(got->SerializeAsString(), request.rule_pack().SerializeAsString());
}

TEST_F(PolicyServiceTest, AnUnreadablePackNamesEveryField) {
  v1::PublishRulePackRequest request = PackRequest(School());
  request.mutable_rule_pack()->mutable_document()->set_issue_day("17 May");
  request.mutable_rule_pack()->mutable_duties(0)->clear_period();
  EXPECT_THAT(WrongFields(Publish(request).status()),
              ElementsAre("rule_pack.document.issue_day", "rule_pack.duties[0].period"));
}

TEST_F(PolicyServiceTest, AThousandViolationsFitIntoAnAnswer) {
  v1::PublishRulePackRequest request = PackRequest(School());
  for (int i = 0; i < 1000; ++i) {
    request.mutable_rule_pack()->mutable_duties(0)->add_kind_ids(absl::StrCat("未知", i));
  }
  const auto result = Publish(request);
  EXPECT_THAT(result, FailsWith("INVALID_FIELDS"));
  const std::vector<FieldViolation> violations = Violations(result.status());
  ASSERT_THAT(violations, Not(IsEmpty()));
  EXPECT_EQ(violations.front().field, "rule_pack.duties[0].kind_ids[0]");
  EXPECT_EQ(violations.back().description,
            absl::StrCat("and ", 1001 - (violations.size() - 1), " more"));
}

}  // namespace
}  // namespace xinqiao::registry
