#include "libs/policy/least_acts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

#include "tests/libs/policy/fewest_acts.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;

// Rules asked about, all at once.
class Asked {
 public:
  explicit Asked(std::vector<Wanted> wanted) : wanted_(std::move(wanted)) {}

  LeastActs Acts() const {
    std::vector<ActRule> rules;
    std::vector<IndexSet> joined(wanted_.size(), IndexSet(wanted_.size()));
    for (size_t i = 0; i < wanted_.size(); ++i) {
      ActRule& rule = rules.emplace_back();
      rule.organization = wanted_[i].organization;
      rule.place = 100 + static_cast<int>(i);
      for (const char kind : wanted_[i].kinds) rule.kinds.push_back(kind - 'a');
      for (const size_t other : wanted_[i].joined) {
        joined[i].Add(other);
        joined[other].Add(i);
      }
    }
    return LeastActs(rules, std::move(joined));
  }

  std::vector<int64_t> Figures() const {
    std::vector<int64_t> figures;
    for (const Wanted& each : wanted_) figures.push_back(each.count);
    return figures;
  }

  IndexSet All() const {
    IndexSet all(wanted_.size());
    for (size_t i = 0; i < wanted_.size(); ++i) all.Add(i);
    return all;
  }

  LeastActs::Answer Least() const { return Acts().Of(Figures(), All()); }
  double AtMost() const { return Acts().AtMost(Figures(), All()); }
  double AtLeast() const { return Acts().AtLeast(Figures(), All()); }

 private:
  std::vector<Wanted> wanted_;
};

TEST(LeastActsTest, OneActCountsInRulesOfDifferentOrganizations) {
  const Asked asked({{"ab", 0, 5}, {"b", 1, 3}, {"c", 2, 2}});
  EXPECT_DOUBLE_EQ(asked.Least().acts, 7);
  EXPECT_THAT(asked.Least().because, ElementsAre(0, 2));
  EXPECT_EQ(asked.Least().rounded, 7);
}

TEST(LeastActsTest, OfOneOrganizationOnlyWhereTheyAreJoined) {
  EXPECT_DOUBLE_EQ(Asked({{"ab", 0, 5}, {"b", 0, 3}}).Least().acts, 8);
  EXPECT_DOUBLE_EQ(Asked({{"ab", 0, 5}, {"b", 0, 3, {0}}}).Least().acts, 5);
  // 0 and 2 are joined with 1, and not with each other.
  EXPECT_DOUBLE_EQ(Asked({{"a", 0, 5}, {"a", 0, 5, {0}}, {"a", 0, 5, {1}}}).Least().acts, 10);
}

TEST(LeastActsTest, RulesThatShareAKindInTurnOnlyTakeMoreThanOneOfThem) {
  // No act counts in all three.
  const Asked asked({{"ab", 0, 5}, {"bc", 1, 5}, {"ca", 2, 5}});
  EXPECT_DOUBLE_EQ(asked.Least().acts, 7.5);
  EXPECT_EQ(asked.Least().rounded, 8);
  EXPECT_DOUBLE_EQ(asked.AtLeast(), 5);
}

TEST(LeastActsTest, OfRulesWithOnePlaceTheLargestCounts) {
  std::vector<IndexSet> joined(3, IndexSet(3));
  joined[0].Add(1);
  joined[1].Add(0);
  const std::vector<ActRule> rules = {{{0}, 9, 0}, {{1}, 9, 0}, {{1}, 8, 1}};
  const LeastActs acts(rules, joined);
  IndexSet all(3);
  for (size_t i = 0; i < 3; ++i) all.Add(i);
  EXPECT_DOUBLE_EQ(acts.Of(std::vector<int64_t>{5, 3, 2}, all).acts, 7);
  EXPECT_DOUBLE_EQ(acts.Of(std::vector<int64_t>{5, 8, 2}, all).acts, 8);
  EXPECT_FALSE(acts.Near(0).Has(1));
}

TEST(LeastActsTest, WhatAsksForNothingTakesNothing) {
  EXPECT_DOUBLE_EQ(Asked({{"a", 0, 0}}).Least().acts, 0);
  EXPECT_DOUBLE_EQ(Asked({{"a", 0, 0}, {"a", 0, 2}}).Least().acts, 2);
}

// Figures are multiples of 12, so that the fewest are whole where rules share
// acts in halves, thirds or quarters.
TEST(LeastActsTest, IsWhatTryingFinds) {
  std::mt19937 random(2017);
  const auto upto = [&](int last) { return std::uniform_int_distribution<int>(0, last)(random); };
  int apart = 0;
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(round);
    std::vector<Wanted> wanted(static_cast<size_t>(2 + upto(3)));
    for (size_t i = 0; i < wanted.size(); ++i) {
      wanted[i].organization = upto(3);
      wanted[i].count = 12 * upto(2);
      for (const char kind : {'a', 'b', 'c', 'd'}) {
        if (upto(1) == 0) wanted[i].kinds += kind;
      }
      if (wanted[i].kinds.empty()) wanted[i].kinds = "a";
      for (size_t j = 0; j < i; ++j) {
        if (wanted[j].organization == wanted[i].organization && upto(1) == 0) {
          wanted[i].joined.insert(j);
        }
      }
    }
    const Asked asked(wanted);
    const int fewest = FewestActs(wanted).Count();
    EXPECT_NEAR(asked.Least().acts, fewest, 1e-6);
    EXPECT_GE(asked.AtMost(), fewest);
    EXPECT_LE(asked.AtLeast(), fewest);
    if (asked.AtLeast() < fewest) ++apart;
  }
  EXPECT_GT(apart, 5);
}

}  // namespace
}  // namespace xinqiao::policy
