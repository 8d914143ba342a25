#include "services/registry/app/organization_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/base/error.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using xinqiao::testing::Day;
using xinqiao::testing::FailsWith;
using xinqiao::testing::IsOk;

// Province 1 over counties 2 and 3; county 2 over school 4 with branches 5 and
// 6. In 2018 school 4 goes to county 3, and branch 6 closes into branch 5's
// school.
class OrganizationTreeTest : public ::testing::Test {
 protected:
  OrganizationTreeTest() {
    Apply({.created = {Province(1), County(2, 1, "长安县委"), County(3, 1, "蓝田县委"),
                       School(4, 2), Branch(5, 4), Branch(6, 4, "二支部")}});
    Apply({.changed = {
               History(4, {{.parent = 2, .name = "学院团委"}, {"2018-01-01", 3, "大学团委"}}),
               History(6, {{.parent = 4, .name = "二支部"}, {"2018-01-01", 4, "二支部", true}})}});
  }

  void Apply(const OrganizationTree::Change& change) { EXPECT_THAT(tree_.Apply(change), IsOk()); }

  std::vector<std::string> Children(int parent, const char* day) const {
    const auto page = tree_.ListOrganizations(ParentId(parent), Day(day), {});
    EXPECT_THAT(page, IsOk());
    return page.ok() ? Ids(page->items) : std::vector<std::string>();
  }

  OrganizationTree tree_;
};

TEST_F(OrganizationTreeTest, FindsWhatAnOrganizationIsOnADay) {
  const auto before = tree_.Find(Id(4), Day("2017-12-31"));
  ASSERT_TRUE(before.has_value());
  EXPECT_EQ(before->version.display_name, "学院团委");
  EXPECT_EQ(before->version.parent_id, Id(2));
  EXPECT_EQ(before->version.validity, (Period{Day("2016-01-01"), Day("2018-01-01")}));
  const auto after = tree_.Find(Id(4), Day("2018-01-01"));
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->version.display_name, "大学团委");
  EXPECT_EQ(after->version.validity, (Period{Day("2018-01-01"), kOpenEnd}));
  EXPECT_EQ(tree_.Find(Id(4), Day("2015-12-31")), std::nullopt);
  EXPECT_EQ(tree_.Find(Id(9), Day("2018-01-01")), std::nullopt);
  EXPECT_EQ(tree_.Find("", Day("2018-01-01")), std::nullopt);
}

TEST_F(OrganizationTreeTest, GivesBackAllThatItWasGiven) {
  Organization school = School(7, 3);
  school.identity.ledger_root = true;
  school.identity.leading_body = true;
  school.identity.log = Id(7);
  school.identity.codes = {{CodeScheme::kSchool, "10697"}, {CodeScheme::kExternal, "univ-1"}};
  school.identity.many_youth = ManyYouth{true, "五千名学生", Day("2016-09-01")};
  Apply({.created = {school}});
  EXPECT_EQ(tree_.Find(Id(7), Day("2017-01-01")), school);

  OrganizationHistory moved = History(7, {{.parent = 3}, {"2018-01-01", 2}});
  moved.versions[1].reorganization_id = Id(70);
  const ManyYouth many_youth = {.reason = "已毕业", .from_day = Day("2018-01-01")};
  Apply({.changed = {moved}, .many_youth = {{Id(7), many_youth}}});
  school.identity.many_youth = many_youth;
  school.version = moved.versions[1];
  EXPECT_EQ(tree_.Find(Id(7), Day("2018-01-01")), school);
}

TEST_F(OrganizationTreeTest, FindsSeveralOrSaysWhichIsMissing) {
  const auto found = tree_.FindAll(IdsOf({5, 1, 5}), Day("2017-01-01"));
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(Ids(*found), IdsOf({5, 1, 5}));
  const auto missing = tree_.FindAll(IdsOf({5, 9}), Day("2017-01-01"));
  EXPECT_THAT(missing, FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(std::string(missing.status().ToString()), ::testing::HasSubstr(Id(9)));
  EXPECT_THAT(tree_.FindAll(IdsOf({5}), Day("2015-01-01")), FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(OrganizationTreeTest, FindsByTheCodeOfItsScheme) {
  Organization school = School(7, 3);
  school.identity.codes = {{CodeScheme::kSchool, "10697"}};
  Apply({.created = {school}});
  EXPECT_EQ(tree_.FindByCode({CodeScheme::kSchool, "10697"}, Day("2017-01-01")), school);
  EXPECT_EQ(tree_.FindByCode({CodeScheme::kSchool, "10697"}, Day("2015-01-01")), std::nullopt);
  EXPECT_EQ(tree_.FindByCode({CodeScheme::kExternal, "10697"}, Day("2017-01-01")), std::nullopt);
}

TEST_F(OrganizationTreeTest, ListsChildrenOfTheDayClosedOnesToo) {
  EXPECT_EQ(Children(2, "2017-12-31"), IdsOf({4}));
  EXPECT_EQ(Children(3, "2017-12-31"), IdsOf({}));
  EXPECT_EQ(Children(2, "2018-01-01"), IdsOf({}));
  EXPECT_EQ(Children(3, "2018-01-01"), IdsOf({4}));
  EXPECT_EQ(Children(4, "2018-01-01"), IdsOf({5, 6}));
  EXPECT_EQ(Children(0, "2018-01-01"), IdsOf({1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(Children(0, "2015-01-01"), IdsOf({}));
  EXPECT_EQ(Children(9, "2018-01-01"), IdsOf({}));
}

TEST_F(OrganizationTreeTest, ListsInPages) {
  for (const std::string& parent_id : {std::string(), Id(4)}) {
    std::vector<std::string> seen;
    PageRequest request = {.size = 1};
    do {
      const auto page = tree_.ListOrganizations(parent_id, Day("2017-01-01"), request);
      ASSERT_THAT(page, IsOk());
      ASSERT_EQ(page->items.size(), 1U);
      seen.push_back(page->items[0].identity.organization_id);
      request.cursor = page->next_cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(seen, parent_id.empty() ? IdsOf({1, 2, 3, 4, 5, 6}) : IdsOf({5, 6}));
  }
  EXPECT_THAT(tree_.ListOrganizations("", Day("2017-01-01"), {.cursor = Id(9)}),
              FailsWith("TREE_CHANGED"));
}

TEST_F(OrganizationTreeTest, ListsTheRootsOfTheDayAlone) {
  // A second root until it goes under the first.
  Apply({.created = {School(7, 0)}});
  Apply({.changed = {History(7, {{.name = "校团委"}, {"2018-01-01", 2, "校团委"}})}});
  const auto roots = [&](const char* day, const PageRequest& request) {
    return tree_.ListOrganizations("", Day(day), request, true);
  };
  const auto first = roots("2017-12-31", {.size = 1});
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(Ids(first->items), IdsOf({1}));
  EXPECT_EQ(Ids(roots("2017-12-31", {.cursor = first->next_cursor, .size = 1})->items), IdsOf({7}));
  EXPECT_EQ(Ids(roots("2018-01-01", {})->items), IdsOf({1}));
}

TEST_F(OrganizationTreeTest, ListsTheVersionsTheFirstOneFirst) {
  const OrganizationHistory history = History(4, {{.parent = 2, .name = "学院团委"},
                                                  {"2018-01-01", 3, "大学团委"},
                                                  {"2019-01-01", 3, "大学团委", true}});
  Apply({.changed = {History(6, {{.parent = 4, .name = "二支部"}}), history}});
  EXPECT_EQ(tree_.ListVersions(Id(4), {})->items, history.versions);
  EXPECT_EQ(tree_.ListVersions(Id(4), {.size = 3})->next_cursor, "");
  const auto first = tree_.ListVersions(Id(4), {.size = 2});
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->items, ElementsAre(history.versions[0], history.versions[1]));
  EXPECT_EQ(first->next_cursor, "2018-01-01");
  const auto second = tree_.ListVersions(Id(4), {.cursor = first->next_cursor, .size = 2});
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->items, ElementsAre(history.versions[2]));
  EXPECT_EQ(second->next_cursor, "");
  // What the cursor names was taken back meanwhile.
  Apply({.changed = {History(4, {{.parent = 2}, {"2019-01-01", 3}})}});
  EXPECT_THAT(tree_.ListVersions(Id(4), {.cursor = first->next_cursor})->items, SizeIs(1));
  EXPECT_THAT(tree_.ListVersions(Id(9), {}), FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(OrganizationTreeTest, ListsAncestorsOfTheDayTheParentFirst) {
  const auto before = tree_.ListAncestors(Id(5), Day("2017-12-31"));
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(Ids(*before), IdsOf({4, 2, 1}));
  EXPECT_EQ((*before)[0].version.display_name, "学院团委");
  const auto after = tree_.ListAncestors(Id(6), Day("2018-01-01"));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(Ids(*after), IdsOf({4, 3, 1}));
  EXPECT_THAT(*tree_.ListAncestors(Id(1), Day("2018-01-01")), IsEmpty());
  EXPECT_THAT(tree_.ListAncestors(Id(5), Day("2015-12-31")), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(tree_.ListAncestors(Id(9), Day("2018-01-01")), FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(OrganizationTreeTest, AChangeThatDoesNotFitChangesNothing) {
  EXPECT_EQ(
      tree_.Apply({.created = {Branch(7, 4)}, .changed = {History(9, {{.parent = 4}})}}).code(),
      absl::StatusCode::kInternal);
  EXPECT_EQ(tree_.size(), 6);
  EXPECT_EQ(tree_.Find(Id(7), Day("2018-01-01")), std::nullopt);
  Apply({.created = {Branch(7, 4)}});
  EXPECT_EQ(tree_.size(), 7);
}

TEST_F(OrganizationTreeTest, ACancelledChangeIsAsIfItHadNotBeen) {
  Apply({.changed = {History(4, {{.parent = 2, .name = "学院团委"}}),
                     History(6, {{.parent = 4, .name = "二支部"}})}});
  EXPECT_EQ(Children(2, "2018-01-01"), IdsOf({4}));
  EXPECT_EQ(Children(3, "2018-01-01"), IdsOf({}));
  EXPECT_FALSE(tree_.Find(Id(6), Day("2018-01-01"))->version.closed);
}

TEST_F(OrganizationTreeTest, TotalsAreOfTheDay) {
  Apply({.posts = {{Id(50), Id(5), {Day("2016-01-01"), Day("2018-06-01")}},
                   {Id(60), Id(6), {Day("2016-01-01"), kOpenEnd}},
                   {Id(10), Id(1), {Day("2017-01-01"), kOpenEnd}}}});
  EXPECT_EQ(tree_.Totals(Id(1), Day("2016-12-31")), (SubtreeTotals{6, 2}));
  EXPECT_EQ(tree_.Totals(Id(1), Day("2017-01-01")), (SubtreeTotals{6, 3}));
  // Branch 6 is closed, with whatever posts it was left.
  EXPECT_EQ(tree_.Totals(Id(1), Day("2018-01-01")), (SubtreeTotals{5, 2}));
  EXPECT_EQ(tree_.Totals(Id(1), Day("2018-06-01")), (SubtreeTotals{5, 1}));
  EXPECT_EQ(tree_.Totals(Id(2), Day("2017-12-31")), (SubtreeTotals{4, 2}));
  EXPECT_EQ(tree_.Totals(Id(2), Day("2018-01-01")), (SubtreeTotals{1, 0}));
  EXPECT_EQ(tree_.Totals(Id(6), Day("2018-01-01")), (SubtreeTotals{}));
  EXPECT_EQ(tree_.Totals(Id(1), Day("2015-01-01")), (SubtreeTotals{}));
  EXPECT_EQ(tree_.Totals(Id(9), Day("2018-01-01")), (SubtreeTotals{}));
}

}  // namespace
}  // namespace xinqiao::registry
