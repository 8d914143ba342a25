// A province with a school and a post, and packs of three levels, for the reads of
// PolicyService that memory answers.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_RPC_RULE_READS_FIXTURE_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_RPC_RULE_READS_FIXTURE_H_

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/services/registry/rpc/registry_fixture.h"
#include "tests/support/day.h"

namespace xinqiao::registry {

inline constexpr char kPostId[] = "00000000-0000-7000-8000-000000000888";
// Five activities in two months for every post, and twenty youths.
inline constexpr char kProvincePack[] = R"(
  document { issuer: "团省委" number: "省1号" title: "通知" issue_day: "2017-03-22" }
  duties {
    duty_id: "five_ones" title: "五个一" requirement_ids: "FIV-02" subject { posts {} }
    kind_ids: "five_ones.heart_talk" required_count: 5 period: PERIOD_KIND_TWO_MONTHS
    effective { start_day: "2017-01-01" } kind_coverage: KIND_COVERAGE_REPORTED
  }
  contact_quotas {
    contact_quota_id: "youths" title: "联系青年" requirement_ids: "CON-01" subject {}
    object: CONTACT_OBJECT_YOUTH required_count: 20 effective { start_day: "2017-01-01" }
  }
  switches {
    kind: SWITCH_KIND_ORGANIZATION_RANKING enabled: true text: "日常排名"
    legal_basis { issuer: "团中央" number: "中青明电[2017]4号" issue_day: "2017-02-01" }
  }
)";

// Less youths, and something to do online; not before June.
inline constexpr char kCityPack[] = R"(
  document { issuer: "团市委" number: "市1号" title: "通知" issue_day: "2017-04-01" }
  contact_quotas {
    contact_quota_id: "youths_of_city" title: "联系青年" requirement_ids: "CON-01" subject {}
    object: CONTACT_OBJECT_YOUTH required_count: 15 effective { start_day: "2017-01-01" }
  }
  cadences {
    cadence_id: "topic" title: "有话题" requirement_ids: "CDN-01" subject {}
    metric: CADENCE_METRIC_TOPIC kind_ids: "five_ones.heart_talk" period: PERIOD_KIND_MONTH
    required_count: 1 effective { start_day: "2017-01-01" }
  }
  in_force { start_day: "2017-06-01" }
)";

// For the school as a body.
inline constexpr char kSchoolPack[] = R"(
  document { issuer: "校团委" number: "校1号" title: "通知" issue_day: "2017-05-01" }
  duties {
    duty_id: "visit" title: "调研走访" requirement_ids: "FIV-09" subject { organizations {} }
    kind_ids: "five_ones.heart_talk" required_count: 1 period: PERIOD_KIND_MONTH
    effective { start_day: "2017-01-01" } kind_coverage: KIND_COVERAGE_REPORTED
  }
)";

// A province over two cities, and a school below the first with a post.
class RuleReadsServiceTest : public RegistryServicesTest {
 protected:
  RuleReadsServiceTest()
      : province_(Root()),
        city_(City("市委")),
        other_city_(City("另一市委")),
        school_(Created(v1::ORGANIZATION_LEVEL_SCHOOL, city_)),
        post_(absl::StrCat(school_, "/posts/", kPostId)) {
    const PostSpan post = {
        .post_id = kPostId,
        .organization_id = IdOf(school_),
        .validity = {xinqiao::testing::Day("2017-01-01"), xinqiao::testing::Day("2018-01-01")},
        .title = "校团委书记",
        .administrator = true};
    EXPECT_THAT(tree_.Apply({.posts = {post}}), xinqiao::testing::IsOk());
    CreateKind("five_ones.heart_talk");
  }

  static std::string IdOf(absl::string_view name) {
    return std::string(absl::StripPrefix(name, "organizations/"));
  }

  std::string Root() {
    v1::CreateOrganizationRequest request =
        OrganizationRequest(v1::ORGANIZATION_LEVEL_PROVINCE, "");
    request.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_PROVINCIAL_COMMITTEE);
    return Create(request)->name();
  }

  std::string City(const std::string& name) {
    v1::CreateOrganizationRequest request =
        OrganizationRequest(v1::ORGANIZATION_LEVEL_CITY, province_);
    request.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_PREFECTURE_COMMITTEE);
    request.mutable_organization()->set_display_name(name);
    return Create(request)->name();
  }

  void CreateKind(const std::string& id) {
    v1::CreateActivityKindRequest request;
    request.set_request_id(RequestId());
    request.set_activity_kind_id(id);
    request.mutable_activity_kind()->set_display_name("谈心谈话");
    request.mutable_activity_kind()->set_group(policy::v1::ACTIVITY_GROUP_FIVE_ONES);
    request.mutable_activity_kind()->add_requirement_ids("FIV-01");
    EXPECT_THAT(
        server_.Call(*policies_stub_, &v1::PolicyService::Stub::CreateActivityKind, request),
        xinqiao::testing::IsOk());
  }

  // The name of the pack.
  std::string Publish(const std::string& parent, const std::string& text) {
    v1::PublishRulePackRequest request;
    request.set_request_id(RequestId());
    request.set_parent(parent);
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, request.mutable_rule_pack()));
    const auto published =
        server_.Call(*policies_stub_, &v1::PolicyService::Stub::PublishRulePack, request);
    EXPECT_THAT(published, xinqiao::testing::IsOk());
    return published.ok() ? published->rule_pack().name() : "";
  }

  absl::StatusOr<v1::EffectiveRules> Rules(const std::string& target, const std::string& day = "",
                                           int64_t min_position = 0) {
    v1::GetEffectiveRulesRequest request;
    request.set_target(target);
    request.set_day(day);
    request.set_min_position(min_position);
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetEffectiveRules, request);
  }

  // The same in short: "省1号 duties[0]", "市1号 contact_quotas[0] over 省1号".
  std::vector<std::string> Texts(const absl::StatusOr<v1::EffectiveRules>& rules) {
    EXPECT_THAT(rules, xinqiao::testing::IsOk());
    std::vector<std::string> texts;
    if (!rules.ok()) return texts;
    for (const v1::EffectiveRule& rule : rules->rules()) {
      texts.push_back(absl::StrCat(rule.source().document_number(), " ", rule.source().field()));
      for (const v1::RuleSource& source : rule.overrides()) {
        absl::StrAppend(&texts.back(), " over ", source.document_number());
      }
    }
    return texts;
  }

  absl::StatusOr<v1::DutyLoad> Load(const std::string& first, const std::string& end) {
    v1::GetDutyLoadRequest request;
    request.set_post(post_);
    request.set_start_day(first);
    request.set_end_day(end);
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetDutyLoad, request);
  }

  absl::StatusOr<v1::Switchboard> Board(const std::string& organization,
                                        const std::string& day = "") {
    v1::GetSwitchboardRequest request;
    request.set_organization(organization);
    request.set_day(day);
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::GetSwitchboard, request);
  }

  absl::StatusOr<v1::ListRuleFindingsResponse> Findings(const std::string& scope,
                                                        const std::string& day) {
    v1::ListRuleFindingsRequest request;
    request.set_scope(scope);
    request.set_day(day);
    return server_.Call(*policies_stub_, &v1::PolicyService::Stub::ListRuleFindings, request);
  }

  static std::vector<policy::v1::SwitchKind> On(const v1::Switchboard& board) {
    std::vector<policy::v1::SwitchKind> kinds;
    for (const v1::SwitchState& state : board.states()) {
      if (state.enabled()) kinds.push_back(state.kind());
    }
    return kinds;
  }

  const std::string province_;
  const std::string city_;
  const std::string other_city_;
  const std::string school_;
  const std::string post_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_RPC_RULE_READS_FIXTURE_H_
