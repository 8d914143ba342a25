#include "services/registry/app/organization_nodes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using Change = OrganizationTree::Change;
using ::testing::ElementsAre;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

const size_t kBranchClass = ClassOf(OrganizationKind::kBranch, OrganizationLevel::kBranch);
const size_t kSchoolClass =
    ClassOf(OrganizationKind::kUniversityCommittee, OrganizationLevel::kSchool);

// Province 1 with counties 2 and 3; county 2 has school 4 with branch 5.
class OrganizationNodesTest : public ::testing::Test {
 protected:
  OrganizationNodesTest() {
    Apply({.created = {Province(1), County(2, 1), County(3, 1), School(4, 2), Branch(5, 4)}});
  }

  void Apply(const Change& change) {
    const auto keys = nodes_.Check(change);
    ASSERT_THAT(keys, IsOk());
    nodes_.Apply(change, *keys);
  }

  bool IsBelow(int number, size_t of_class) const {
    return nodes_.Below(nodes_.Find(Id(number))).test(of_class);
  }

  // "4 [2016-01-01, 2017-01-01) closed" for every link of a node.
  std::vector<std::string> Links(int number) const {
    std::vector<std::string> links;
    for (const ChildLink& link : nodes_.Children(nodes_.Find(Id(number)))) {
      const absl::CivilDay zero(1970, 1, 1);
      links.push_back(nodes_.Id(link.child).substr(35) + " " +
                      ToString(Period{zero + link.first, zero + link.end}) +
                      (link.closed ? " closed" : ""));
    }
    return links;
  }

  OrganizationNodes nodes_;
};

TEST_F(OrganizationNodesTest, ParentsKnowTheirChildrenOverTheDays) {
  Apply({.changed = {History(4, {{.parent = 2},
                                 {"2017-01-01", 3, "校团委"},
                                 {"2018-01-01", 3, "大学团委"},
                                 {"2019-01-01", 2, "大学团委"},
                                 {"2020-01-01", 2, "大学团委", true}})}});
  EXPECT_THAT(Links(2), ElementsAre("4 [2016-01-01, 2017-01-01)", "4 [2019-01-01, 2020-01-01)",
                                    "4 [2020-01-01, 9999-12-31) closed"));
  EXPECT_THAT(Links(3), ElementsAre("4 [2017-01-01, 2019-01-01)"));
  Apply({.changed = {History(4, {{.parent = 2}})}});
  EXPECT_THAT(Links(2), ElementsAre("4 [2016-01-01, 9999-12-31)"));
  EXPECT_THAT(Links(3), ElementsAre());
}

TEST_F(OrganizationNodesTest, ChildrenStandInTheOrderOfTheirCreation) {
  Apply({.created = {School(6, 3), School(7, 3)}});
  Apply({.changed = {History(4, {{.parent = 2}, {"2017-01-01", 3}})}});
  EXPECT_THAT(Links(3), ElementsAre("4 [2017-01-01, 9999-12-31)", "6 [2016-01-01, 9999-12-31)",
                                    "7 [2016-01-01, 9999-12-31)"));
}

TEST_F(OrganizationNodesTest, EveryAncestorKnowsWhatIsBelowIt) {
  EXPECT_TRUE(IsBelow(1, kBranchClass));
  EXPECT_TRUE(IsBelow(2, kBranchClass));
  EXPECT_FALSE(IsBelow(5, kBranchClass));
  EXPECT_FALSE(IsBelow(3, kBranchClass));
  EXPECT_FALSE(IsBelow(3, kSchoolClass));
}

TEST_F(OrganizationNodesTest, WhatMovesTakesWhatIsBelowItAlong) {
  Apply({.changed = {History(4, {{.parent = 2}, {"2017-01-01", 3}})}});
  EXPECT_TRUE(IsBelow(3, kSchoolClass));
  EXPECT_TRUE(IsBelow(3, kBranchClass));
}

TEST_F(OrganizationNodesTest, EveryParentOfAnyDayHearsOfWhatComesLater) {
  Apply({.created = {School(6, 2)}});
  Apply({.changed = {History(6, {{.parent = 2}, {"2017-01-01", 3}})}});
  EXPECT_FALSE(IsBelow(3, kBranchClass));
  Apply({.created = {Branch(7, 6)}});
  EXPECT_TRUE(IsBelow(3, kBranchClass));
}

TEST_F(OrganizationNodesTest, OnlyTheClosedItselfIsBelowItsSuccessor) {
  Apply({.created = {Branch(6, 3)}});
  Apply({.changed = {History(5, {{.parent = 4}, {"2018-01-01", 4, "团支部", true}}),
                     History(4, {{.parent = 2}, {"2018-01-01", 6, "校团委", true}})}});
  EXPECT_TRUE(IsBelow(6, kSchoolClass));
  EXPECT_FALSE(IsBelow(6, kBranchClass));
}

TEST_F(OrganizationNodesTest, PostsAreCountedByTheirDays) {
  Apply({.posts = {{Id(12), Id(5), {Day("2017-01-01"), kOpenEnd}},
                   {Id(11), Id(5), {Day("2017-02-01"), Day("2017-03-01")}}}});
  const NodeIndex node = nodes_.Find(Id(5));
  EXPECT_EQ(nodes_.PostsOn(node, NumberOf(Day("2016-12-31"))), 0);
  EXPECT_EQ(nodes_.PostsOn(node, NumberOf(Day("2017-01-01"))), 1);
  EXPECT_EQ(nodes_.PostsOn(node, NumberOf(Day("2017-02-28"))), 2);
  EXPECT_EQ(nodes_.PostsOn(node, NumberOf(Day("2017-03-01"))), 1);
  Apply({.posts = {{Id(12), Id(5), {Day("2017-01-01"), Day("2017-01-01")}}}});
  EXPECT_EQ(nodes_.PostsOn(node, NumberOf(Day("2017-03-01"))), 0);
}

TEST_F(OrganizationNodesTest, KeepsEveryClass) {
  EXPECT_EQ(ClassOf(OrganizationKind::kCentralCommittee, OrganizationLevel::kNation), 0U);
  EXPECT_EQ(ClassOf(OrganizationKind::kOnlinePlatform, OrganizationLevel::kOutside), kClasses - 1);
  EXPECT_EQ(LevelOfClass(kBranchClass), OrganizationLevel::kBranch);
  EXPECT_EQ(LevelOfClass(kClasses - 1), OrganizationLevel::kOutside);
}

}  // namespace
}  // namespace xinqiao::registry
