#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/registry/app/organization_nodes.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using Change = OrganizationTree::Change;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

// County 1 with school 2, which has a code, and its branch 3.
class OrganizationNodesCheckTest : public ::testing::Test {
 protected:
  OrganizationNodesCheckTest() {
    Organization school = School(2, 1);
    school.identity.codes = {{CodeScheme::kSchool, "10697"}};
    const Change change = {.created = {County(1, 0), school, Branch(3, 2)}};
    const auto keys = nodes_.Check(change);
    EXPECT_THAT(keys, IsOk());
    if (keys.ok()) nodes_.Apply(change, *keys);
  }

  OrganizationNodes nodes_;
};

TEST_F(OrganizationNodesCheckTest, GivesTheSortKeysOfNewNamesOnly) {
  const auto keys = nodes_.Check({.created = {Branch(4, 2), Branch(5, 2, "一年级团支部")},
                                  .changed = {History(3, {{.parent = 2, .name = "三支部"}})}});
  ASSERT_THAT(keys, IsOk());
  EXPECT_EQ(keys->size(), 2U);
  EXPECT_TRUE(keys->contains("一年级团支部"));
  EXPECT_TRUE(keys->contains("三支部"));
}

TEST_F(OrganizationNodesCheckTest, AChangeMayNameWhatItCreatesItself) {
  EXPECT_THAT(nodes_.Check({.created = {School(4, 1), Branch(5, 4)},
                            .changed = {History(3, {{.parent = 2}, {"2017-01-01", 4}})},
                            .many_youth = {{Id(4), {.from_day = Day("2017-01-01")}}},
                            .posts = {{Id(6), Id(5), {Day("2017-01-01"), kOpenEnd}}}}),
              IsOk());
}

TEST_F(OrganizationNodesCheckTest, RefusesWhatDoesNotFit) {
  const auto organization = [](const std::function<void(Organization&)>& change) {
    Organization created = Branch(9, 2);
    change(created);
    return Change{.created = {created}};
  };
  const auto versions = [](std::vector<OrganizationVersion> all) {
    return Change{
        .changed = {{.identity = {.organization_id = Id(3)}, .versions = std::move(all)}}};
  };
  std::vector<OrganizationVersion> gap = Versions({{.parent = 2}, {"2017-01-01", 2}});
  gap[0].validity.end = Day("2016-12-31");
  std::vector<OrganizationVersion> ended = Versions({{.parent = 2}});
  ended[0].validity.end = Day("2017-01-01");
  std::vector<OrganizationVersion> empty = Versions({{.parent = 2}, {"2016-01-01", 2}});

  const std::vector<std::pair<std::string, Change>> cases = {
      {"an id that is none", organization([](auto& o) { o.identity.organization_id = "x"; })},
      {"one that is known", organization([](auto& o) { o.identity.organization_id = Id(3); })},
      {"one twice", {.created = {Branch(9, 2), Branch(9, 2)}}},
      {"no kind", organization([](auto& o) { o.identity.kind = OrganizationKind{0}; })},
      {"a kind of later", organization([](auto& o) { o.identity.kind = OrganizationKind{17}; })},
      {"no level", organization([](auto& o) { o.identity.level = OrganizationLevel{9}; })},
      {"a code of another", organization([](auto& o) {
         o.identity.codes = {{CodeScheme::kSchool, "10697"}};
       })},
      {"a code twice", organization([](auto& o) {
         o.identity.codes = {{CodeScheme::kExternal, "a"}, {CodeScheme::kExternal, "a"}};
       })},
      {"no parent", {.created = {Branch(9, 8)}}},
      {"a parent of later", {.created = {Branch(9, 8), School(8, 1)}}},
      {"a parent of its own level", {.created = {Branch(9, 3)}}},
      {"itself above it", {.changed = {History(3, {{.parent = 3}})}}},
      {"a circle", {.changed = {History(1, {{.parent = 3}})}}},
      {"no version", versions({})},
      {"a gap", versions(gap)},
      {"an end", versions(ended)},
      {"an empty version", versions(empty)},
      {"versions of nobody", {.changed = {History(9, {{.parent = 2}})}}},
      {"a word about nobody", {.many_youth = {{Id(9), {}}}}},
      {"a post of nobody", {.posts = {{Id(6), Id(9), {Day("2017-01-01"), kOpenEnd}}}}},
      {"a post without an id", {.posts = {{"x", Id(3), {Day("2017-01-01"), kOpenEnd}}}}},
  };
  for (const auto& [name, change] : cases) {
    EXPECT_EQ(nodes_.Check(change).status().code(), absl::StatusCode::kInternal) << name;
  }
  EXPECT_EQ(nodes_.size(), 3U);
}

TEST_F(OrganizationNodesCheckTest, WhatIsClosedMayStandUnderAnyLevel) {
  EXPECT_THAT(nodes_.Check({.changed = {History(1, {{}, {"2018-01-01", 3, "县委", true}})}}),
              IsOk());
}

}  // namespace
}  // namespace xinqiao::registry
