#include "services/registry/rpc/rule_encoder.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/policy/pack_codec.h"
#include "services/registry/rpc/policy_enums.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/policy_service.pb.h"

namespace xinqiao::registry {
namespace {

using google::protobuf::FieldDescriptor;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

// One rule in every list.
constexpr char kPack[] = R"(
  document { issuer: "团委" number: "1号" title: "通知" issue_day: "2017-05-17" }
  duties { duty_id: "a" }
  contact_quotas { contact_quota_id: "a" }
  cadences { cadence_id: "a" }
  deadlines { deadline_id: "a" }
  schedule_items { schedule_item_id: "a" }
  reports { report_id: "a" }
  task_emphases { task_emphasis_id: "a" }
  point_rules { point_rule_id: "a" }
  assessment_tables { assessment_table_id: "a" }
  evaluations { evaluation_id: "a" }
  ceilings { ceiling_id: "a" }
  wish_limits { wish_limit_id: "a" }
  wish_categories { wish_category_id: "a" }
  book_closings { book_closing_id: "a" }
  switches { text: "a" }
  assumptions { assumption_id: "a" }
)";

FeedPack Pack(int number) {
  policy::v1::RulePack pack;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kPack, &pack));
  // What is missing in the rules does not matter here.
  return {.rule_pack_id = Id(number),
          .organization_id = Id(1),
          .version = 3,
          .rules = policy::DecodeRulePack(pack).value};
}

TEST(RuleEncoderTest, EveryListOfAPackHasItsPlaceInAnAnswer) {
  const FeedPack pack = Pack(30);
  const EncodedRules encoded = EncodeRules(pack, policy::OrganizationLevel::kCity);
  const policy::v1::RulePack message = policy::EncodeRulePack(pack.rules);
  for (size_t type = 0; type < kRuleTypes; ++type) {
    ASSERT_EQ(encoded[type].size(), 1U) << type;
    v1::EffectiveRule rule;
    ASSERT_TRUE(rule.ParseFromString(encoded[type][0].bytes));
    const v1::RuleSource& source = rule.source();
    EXPECT_EQ(encoded[type][0].source(), source.SerializeAsString());
    EXPECT_EQ(source.rule_pack(), absl::StrCat("organizations/", Id(1), "/rulePacks/", Id(30)));
    EXPECT_EQ(source.version(), 3);
    EXPECT_EQ(source.issuer(), "团委");
    EXPECT_EQ(source.document_number(), "1号");
    EXPECT_EQ(source.level(), policy::v1::ORGANIZATION_LEVEL_CITY);

    // `source.field` leads to the same rule in the pack.
    const std::string list = source.field().substr(0, source.field().find('['));
    EXPECT_EQ(source.field(), list + "[0]");
    const FieldDescriptor* const of_pack = message.GetDescriptor()->FindFieldByName(list);
    ASSERT_NE(of_pack, nullptr) << list;
    const FieldDescriptor* const of_answer = rule.GetReflection()->GetOneofFieldDescriptor(
        rule, rule.GetDescriptor()->FindOneofByName("rule"));
    ASSERT_NE(of_answer, nullptr) << list;
    EXPECT_EQ(of_answer->message_type(), of_pack->message_type()) << list;
    EXPECT_EQ(rule.GetReflection()->GetMessage(rule, of_answer).SerializeAsString(),
              message.GetReflection()->GetRepeatedMessage(message, of_pack, 0).SerializeAsString())
        << list;
  }
}

TEST(RuleEncoderTest, NoListOfAPackIsForgotten) {
  size_t lists = 0;
  const auto& descriptor = *policy::v1::RulePack::descriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) lists += descriptor.field(i)->is_repeated();
  EXPECT_EQ(lists, kRuleTypes);
  EXPECT_EQ(v1::EffectiveRule::descriptor()->FindOneofByName("rule")->field_count(),
            static_cast<int>(kRuleTypes));
}

TEST(RuleEncoderTest, AnAnswerIsPutTogetherAsItsMessage) {
  OrganizationTree tree;
  ASSERT_THAT(tree.Apply({.created = {Province(1)}}), IsOk());
  PolicyBook book(tree, EncodeRules);
  ASSERT_THAT(book.Apply({.published = {Pack(30), Pack(31)}}), IsOk());
  const Period days = {Day("2017-06-01"), Day("2017-06-02")};
  RulesInForce found{.day = days.first,
                     .reach = Reach(*book.Get(), tree.FindWay(Id(1), days.first), days)};
  const policy::PlacedPack* const first = &found.reach.placed()[0];
  const policy::PlacedPack* const second = &found.reach.placed()[1];
  const policy::RulePlace duty = {policy::RuleType::kDuty, 0};
  const policy::RulePlace quota = {policy::RuleType::kContactQuota, 0};
  found.rules = {{.rule = {first, duty}},
                 {.rule = {second, quota}, .overrides = {{first, quota}, {first, duty}}}};

  v1::EffectiveRules answer;
  ASSERT_TRUE(answer.ParseFromString(EncodeEffectiveRules(found)));
  EXPECT_EQ(answer.day(), "2017-06-01");
  ASSERT_EQ(answer.rules_size(), 2);
  EXPECT_EQ(answer.rules(0).duty().duty_id(), "a");
  EXPECT_EQ(answer.rules(0).overrides_size(), 0);
  EXPECT_EQ(answer.rules(1).contact_quota().contact_quota_id(), "a");
  EXPECT_THAT(answer.rules(1).source().rule_pack(), ::testing::EndsWith(Id(31)));
  ASSERT_EQ(answer.rules(1).overrides_size(), 2);
  EXPECT_EQ(answer.rules(1).overrides(0).field(), "contact_quotas[0]");
  EXPECT_EQ(answer.rules(1).overrides(1).field(), "duties[0]");

  found.rules.clear();
  ASSERT_TRUE(answer.ParseFromString(EncodeEffectiveRules(found)));
  EXPECT_EQ(answer.rules_size(), 0);
}

}  // namespace
}  // namespace xinqiao::registry
