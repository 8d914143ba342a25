#include "libs/policy/excess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;

// Rules by index, those asked for and those above among each other. Rule i is of
// kind i unless said otherwise, and every rule of another organization.
struct Rules {
  std::vector<int64_t> figures;
  std::vector<ActRule> rules;
  std::vector<IndexSet> above;

  explicit Rules(std::vector<int64_t> values)
      : figures(std::move(values)), above(figures.size(), IndexSet(figures.size())) {
    for (size_t i = 0; i < figures.size(); ++i) {
      const auto number = static_cast<int>(i);
      rules.push_back({.kinds = {2 * number}, .place = 2 * number + 1, .organization = number});
    }
  }

  // One act counts in both.
  void Join(size_t a, size_t b) {
    const auto kind = static_cast<int>(figures.size() * (a + 2) + b);
    rules[a].kinds.push_back(kind);
    rules[b].kinds.push_back(kind);
  }

  IndexSet SetOf(std::vector<size_t> indices) const {
    IndexSet set(figures.size());
    for (const size_t i : indices) set.Add(i);
    return set;
  }

  std::optional<Excess> Find(size_t rule, std::vector<size_t> others,
                             std::vector<size_t> before = {}, std::vector<size_t> once = {},
                             int64_t tries = 1000) const {
    Effort effort{.left = 10 * tries};
    const LeastActs least(rules, std::vector<IndexSet>(figures.size(), SetOf({})));
    others.push_back(rule);
    return FindExcess({.least = &least,
                       .asked = figures,
                       .allowed = figures,
                       .above = above,
                       .once = SetOf(std::move(once))},
                      rule, SetOf(std::move(others)), SetOf(std::move(before)), effort);
  }
};

TEST(FindExcessTest, OneRuleMayAskForAsMuchAsThoseAboveItTogether) {
  Rules rules({8, 5, 3});
  rules.above[0] = rules.SetOf({1, 2});
  EXPECT_EQ(rules.Find(0, {}), std::nullopt);
  rules.figures[0] = 9;
  EXPECT_EQ(rules.Find(0, {}),
            (Excess{.asked = {0}, .allowed = {1, 2}, .asked_sum = 9, .allowed_sum = 8}));
}

TEST(FindExcessTest, WithoutATryLeftNothingIsFound) {
  Rules rules({9, 5});
  rules.above[0] = rules.SetOf({1});
  EXPECT_TRUE(rules.Find(0, {}, {}, {}, 1).has_value());
  EXPECT_EQ(rules.Find(0, {}, {}, {}, 0), std::nullopt);
}

TEST(FindExcessTest, WhatHasNothingAboveIsFree) {
  const Rules rules({8, 5});
  EXPECT_EQ(rules.Find(0, {1}), std::nullopt);
}

TEST(FindExcessTest, LeavesOutWhatHasARuleOfItsOwnAbove) {
  // 0 to 3 ask for 2 each under a 5; 4 has a rule of its own above.
  Rules rules({2, 2, 2, 2, 9, 5, 9});
  for (size_t i = 0; i < 4; ++i) rules.above[i] = rules.SetOf({5});
  rules.above[4] = rules.SetOf({6});
  EXPECT_EQ(rules.Find(1, {0}), std::nullopt);
  const std::optional<Excess> excess = rules.Find(3, {0, 1, 4});
  ASSERT_TRUE(excess.has_value());
  EXPECT_THAT(excess->asked, ElementsAre(0, 1, 3));
  EXPECT_EQ(excess->asked_sum, 6);
  EXPECT_EQ(excess->allowed_sum, 5);
}

TEST(FindExcessTest, SeesThatRulesAboveAreSharedByOthers) {
  // 0 is about what 3 and 4 ask for, 1 about 3 only, 2 about 4 only.
  Rules rules({3, 3, 2, 4, 3});
  rules.above[0] = rules.SetOf({3, 4});
  rules.above[1] = rules.SetOf({3});
  rules.above[2] = rules.SetOf({4});
  EXPECT_EQ(rules.Find(0, {1}), std::nullopt);
  EXPECT_EQ(rules.Find(0, {2}), std::nullopt);
  EXPECT_EQ(rules.Find(0, {1, 2}),
            (Excess{.asked = {0, 1, 2}, .allowed = {3, 4}, .asked_sum = 8, .allowed_sum = 7}));
}

TEST(FindExcessTest, RulesAboveThatAreMetByTheSameActsAllowTheLargestOnly) {
  Rules rules({5, 5, 5, 5});
  rules.above[0] = rules.SetOf({2});
  rules.above[1] = rules.SetOf({3});
  EXPECT_EQ(rules.Find(1, {0}), std::nullopt);
  rules.Join(2, 3);
  EXPECT_EQ(rules.Find(1, {0}),
            (Excess{.asked = {0, 1}, .allowed = {2, 3}, .asked_sum = 10, .allowed_sum = 5}));
  rules.Join(0, 1);
  EXPECT_EQ(rules.Find(1, {0}), std::nullopt);
}

TEST(FindExcessTest, WhatIsTooMuchAlreadyIsLeftOut) {
  // 1 and 2 are too much under 3 without 0, which the same acts meet as 1.
  Rules rules({5, 5, 5, 5});
  for (size_t i = 0; i < 3; ++i) rules.above[i] = rules.SetOf({3});
  rules.Join(0, 1);
  EXPECT_TRUE(rules.Find(0, {1, 2}).has_value());
  EXPECT_EQ(rules.Find(0, {1, 2}, {1, 2}), std::nullopt);
  rules.figures[0] = 6;
  EXPECT_TRUE(rules.Find(0, {1, 2}, {1, 2}).has_value());
}

TEST(FindExcessTest, LeavesOutWhatIsComparedElsewhere) {
  Rules rules({6, 5, 1});
  rules.above[0] = rules.SetOf({1});
  rules.above[2] = rules.SetOf({1});
  rules.Join(0, 1);
  EXPECT_EQ(rules.Find(0, {}, {}, {0, 1}), std::nullopt);
  EXPECT_TRUE(rules.Find(0, {2}, {}, {0, 1}).has_value());
}

TEST(FindExcessTest, ManyOthersUnderOneRuleAreFoundToo) {
  // 40 rules of 1 under one of 39.
  Rules rules(std::vector<int64_t>(41, 1));
  rules.figures[40] = 39;
  std::vector<size_t> others;
  for (size_t i = 0; i < 40; ++i) {
    rules.above[i] = rules.SetOf({40});
    if (i < 39) others.push_back(i);
  }
  const std::optional<Excess> excess = rules.Find(39, others);
  ASSERT_TRUE(excess.has_value());
  EXPECT_EQ(excess->asked_sum, 40);
  others.pop_back();
  EXPECT_EQ(rules.Find(39, others), std::nullopt);
}

TEST(FindExcessTest, ManyOthersUnderManyRulesAreFoundToo) {
  // 20 rules of 2 in a row, each about what two neighbours of 20 above ask for.
  Rules rules(std::vector<int64_t>(40, 2));
  std::vector<size_t> others;
  for (size_t i = 0; i < 20; ++i) {
    rules.above[i] = rules.SetOf({20 + i, 20 + (i + 1) % 20});
    if (i != 7) others.push_back(i);
  }
  EXPECT_EQ(rules.Find(7, others), std::nullopt);
  for (size_t i = 20; i < 40; i += 2) rules.figures[i] = 1;
  EXPECT_TRUE(rules.Find(7, others).has_value());
}

}  // namespace
}  // namespace xinqiao::policy
