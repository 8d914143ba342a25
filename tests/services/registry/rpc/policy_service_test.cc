#include "services/registry/rpc/policy_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

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
  got->clear_publisher();
  EXPECT_EQ(got->SerializeAsString(), request.rule_pack().SerializeAsString());
}

TEST_F(PolicyServiceTest, AnUnreadablePackNamesEveryField) {
  v1::PublishRulePackRequest request = PackRequest(School());
  request.mutable_rule_pack()->mutable_document()->set_issue_day("17 May");
  request.mutable_rule_pack()->mutable_duties(0)->clear_period();
  EXPECT_THAT(WrongFields(Publish(request).status()),
              ElementsAre("rule_pack.document.issue_day", "rule_pack.duties[0].period"));
}

TEST_F(PolicyServiceTest, WhatIsUnreadableHidesNothingElse) {
  v1::PublishRulePackRequest request = PackRequest(School());
  policy::v1::RulePack& pack = *request.mutable_rule_pack();
  pack.mutable_document()->set_title("");
  *pack.add_duties() = pack.duties(0);
  pack.mutable_duties(1)->set_title("");
  pack.mutable_duties(0)->mutable_effective()->set_start_day("x");
  EXPECT_THAT(WrongFields(Publish(request).status()),
              ::testing::UnorderedElementsAre(
                  "rule_pack.duties[0].effective.start_day", "rule_pack.document.title",
                  "rule_pack.duties[1].duty_id", "rule_pack.duties[1].title"));
}

TEST_F(PolicyServiceTest, AFieldOfALaterVersionIsRefused) {
  v1::PublishRulePackRequest request = PackRequest(School());
  policy::v1::RulePack& pack = *request.mutable_rule_pack();
  pack.GetReflection()->MutableUnknownFields(&pack)->AddLengthDelimited(40, "a rule to come");
  EXPECT_THAT(WrongFields(Publish(request).status()), ElementsAre("rule_pack.40"));
}

TEST_F(PolicyServiceTest, APackHasAMost) {
  v1::PublishRulePackRequest request = PackRequest(School());
  request.mutable_rule_pack()->mutable_duties(0)->set_text(std::string(300 * 1024, 'x'));
  EXPECT_THAT(WrongFields(Publish(request).status()), ElementsAre("rule_pack"));
}

TEST_F(PolicyServiceTest, AThousandViolationsFitIntoAnAnswer) {
  v1::PublishRulePackRequest request = PackRequest(School());
  policy::v1::RulePack& pack = *request.mutable_rule_pack();
  for (int i = 0; i < 1000; ++i) {
    if (i % 100 == 0) {
      *pack.add_duties() = pack.duties(0);
      pack.mutable_duties(pack.duties_size() - 1)->set_duty_id(absl::StrCat("more_", i));
    }
    pack.mutable_duties(pack.duties_size() - 1)->add_kind_ids(absl::StrCat("未知", i));
  }
  const auto result = Publish(request);
  EXPECT_THAT(result, FailsWith("INVALID_FIELDS"));
  const std::vector<FieldViolation> violations = Violations(result.status());
  ASSERT_THAT(violations, Not(IsEmpty()));
  EXPECT_EQ(violations.front().field, "rule_pack.duties[0].kind_ids[0]");
  // Eleven times the kind that they share, of which ten tell so; and a thousand.
  EXPECT_EQ(violations.back().description,
            absl::StrCat("and ", 1021 - (violations.size() - 1), " more"));
}

// A province with a city and a school, and a catalogue of two kinds.
class PublicationServiceTest : public PolicyServiceTest {
 protected:
  void SetUp() override {
    for (const std::string id : {"five_ones.heart_talk", "five_ones.visit"}) {
      ASSERT_THAT(server_.Call(*policies_stub_, &v1::PolicyService::Stub::CreateActivityKind,
                               KindRequest(id)),
                  IsOk());
    }
    v1::CreateOrganizationRequest province =
        OrganizationRequest(v1::ORGANIZATION_LEVEL_PROVINCE, "");
    province.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_PROVINCIAL_COMMITTEE);
    province_ = Create(province)->name();
    v1::CreateOrganizationRequest city =
        OrganizationRequest(v1::ORGANIZATION_LEVEL_CITY, province_);
    city.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_PREFECTURE_COMMITTEE);
    city_ = Create(city)->name();
    school_ = Created(v1::ORGANIZATION_LEVEL_SCHOOL, city_);
  }

  // A pack of today without rules.
  v1::PublishRulePackRequest EmptyPack(const std::string& parent, const std::string& number) {
    v1::PublishRulePackRequest request = PackRequest(parent);
    request.mutable_rule_pack()->mutable_document()->set_number(number);
    request.mutable_rule_pack()->clear_duties();
    return request;
  }

  static void AddQuota(v1::PublishRulePackRequest& request, const std::string& id, int count,
                       policy::v1::AppointmentType type, std::optional<bool> many_youth) {
    policy::v1::ContactQuota& quota = *request.mutable_rule_pack()->add_contact_quotas();
    quota.set_contact_quota_id(id);
    quota.set_title("联系青年");
    quota.add_requirement_ids("CON-04");
    quota.mutable_subject()->add_appointment_types(type);
    if (many_youth.has_value()) quota.mutable_subject()->set_many_youth(*many_youth);
    quota.set_object(policy::v1::CONTACT_OBJECT_YOUTH);
    quota.set_required_count(count);
    quota.mutable_effective()->set_start_day("2017-05-18");
  }

  static void AddDuty(v1::PublishRulePackRequest& request, int count,
                      const std::string& kind = "five_ones.heart_talk") {
    policy::v1::Duty& duty = *request.mutable_rule_pack()->add_duties();
    duty.set_duty_id("fiv_02");
    duty.set_title("五个一");
    duty.add_requirement_ids("FIV-02");
    duty.mutable_subject()->mutable_posts();
    duty.add_kind_ids(kind);
    duty.set_required_count(count);
    duty.set_period(policy::v1::PERIOD_KIND_TWO_MONTHS);
    duty.mutable_effective()->set_start_day("2017-05-18");
    duty.set_kind_coverage(policy::v1::KIND_COVERAGE_REPORTED);
  }

  // A pack with one duty.
  v1::PublishRulePackRequest DutyPack(const std::string& parent, const std::string& number,
                                      int count) {
    v1::PublishRulePackRequest request = EmptyPack(parent, number);
    AddDuty(request, count);
    return request;
  }

  absl::StatusOr<policy::v1::RulePack> Get(const std::string& name) {
    v1::GetRulePackRequest request;
    request.set_name(name);
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetRulePack, request);
  }

  absl::StatusOr<policy::v1::RulePack> Withdraw(const v1::WithdrawRulePackRequest& request) {
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::WithdrawRulePack, request);
  }

  std::string province_;
  std::string city_;
  std::string school_;
};

// S3 asks part-time cadres for 20 youths where there are many, else for 10; S1 asks them all for
// 100 (CON-02 to CON-05).
TEST_F(PublicationServiceTest, AHundredYouthsUnderTwentyAndTenAreRefusedWithTheRulesNamed) {
  v1::PublishRulePackRequest city = EmptyPack(city_, "榆团办发【2016】23号");
  AddQuota(city, "con_02", 20, policy::v1::APPOINTMENT_TYPE_PART_TIME, true);
  AddQuota(city, "con_03", 10, policy::v1::APPOINTMENT_TYPE_PART_TIME, false);
  ASSERT_THAT(Publish(city), IsOk());

  v1::PublishRulePackRequest school = EmptyPack(school_, "S1");
  AddQuota(school, "full", 100, policy::v1::APPOINTMENT_TYPE_FULL_TIME, std::nullopt);
  AddQuota(school, "part", 100, policy::v1::APPOINTMENT_TYPE_PART_TIME, std::nullopt);
  const auto refused = Publish(school);
  EXPECT_THAT(refused, FailsWith("RULES_RAISED"));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  const std::vector<FieldViolation> violations = Violations(refused.status());
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].field, "rule_pack.contact_quotas[1]");
  EXPECT_THAT(violations[0].description, HasSubstr("100"));
  EXPECT_THAT(violations[0].description, HasSubstr("榆团办发【2016】23号"));
  EXPECT_THAT(violations[0].description, HasSubstr("contact_quotas["));

  school.set_raise_handling(v1::RAISE_HANDLING_STORE_AS_VOLUNTARY);
  school.set_request_id(RequestId());
  const auto stored = Publish(school);
  ASSERT_THAT(stored, IsOk());
  EXPECT_FALSE(stored->rule_pack().contact_quotas(0).voluntary());
  EXPECT_TRUE(stored->rule_pack().contact_quotas(1).voluntary());
  ASSERT_THAT(stored->findings(), SizeIs(1));
  EXPECT_TRUE(stored->findings(0).stored_as_voluntary());
  EXPECT_EQ(stored->findings(0).rule().rule_pack(), stored->rule_pack().name());
  EXPECT_EQ(stored->findings(0).rule().field(), "contact_quotas[1]");
  EXPECT_EQ(stored->findings(0).ceiling().document_number(), "榆团办发【2016】23号");
  EXPECT_EQ(stored->findings(0).ceiling().level(), policy::v1::ORGANIZATION_LEVEL_CITY);
  EXPECT_EQ(stored->findings(0).scope(), policy::v1::CEILING_SCOPE_CONTACT_NUMBER);
  // What is voluntary takes the place of nothing.
  ASSERT_THAT(stored->impact().rules(), SizeIs(2));
  EXPECT_THAT(stored->impact().rules(1).replaces(), SizeIs(0));
  const auto kept = Get(stored->rule_pack().name());
  ASSERT_THAT(kept, IsOk());
  EXPECT_TRUE(kept->contact_quotas(1).voluntary());
  EXPECT_EQ(kept->document().contact_block().display_name(), "某老师");
}

TEST_F(PublicationServiceTest, ACityRaisesNoFrequencyOfTheProvince) {
  ASSERT_THAT(Publish(DutyPack(province_, "陕团发〔2017〕4号", 5)), IsOk());
  EXPECT_THAT(WrongFields(Publish(DutyPack(city_, "榆团发〔2017〕1号", 6)).status()),
              ElementsAre("rule_pack.duties[0]"));
  EXPECT_THAT(Publish(DutyPack(city_, "榆团发〔2017〕1号", 5)), IsOk());

  // What nobody asks for above, offered only.
  v1::PublishRulePackRequest offered = EmptyPack(city_, "榆团发〔2017〕2号");
  AddDuty(offered, 12, "five_ones.visit");
  offered.mutable_rule_pack()->mutable_duties(0)->set_voluntary(true);
  const auto accepted = Publish(offered);
  ASSERT_THAT(accepted, IsOk());
  EXPECT_THAT(accepted->findings(), IsEmpty());
}

TEST_F(PublicationServiceTest, PacksBelowThatAskForMoreNowAreFindings) {
  const auto school = Publish(DutyPack(school_, "校", 6));
  ASSERT_THAT(school, IsOk());
  const auto province = Publish(DutyPack(province_, "省", 5));
  ASSERT_THAT(province, IsOk());
  ASSERT_THAT(province->findings(), SizeIs(1));
  EXPECT_FALSE(province->findings(0).stored_as_voluntary());
  EXPECT_EQ(province->findings(0).rule().rule_pack(), school->rule_pack().name());
  EXPECT_EQ(province->findings(0).ceiling().rule_pack(), province->rule_pack().name());
}

TEST_F(PublicationServiceTest, ACheckAnswersAndStoresNothing) {
  v1::PublishRulePackRequest request = DutyPack(city_, "市", 5);
  request.set_validate_only(true);
  const std::string last = LastEvent().SerializeAsString();
  const auto checked = Publish(request);
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->rule_pack().name(), "");
  EXPECT_EQ(checked->impact().day(), "2017-05-17");
  EXPECT_EQ(checked->impact().organization_count(), 2);
  ASSERT_THAT(checked->impact().rules(), SizeIs(1));
  EXPECT_EQ(checked->impact().rules(0).field(), "duties[0]");
  EXPECT_EQ(checked->impact().rules(0).asks(), "每2个月5次");
  EXPECT_EQ(LastEvent().SerializeAsString(), last);

  request.set_validate_only(false);
  const auto published = Publish(request);
  ASSERT_THAT(published, IsOk());
  EXPECT_EQ(published->rule_pack().version(), 1);
  EXPECT_EQ(published->impact().SerializeAsString(), checked->impact().SerializeAsString());
  EXPECT_EQ(Publish(request)->SerializeAsString(), published->SerializeAsString());
}

TEST_F(PublicationServiceTest, ASuccessorTakesThePlaceFromItsFirstDayOn) {
  const auto old = Publish(DutyPack(city_, "市", 5));
  ASSERT_THAT(old, IsOk());
  EXPECT_FALSE(old->rule_pack().has_in_force());
  EXPECT_THAT(Publish(DutyPack(city_, "市", 6)), FailsWith("RULES_RAISED"));

  v1::PublishRulePackRequest request = DutyPack(city_, "市", 6);
  request.set_supersedes(old->rule_pack().name());
  request.mutable_rule_pack()->mutable_in_force()->set_start_day("2017-09-01");
  const auto successor = Publish(request);
  ASSERT_THAT(successor, IsOk());
  EXPECT_EQ(successor->rule_pack().version(), 2);
  EXPECT_EQ(successor->rule_pack().in_force().start_day(), "2017-09-01");
  EXPECT_EQ(successor->impact().day(), "2017-09-01");
  ASSERT_THAT(successor->impact().rules(0).replaces(), SizeIs(1));
  const v1::ReplacedRule& replaced = successor->impact().rules(0).replaces(0);
  EXPECT_EQ(replaced.source().rule_pack(), old->rule_pack().name());
  EXPECT_EQ(replaced.asks(), "每2个月5次");
  EXPECT_EQ(LastEvent().rule_pack_ended().name(), old->rule_pack().name());
  EXPECT_EQ(LastEvent().rule_pack_ended().in_force().end_day(), "2017-09-01");
  EXPECT_EQ(LastEvent().rule_pack_ended().superseded_by(), successor->rule_pack().name());

  const auto ended = Get(old->rule_pack().name());
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->in_force().start_day(), "2017-05-17");
  EXPECT_EQ(ended->in_force().end_day(), "2017-09-01");
  EXPECT_EQ(ended->superseded_by(), successor->rule_pack().name());

  request.set_request_id(RequestId());
  EXPECT_THAT(Publish(request), FailsWith("RULE_PACK_NOT_IN_FORCE"));
  request.set_parent(school_);
  EXPECT_THAT(WrongFields(Publish(request).status()), ElementsAre("supersedes"));
}

TEST_F(PublicationServiceTest, AWithdrawnPackAllowsWhatItForbade) {
  const auto published = Publish(DutyPack(province_, "省", 5));
  ASSERT_THAT(published, IsOk());
  EXPECT_THAT(Publish(DutyPack(city_, "市", 6)), FailsWith("RULES_RAISED"));

  v1::WithdrawRulePackRequest request;
  request.set_request_id(RequestId());
  request.set_name(published->rule_pack().name());
  request.set_end_day("2017-05-16");
  EXPECT_THAT(WrongFields(Withdraw(request).status()), ElementsAre("reason"));
  request.set_reason("印发有误");
  EXPECT_THAT(WrongFields(Withdraw(request).status()), ElementsAre("end_day"));
  request.set_end_day("2017-05-17");
  const auto withdrawn = Withdraw(request);
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->withdrawal_reason(), "印发有误");
  EXPECT_EQ(withdrawn->in_force().end_day(), "2017-05-17");
  EXPECT_EQ(LastEvent().rule_pack_ended().withdrawal_reason(), "印发有误");
  EXPECT_EQ(Withdraw(request)->SerializeAsString(), withdrawn->SerializeAsString());
  EXPECT_THAT(Publish(DutyPack(city_, "市", 6)), IsOk());

  request.set_request_id(RequestId());
  EXPECT_THAT(Withdraw(request), FailsWith("RULE_PACK_NOT_IN_FORCE"));
}

}  // namespace
}  // namespace xinqiao::registry
