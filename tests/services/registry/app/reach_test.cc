#include "services/registry/app/reach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using xinqiao::testing::Day;
using xinqiao::testing::IsOk;

constexpr Period kYear = {absl::CivilDay(2017, 1, 1), absl::CivilDay(2018, 1, 1)};

FeedPack Pack(int number, int organization, std::optional<Period> in_force = std::nullopt) {
  FeedPack pack{.rule_pack_id = Id(number), .organization_id = Id(organization)};
  pack.rules.in_force = in_force;
  return pack;
}

// Province 1 over city 2 over school 4, and city 3.
class ReachTest : public ::testing::Test {
 protected:
  ReachTest() {
    EXPECT_THAT(tree_.Apply({.created = {Province(1), City(2, 1), City(3, 1), School(4, 2)}}),
                IsOk());
  }

  // "2 at step 1" for pack 2.
  static std::vector<std::string> Texts(const Reach& reach) {
    std::vector<std::string> texts;
    for (const policy::PlacedPack& placed : reach.placed()) {
      texts.push_back(absl::StrCat(placed.rule_pack_id.substr(34), " at step ", placed.step));
      EXPECT_EQ(reach.PackOf({.pack = &placed})->published.rule_pack_id, placed.rule_pack_id);
      EXPECT_EQ(placed.rules, &reach.PackOf({.pack = &placed})->published.rules);
    }
    return texts;
  }

  Reach Of(int number, const Period& days = kYear) const {
    return Reach(*book_.Get(), tree_.FindWay(Id(number), days.first), days);
  }

  OrganizationTree tree_;
  PolicyBook book_{tree_,
                   [](const FeedPack&, policy::OrganizationLevel) { return EncodedRules(); }};
};

TEST_F(ReachTest, TheHighestStandFirst) {
  ASSERT_THAT(
      book_.Apply({.published = {Pack(14, 4), Pack(12, 2), Pack(11, 1), Pack(13, 3), Pack(10, 1)}}),
      IsOk());
  EXPECT_THAT(Texts(Of(4)),
              ElementsAre("11 at step 0", "10 at step 0", "12 at step 1", "14 at step 2"));
  EXPECT_THAT(Texts(Of(3)), ElementsAre("11 at step 0", "10 at step 0", "13 at step 1"));
}

TEST_F(ReachTest, OnlyPacksInForceOnOneOfTheDays) {
  ASSERT_THAT(book_.Apply({.published = {Pack(10, 1, Period{Day("2018-01-01"), kOpenEnd}),
                                         Pack(11, 1, Period{Day("2017-12-31"), kOpenEnd}),
                                         Pack(12, 1, Period{Day("2016-01-01"), kYear.first})}}),
              IsOk());
  EXPECT_THAT(Texts(Of(1)), ElementsAre("11 at step 0"));
  EXPECT_THAT(Texts(Of(1, {Day("2016-12-31"), Day("2017-01-01")})), ElementsAre("12 at step 0"));
}

TEST_F(ReachTest, WhoAsksMayWantOthers) {
  FeedPack schools = Pack(11, 1);
  schools.rules.scope.organization_levels = {policy::OrganizationLevel::kSchool};
  ASSERT_THAT(book_.Apply({.published = {Pack(10, 1), schools, Pack(12, 2)}}), IsOk());
  EXPECT_THAT(Texts(Of(2)), ElementsAre("10 at step 0", "12 at step 1"));
  const Reach others(*book_.Get(), tree_.FindWay(Id(2), kYear.first), kYear,
                     [](const BookPack& pack) { return pack.published.rule_pack_id != Id(10); });
  EXPECT_THAT(Texts(others), ElementsAre("11 at step 0", "12 at step 1"));
  const Reach none(*book_.Get(), {}, kYear);
  EXPECT_THAT(none.placed(), IsEmpty());
}

TEST_F(ReachTest, WhatItNamesStaysWhenItMoves) {
  ASSERT_THAT(book_.Apply({.published = {Pack(10, 1)}}), IsOk());
  Reach reach = Of(1);
  const policy::RuleRef rule = {.pack = &reach.placed().front()};
  const Reach moved = std::move(reach);
  EXPECT_EQ(moved.PackOf(rule)->published.rule_pack_id, Id(10));
}

// Province 1 over city 2 over schools 4 and 5, and city 3.
TEST_F(ReachTest, PacksMeetWhereOneSubtreeHoldsTheOther) {
  ASSERT_THAT(tree_.Apply({.created = {School(5, 2)}}), IsOk());
  const auto ids = [](const std::vector<int>& numbers) {
    std::vector<CompactId> result;
    for (const int number : numbers) result.push_back(*ParseCompactId(Id(number)));
    return result;
  };
  const auto meet = [&](const std::vector<int>& upper, int publisher,
                        const std::vector<int>& lower) {
    const Way way = tree_.FindWay(Id(publisher), kYear.first);
    const std::vector<Way> ground = GroundOf(tree_, way, ids(lower), kYear.first);
    return Meets(tree_, ids(upper), ground, kYear.first);
  };
  EXPECT_TRUE(meet({}, 2, {}));
  EXPECT_TRUE(meet({2}, 4, {}));
  EXPECT_TRUE(meet({4}, 2, {}));
  EXPECT_TRUE(meet({3, 4}, 2, {5, 4}));
  EXPECT_FALSE(meet({3}, 2, {}));
  EXPECT_FALSE(meet({4}, 2, {5}));
  // School 4 is none of city 3's.
  EXPECT_FALSE(meet({}, 3, {4}));
}

}  // namespace
}  // namespace xinqiao::registry
