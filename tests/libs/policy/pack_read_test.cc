// Packs that were published once, maybe by a newer version, as a follower reads them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "libs/policy/pack_codec.h"
#include "tests/libs/policy/whole_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(ReadRulePackTest, ReadsWhatThisVersionKnowsAsItIs) {
  const auto pack = Parsed<v1::RulePack>(kWholePack);
  const ReadPack read = ReadRulePack(pack);
  EXPECT_THAT(read.unread, IsEmpty());
  EXPECT_EQ(read.value, DecodeRulePack(pack).value);
}

TEST(ReadRulePackTest, LeavesOutARuleWithAValueOfANewerVersionAndKeepsTheOthers) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  const RulePack whole = DecodeRulePack(pack).value;
  pack.mutable_duties(0)->set_period(static_cast<v1::PeriodKind>(99));
  pack.mutable_contact_quotas(0)->set_object(static_cast<v1::ContactObject>(99));
  pack.mutable_point_rules(0)->mutable_multipliers(0)->mutable_subject()->add_rank_classes(
      static_cast<v1::RankClass>(99));
  pack.mutable_switches(0)->set_kind(static_cast<v1::SwitchKind>(99));
  RulePack known = whole;
  known.duties.erase(known.duties.begin());
  known.contact_quotas.clear();
  known.point_rules.clear();
  known.switches.erase(known.switches.begin());
  const ReadPack read = ReadRulePack(pack);
  EXPECT_EQ(read.value, known);
  EXPECT_THAT(FieldsOf(read.unread),
              UnorderedElementsAre("duties[0].period", "contact_quotas[0].object",
                                   "point_rules[0].multipliers[0].subject.rank_classes[0]",
                                   "switches[0].kind"));
  EXPECT_THAT(read.left_out, UnorderedElementsAre("duties[0]", "contact_quotas[0]",
                                                  "point_rules[0]", "switches[0]"));
}

// Half of such a rule could bind whom it does not mean.
TEST(ReadRulePackTest, LeavesOutARuleWithAFieldOfANewerVersion) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  RulePack known = DecodeRulePack(pack).value;
  AddUnknownField(*pack.mutable_duties(0)->mutable_subject()->mutable_posts());
  AddUnknownField(*pack.mutable_assumptions(0));
  known.duties.erase(known.duties.begin());
  known.assumptions.clear();
  const ReadPack read = ReadRulePack(pack);
  EXPECT_EQ(read.value, known);
  EXPECT_THAT(FieldsOf(read.unread),
              ElementsAre("duties[0].subject.posts.99", "assumptions[0].99"));
}

TEST(ReadRulePackTest, NamesTheListsAndTheFactsOfADocumentThatOnlyANewerVersionKnows) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  const RulePack whole = DecodeRulePack(pack).value;
  AddUnknownField(pack);
  AddUnknownField(*pack.mutable_document());
  const ReadPack read = ReadRulePack(pack);
  EXPECT_EQ(read.value, whole);
  EXPECT_THAT(FieldsOf(read.unread), UnorderedElementsAre("99", "document.99"));
  EXPECT_THAT(read.left_out, IsEmpty());
}

TEST(ReadRulePackTest, BindsNobodyWhenItCannotTellWhomOrWhen) {
  const auto pack = Parsed<v1::RulePack>(kWholePack);
  const RulePack whole = DecodeRulePack(pack).value;
  auto newer = pack;
  newer.mutable_scope()->add_organization_kinds(static_cast<v1::OrganizationKind>(99));
  ReadPack read = ReadRulePack(newer);
  EXPECT_EQ(read.value, (RulePack{.document = whole.document}));
  EXPECT_THAT(FieldsOf(read.unread), ElementsAre("scope.organization_kinds[1]"));

  newer = pack;
  AddUnknownField(*newer.mutable_in_force());
  read = ReadRulePack(newer);
  EXPECT_EQ(read.value, (RulePack{.document = whole.document}));
  EXPECT_THAT(FieldsOf(read.unread), ElementsAre("in_force.99"));
}

// What may be stored is asked of those who publish only.
TEST(ReadRulePackTest, AsksNothingOfTexts) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  pack.mutable_duties(0)->set_title(std::string("a\0b", 3));
  EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems), ElementsAre("duties[0].title"));
  EXPECT_THAT(ReadRulePack(pack).unread, IsEmpty());
}

TEST(ReadActivityKindTest, KnowsNoKindOfAGroupOfANewerVersion) {
  v1::ActivityKind kind;
  kind.set_name("activityKinds/a.b");
  kind.set_display_name("x");
  kind.set_group(v1::ACTIVITY_GROUP_ONLINE);
  ASSERT_TRUE(ReadActivityKind(kind).has_value());
  EXPECT_EQ(ReadActivityKind(kind)->kind_id, "a.b");
  kind.set_group(static_cast<v1::ActivityGroup>(99));
  EXPECT_EQ(ReadActivityKind(kind), std::nullopt);
}

}  // namespace
}  // namespace xinqiao::policy
