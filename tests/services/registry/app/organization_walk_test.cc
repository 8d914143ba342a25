#include "services/registry/app/organization_walk.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using Kind = OrganizationKind;
using Level = OrganizationLevel;
using xinqiao::testing::Day;
using xinqiao::testing::FailsWith;
using xinqiao::testing::IsOk;

constexpr char kToday[] = "2017-06-01";

// 1 province
//   2 city
//     3 county
//       4 school: 5, 6 branches
//     7 school: 8 branch, 9 club
//   10 city
//     11 school, closed into 10 since 2017
//     12 branch
class OrganizationWalkTest : public ::testing::Test {
 protected:
  OrganizationWalkTest() {
    Organization school = School(7, 2, "西安大学团委");
    school.identity.codes = {{CodeScheme::kSchool, "10697"}};
    Apply({.created = {Province(1, "陕西省委"), City(2, 1, "西安市委"), County(3, 2, "长安县委"),
                       School(4, 3), Branch(5, 4, "一支部"), Branch(6, 4, "二支部"), school,
                       Branch(8, 7, "二支部"),
                       New(9, Kind::kClub, Level::kOutside, {.parent = 7, .name = "文学社"}),
                       City(10, 1, "安康市委"), School(11, 10, "学校团委"),
                       Branch(12, 10, "机关支部")}});
    Apply({.changed = {History(
               11, {{.parent = 10, .name = "学校团委"}, {"2017-01-01", 10, "学校团委", true}})}});
  }

  void Apply(const OrganizationTree::Change& change) {
    const auto keys = nodes_.Check(change);
    ASSERT_THAT(keys, IsOk());
    nodes_.Apply(change, *keys);
  }

  std::vector<std::string> Descendants(DescendantsQuery query) const {
    const auto page = ListDescendants(nodes_, query);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? Ids(page->items) : std::vector<std::string>();
  }

  std::vector<std::string> Found(const SearchQuery& query) const {
    const auto page = Search(nodes_, query);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? Ids(page->items) : std::vector<std::string>();
  }

  OrganizationNodes nodes_;
};

TEST_F(OrganizationWalkTest, ListsEachBeforeItsChildren) {
  EXPECT_EQ(Descendants({.organization_id = Id(1), .day = Day(kToday)}),
            IdsOf({2, 3, 4, 5, 6, 7, 8, 9, 10, 12}));
  EXPECT_EQ(Descendants({.organization_id = Id(7), .day = Day(kToday)}), IdsOf({8, 9}));
  EXPECT_EQ(Descendants({.organization_id = Id(5), .day = Day(kToday)}), IdsOf({}));
}

TEST_F(OrganizationWalkTest, ListsWhatIsClosedOnlyIfAsked) {
  EXPECT_EQ(Descendants({.organization_id = Id(10), .day = Day(kToday), .include_closed = true}),
            IdsOf({11, 12}));
  EXPECT_EQ(Descendants({.organization_id = Id(10), .day = Day(kToday)}), IdsOf({12}));
  EXPECT_EQ(Descendants({.organization_id = Id(10), .day = Day("2016-12-31")}), IdsOf({11, 12}));
}

TEST_F(OrganizationWalkTest, FiltersByDepthKindAndLevel) {
  const DescendantsQuery all = {.organization_id = Id(1), .day = Day(kToday)};
  DescendantsQuery query = all;
  query.depth_max = 1;
  EXPECT_EQ(Descendants(query), IdsOf({2, 10}));
  query.depth_max = 2;
  EXPECT_EQ(Descendants(query), IdsOf({2, 3, 7, 10, 12}));
  query.kinds = {Kind::kBranch, Kind::kCountyCommittee};
  EXPECT_EQ(Descendants(query), IdsOf({3, 12}));
  query = all;
  query.levels = {Level::kSchool};
  EXPECT_EQ(Descendants(query), IdsOf({4, 7}));
  query.kinds = {Kind::kBranch};
  EXPECT_EQ(Descendants(query), IdsOf({}));
  query.levels = {Level::kBranch, Level::kOutside};
  EXPECT_EQ(Descendants(query), IdsOf({5, 6, 8, 12}));
}

TEST_F(OrganizationWalkTest, PassesBySubtreesWithoutWhatIsWanted) {
  OrganizationWalk walk(nodes_, {.scope = nodes_.Find(Id(1)),
                                 .day = NumberOf(Day(kToday)),
                                 .wanted = ClassSet().set(ClassOf(Kind::kClub, Level::kOutside))});
  const ChildLink* const link = walk.Next();
  ASSERT_NE(link, nullptr);
  EXPECT_EQ(nodes_.Id(link->child), Id(9));
  EXPECT_EQ(walk.Next(), nullptr);
}

TEST_F(OrganizationWalkTest, GoesOnBehindTheLastOfAPage) {
  for (const int depth_max : {0, 1, 2, 3}) {
    DescendantsQuery query = {.organization_id = Id(1),
                              .day = Day(kToday),
                              .depth_max = depth_max,
                              .include_closed = true};
    const std::vector<std::string> all = Descendants(query);
    query.page.size = 1;
    std::vector<std::string> seen;
    do {
      const auto page = ListDescendants(nodes_, query);
      ASSERT_THAT(page, IsOk());
      ASSERT_EQ(page->items.size(), 1U);
      seen.push_back(page->items[0].identity.organization_id);
      query.page.cursor = page->next_cursor;
    } while (!query.page.cursor.empty());
    EXPECT_EQ(seen, all);
  }
}

TEST_F(OrganizationWalkTest, SaysThatTheTreeChangedBetweenPages) {
  DescendantsQuery query = {
      .organization_id = Id(2), .day = Day(kToday), .page = {.cursor = Id(5), .size = 100}};
  EXPECT_EQ(Descendants(query), IdsOf({6, 7, 8, 9}));
  Apply({.changed = {History(4, {{.parent = 3}, {kToday, 10}})}});
  EXPECT_THAT(ListDescendants(nodes_, query), FailsWith("TREE_CHANGED"));
  query.organization_id = Id(10);
  EXPECT_EQ(Descendants(query), IdsOf({6, 12}));
  query.organization_id = Id(1);
  for (const std::string& cursor : {Id(1), Id(99), std::string("x")}) {
    query.page.cursor = cursor;
    EXPECT_THAT(ListDescendants(nodes_, query), FailsWith("TREE_CHANGED"));
  }
}

TEST_F(OrganizationWalkTest, ScopesThatAreNotThereAreNotFound) {
  for (const auto& [id, day] : {std::pair{Id(99), kToday}, std::pair{Id(1), "2015-12-31"}}) {
    EXPECT_THAT(ListDescendants(nodes_, {.organization_id = id, .day = Day(day)}),
                FailsWith("ORGANIZATION_NOT_FOUND"));
    EXPECT_THAT(Search(nodes_, {.scope_id = id, .text = "团", .day = Day(day)}),
                FailsWith("ORGANIZATION_NOT_FOUND"));
  }
}

TEST_F(OrganizationWalkTest, SearchesNamesInTheOrderOfPinyin) {
  // An, shan, xi, xi, xiao; and zhang, the reading that CLDR has for 长.
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "委", .day = Day(kToday)}),
            IdsOf({10, 1, 7, 2, 4, 3}));
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "二支部", .day = Day(kToday)}), IdsOf({6, 8}));
  EXPECT_EQ(Found({.scope_id = Id(7), .text = "西安", .day = Day(kToday)}), IdsOf({7}));
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "咸阳", .day = Day(kToday)}), IdsOf({}));
}

TEST_F(OrganizationWalkTest, SearchesCodesFromTheirBeginning) {
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "106", .day = Day(kToday)}), IdsOf({7}));
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "0697", .day = Day(kToday)}), IdsOf({}));
  EXPECT_EQ(Found({.scope_id = Id(10), .text = "106", .day = Day(kToday)}), IdsOf({}));
}

TEST_F(OrganizationWalkTest, SearchesNamesOfTheDay) {
  Apply({.changed = {History(3, {{.parent = 2, .name = "长安县委"}, {kToday, 2, "长安区委"}})}});
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "长安区", .day = Day("2017-05-31")}), IdsOf({}));
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "长安区", .day = Day(kToday)}), IdsOf({3}));
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "学校", .day = Day(kToday)}), IdsOf({}));
  EXPECT_EQ(Found({.scope_id = Id(1), .text = "学校", .day = Day(kToday), .include_closed = true}),
            IdsOf({11}));
}

TEST_F(OrganizationWalkTest, PagesOfASearchFitTogether) {
  SearchQuery query = {.scope_id = Id(1), .text = "支部", .day = Day(kToday)};
  const std::vector<std::string> all = Found(query);
  EXPECT_EQ(all.size(), 4U);
  query.page.size = 1;
  std::vector<std::string> seen;
  do {
    const auto page = Search(nodes_, query);
    ASSERT_THAT(page, IsOk());
    ASSERT_EQ(page->items.size(), 1U);
    seen.push_back(page->items[0].identity.organization_id);
    query.page.cursor = page->next_cursor;
  } while (!query.page.cursor.empty());
  EXPECT_EQ(seen, all);
  query.page.cursor = Id(99);
  EXPECT_THAT(Search(nodes_, query), FailsWith("TREE_CHANGED"));
}

}  // namespace
}  // namespace xinqiao::registry
