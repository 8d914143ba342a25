#include "services/registry/domain/working_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/day.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;

OrganizationVersion Version(const std::string& first, const std::string& end,
                            const std::string& parent_id, bool closed = false) {
  return {.validity = {.first = Day(first), .end = end.empty() ? kOpenEnd : Day(end)},
          .parent_id = parent_id,
          .closed = closed};
}

KnownOrganizations Known(const std::map<std::string, std::vector<OrganizationVersion>>& versions) {
  KnownOrganizations known;
  for (const auto& [id, each] : versions) {
    known[id] = {.identity = {.organization_id = id}, .versions = each};
  }
  return known;
}

// Everything is looked at from the first day of 2018 on.
WorkingTree Tree(const std::map<std::string, std::vector<OrganizationVersion>>& versions) {
  return WorkingTree(Known(versions), Day("2018-01-01"));
}

TEST(WorkingTreeTest, AChildIsOneOnAnyDayFromTheDayOn) {
  const WorkingTree tree = Tree({
      {"before", {Version("2017-01-01", "2018-01-01", "p"), Version("2018-01-01", "", "q")}},
      {"on", {Version("2017-01-01", "2018-01-02", "p"), Version("2018-01-02", "", "q")}},
      {"later", {Version("2019-01-01", "", "p")}},
      {"comes", {Version("2017-01-01", "2019-01-01", "q"), Version("2019-01-01", "", "p")}},
      {"closed", {Version("2017-01-01", "", "p", true)}},
      {"closes", {Version("2017-01-01", "2019-01-01", "p"), Version("2019-01-01", "", "p", true)}},
  });
  EXPECT_THAT(tree.ChildrenOf("p").standing, ElementsAre("closes", "comes", "later", "on"));
  EXPECT_THAT(tree.ChildrenOf("p").closed, ElementsAre("closed"));
  EXPECT_THAT(tree.ChildrenOf("r").standing, IsEmpty());
}

TEST(WorkingTreeTest, AChangeBeginsOnTheDayAndKeepsTheDaysBefore) {
  WorkingTree tree = Tree({{"a", {Version("2017-01-01", "", "p")}}});
  tree.SetFrom(*tree.Find("a"), Version("2017-01-01", "", "q"));
  EXPECT_THAT(tree.Find("a")->versions, ElementsAre(Version("2017-01-01", "2018-01-01", "p"),
                                                    Version("2018-01-01", "", "q")));
  EXPECT_THAT(tree.ChildrenOf("p").standing, IsEmpty());
  EXPECT_THAT(tree.ChildrenOf("q").standing, ElementsAre("a"));
}

TEST(WorkingTreeTest, WhatBeginsOnTheDayOrLaterChangesForAllItsDays) {
  for (const std::string first : {"2018-01-01", "2019-01-01"}) {
    WorkingTree tree = Tree({{"a", {Version(first, "", "p")}}});
    tree.SetFrom(*tree.Find("a"), Version(first, "", "q"));
    EXPECT_THAT(tree.Find("a")->versions, ElementsAre(Version(first, "", "q")));
  }
}

TEST(WorkingTreeTest, NoDifferenceMakesNoVersion) {
  WorkingTree tree = Tree({{"a", {Version("2017-01-01", "", "p")}}});
  tree.SetFrom(*tree.Find("a"), Version("2017-01-01", "", "p"));
  EXPECT_THAT(tree.Find("a")->versions, ElementsAre(Version("2017-01-01", "", "p")));
}

TEST(WorkingTreeTest, UndoGoesBackToTheLastKeep) {
  WorkingTree tree = Tree({{"a", {Version("2017-01-01", "", "p")}}});
  tree.SetFrom(*tree.Find("a"), Version("2017-01-01", "", "q"));
  tree.Keep();
  tree.SetFrom(*tree.Find("a"), Version("2018-01-01", "", "r"));
  tree.SetFrom(*tree.Find("a"), Version("2018-01-01", "", "s"));
  tree.Undo();
  EXPECT_THAT(tree.ChildrenOf("q").standing, ElementsAre("a"));
  EXPECT_THAT(tree.ChildrenOf("r").standing, IsEmpty());
  EXPECT_THAT(tree.ChildrenOf("s").standing, IsEmpty());
  tree.Undo();
  EXPECT_THAT(tree.ChildrenOf("q").standing, ElementsAre("a"));
}

TEST(WorkingTreeTest, WhatIsAddedIsAChild) {
  WorkingTree tree = Tree({});
  tree.Add({.identity = {.organization_id = "a"}, .versions = {Version("2018-01-01", "", "p")}});
  EXPECT_NE(tree.Find("a"), nullptr);
  EXPECT_EQ(tree.Find("p"), nullptr);
  EXPECT_THAT(tree.ChildrenOf("p").standing, ElementsAre("a"));
}

TEST(WorkingTreeTest, StandingInASpanIsStandingOnEachOfItsDays) {
  const WorkingTree tree =
      Tree({{"a",
             {Version("2018-02-01", "2018-03-01", "p"),
              Version("2018-03-01", "2018-04-01", "p", true), Version("2018-04-01", "", "p")}}});
  const auto stands = [&tree](const std::string& first, const std::string& end) {
    return tree.StandsIn("a", {.first = Day(first), .end = Day(end)});
  };
  EXPECT_TRUE(stands("2018-02-01", "2018-03-01"));
  EXPECT_FALSE(stands("2018-01-31", "2018-03-01"));
  EXPECT_FALSE(stands("2018-02-01", "2018-03-02"));
  EXPECT_FALSE(stands("2018-03-31", "2018-05-01"));
  EXPECT_TRUE(stands("2018-04-01", "2018-05-01"));
  EXPECT_FALSE(tree.StandsIn("b", {.first = Day("2018-04-01"), .end = kOpenEnd}));
}

}  // namespace
}  // namespace xinqiao::registry
