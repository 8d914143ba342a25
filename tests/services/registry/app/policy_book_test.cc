#include "services/registry/app/policy_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

FeedPack Pack(int number, int organization) {
  FeedPack pack{.rule_pack_id = Id(number), .organization_id = Id(organization), .version = 1};
  pack.rules.duties.push_back({.duty_id = absl::StrCat("duty_", number)});
  return pack;
}

// "duty_30 at 1": the first duty, and the number of the level.
EncodedRules Encode(const FeedPack& pack, policy::OrganizationLevel level) {
  EncodedRules rules;
  EncodedRule rule{.bytes =
                       absl::StrCat(pack.rules.duties[0].duty_id, " at ", static_cast<int>(level))};
  rules[static_cast<size_t>(policy::RuleType::kDuty)].push_back(rule);
  return rules;
}

// Province 1 over city 2 over school 4.
class PolicyBookTest : public ::testing::Test {
 protected:
  PolicyBookTest() {
    EXPECT_THAT(tree_.Apply({.created = {Province(1), City(2, 1), City(3, 1), School(4, 2)}}),
                IsOk());
  }

  static CompactId ShortId(int number) { return *ParseCompactId(Id(number)); }

  const PolicyBook::Packs& Of(int organization) {
    content_ = book_.Get();
    return content_->Of(ShortId(organization));
  }

  Way WayTo(int number) const { return tree_.FindWay(Id(number), Day("2017-06-01")); }

  OrganizationTree tree_;
  PolicyBook book_{tree_, Encode};
  std::shared_ptr<const PolicyBook::Content> content_;
};

TEST(FeedPackTest, ARuleKeepsItsPlaceBehindThoseThatWereLeftOut) {
  FeedPack pack;
  const auto field = [&pack](size_t index) {
    return pack.FieldOf({.type = policy::RuleType::kDuty, .index = index});
  };
  EXPECT_EQ(field(2), "duties[2]");
  pack.left_out = {"cadences[0]", "duties[0]", "duties[2]"};
  EXPECT_EQ(field(0), "duties[1]");
  EXPECT_EQ(field(1), "duties[3]");
  EXPECT_EQ(field(2), "duties[4]");
}

TEST_F(PolicyBookTest, KeepsWhatWasPublishedInOrder) {
  EXPECT_THAT(Of(2), IsEmpty());
  ASSERT_THAT(book_.Apply({.published = {Pack(31, 2), Pack(30, 2), Pack(32, 1)}}), IsOk());
  ASSERT_THAT(Of(2), SizeIs(2));
  EXPECT_EQ(Of(2)[0]->published.rule_pack_id, Id(31));
  EXPECT_EQ(Of(2)[1]->published.rule_pack_id, Id(30));
  EXPECT_EQ(Of(2)[1]->organization_id, ShortId(2));
  EXPECT_EQ(Of(2)[1]->level, policy::OrganizationLevel::kCity);
  EXPECT_EQ(Of(2)[1]->Encoded({policy::RuleType::kDuty, 0}).bytes, "duty_30 at 2");
  EXPECT_EQ(Of(2)[1]->in_force, kEver);
  EXPECT_THAT(Of(1), SizeIs(1));
  EXPECT_THAT(content_->all(), SizeIs(2));
}

TEST_F(PolicyBookTest, AnEndChangesNothingButTheDays) {
  const Period published = {Day("2017-01-01"), kOpenEnd};
  const Period ended = {Day("2017-01-01"), Day("2017-09-01")};
  FeedPack pack = Pack(30, 2);
  pack.rules.in_force = published;
  ASSERT_THAT(book_.Apply({.published = {pack, Pack(31, 2)}}), IsOk());
  const auto before = book_.Get();
  ASSERT_THAT(book_.Apply({.ended = {{Id(30), Id(2), ended}}}), IsOk());
  EXPECT_EQ(Of(2)[0]->in_force, ended);
  EXPECT_EQ(Of(2)[0]->published.rules, pack.rules);
  EXPECT_EQ(Of(2)[1]->in_force, kEver);
  // Who reads meanwhile keeps what he got.
  EXPECT_EQ(before->Of(ShortId(2))[0]->in_force, published);
}

TEST_F(PolicyBookTest, OneChangeSupersedes) {
  ASSERT_THAT(book_.Apply({.published = {Pack(30, 2)}}), IsOk());
  ASSERT_THAT(book_.Apply({.published = {Pack(31, 2)}, .ended = {{Id(30), Id(2), {}}}}), IsOk());
  ASSERT_THAT(Of(2), SizeIs(2));
  EXPECT_EQ(Days(Of(2)[0]->in_force), 0);
}

TEST_F(PolicyBookTest, WhatDoesNotFitIsRefusedWhole) {
  ASSERT_THAT(book_.Apply({.published = {Pack(30, 2)}}), IsOk());
  const auto refused = [&](const PolicyBook::Change& change) {
    const absl::Status status = book_.Apply(change);
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
    return std::string(status.message());
  };
  EXPECT_THAT(refused({.published = {Pack(31, 2), Pack(32, 9)}}), HasSubstr("nobody is"));
  EXPECT_THAT(refused({.published = {Pack(31, 2), Pack(30, 2)}}), HasSubstr("known is"));
  EXPECT_THAT(refused({.ended = {{Id(31), Id(2), {}}}}), HasSubstr("no pack is"));
  EXPECT_THAT(refused({.ended = {{Id(30), "x", {}}}}), HasSubstr("nobody is"));
  FeedPack lost = Pack(31, 2);
  lost.rules.scope.subtree_ids = {"x"};
  EXPECT_THAT(refused({.published = {lost}}), HasSubstr("no id is"));
  EXPECT_THAT(Of(2), SizeIs(1));
}

TEST_F(PolicyBookTest, AScopeHoldsKindsLevelsAndSubtrees) {
  FeedPack schools = Pack(30, 1);
  schools.rules.scope.organization_levels = {policy::OrganizationLevel::kSchool};
  FeedPack first_city = Pack(31, 1);
  first_city.rules.scope.subtree_ids = {Id(2)};
  ASSERT_THAT(book_.Apply({.published = {Pack(32, 1), schools, first_city}}), IsOk());
  const PolicyBook::Packs& packs = Of(1);
  EXPECT_TRUE(packs[0]->Reaches(WayTo(1)));
  EXPECT_TRUE(packs[0]->Reaches(WayTo(4)));
  EXPECT_FALSE(packs[1]->Reaches(WayTo(2)));
  EXPECT_TRUE(packs[1]->Reaches(WayTo(4)));
  EXPECT_TRUE(packs[1]->HoldsSubtreeOf(WayTo(2)));
  EXPECT_FALSE(packs[2]->Reaches(WayTo(1)));
  EXPECT_TRUE(packs[2]->Reaches(WayTo(2)));
  EXPECT_TRUE(packs[2]->Reaches(WayTo(4)));
  EXPECT_FALSE(packs[2]->Reaches(WayTo(3)));
}

}  // namespace
}  // namespace xinqiao::registry
