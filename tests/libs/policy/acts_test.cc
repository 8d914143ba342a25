#include "libs/policy/acts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/policy/rate.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;

// "city duties[0]: 5 a quarter = 20".
std::vector<std::string> Texts(const std::vector<Act>& acts) {
  std::vector<std::string> texts;
  for (const Act& act : acts) {
    texts.push_back(absl::StrCat(act.rule.pack->organization_id, " ", FieldOf(act.rule.place), ": ",
                                 act.count, " ", PeriodText(act.period), " = ",
                                 RateText(act.rate)));
  }
  return texts;
}

TEST(ActsOfTest, GroupsWhatHasAKindInCommonOverOthers) {
  RulePack city = Pack("市〔2017〕1号");
  city.duties = {Activities("ab", 5, PeriodKind::kQuarter, {"x.a", "x.b"}),
                 Activities("d", 1, PeriodKind::kYear, {"x.d"})};
  RulePack county = Pack("县〔2017〕1号");
  county.duties = {Activities("a", 2, PeriodKind::kMonth, {"x.a"}),
                   Activities("bc", 1, PeriodKind::kYear, {"x.b", "x.c"}),
                   Activities("e", 1, PeriodKind::kYear, {"x.e"})};
  const PlacedPack above[] = {Place("city", 1, city)};
  const PlacedPack checked = Place("county", 2, county);
  const auto groups = ActsOf(checked, above, ActFamily::kDutiesOfPosts);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_THAT(Texts(groups[0]),
              ElementsAre("county duties[0]: 2 a month = 24", "county duties[1]: 1 a year = 1",
                          "city duties[0]: 5 a quarter = 20"));
  EXPECT_TRUE(groups[0][0].checked);
  EXPECT_FALSE(groups[0][2].checked);
}

TEST(ActsOfTest, LeavesOutWhatSetsNothing) {
  RulePack city = Pack("市〔2017〕1号");
  city.duties = {Activities("a", 5, PeriodKind::kQuarter, {"x.a"})};
  RulePack county = Pack("县〔2017〕1号");
  county.duties = {Activities("none", 0, PeriodKind::kMonth, {"x.a"}),
                   Activities("voluntary", 9, PeriodKind::kMonth, {"x.a"}),
                   Activities("bodies", 9, PeriodKind::kMonth, {"x.a"}, Bodies())};
  county.duties[1].voluntary = true;
  const PlacedPack above[] = {Place("city", 1, city)};
  EXPECT_TRUE(ActsOf(Place("county", 2, county), above, ActFamily::kDutiesOfPosts).empty());
  county.duties.push_back(Activities("a", 1, PeriodKind::kMonth, {"x.a"}));
  EXPECT_TRUE(ActsOf(Place("county", 2, county, Of("2015-01-01", "2015-02-01")), above,
                     ActFamily::kDutiesOfPosts)
                  .empty());
}

TEST(ActsOfTest, WhereEachKindHasToOccurThereAreAsManyActsAsKinds) {
  RulePack city = Pack("市〔2017〕1号");
  city.duties = {Activities("a", 1, PeriodKind::kQuarter, {"x.a"})};
  RulePack county = Pack("县〔2017〕1号");
  county.duties = {Activities("abc", 1, PeriodKind::kQuarter, {"x.a", "x.b", "x.c"})};
  county.duties[0].kind_coverage = KindCoverage::kRequired;
  const PlacedPack above[] = {Place("city", 1, city)};
  const PlacedPack checked = Place("county", 2, county);
  const auto groups = ActsOf(checked, above, ActFamily::kDutiesOfPosts);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0][0].count, 3);
}

TEST(AreJoinedTest, OnlyWhereTheSameActsCanMeetBoth) {
  RulePack rules = Pack("市〔2017〕1号");
  rules.duties = {Activities("a", 1, PeriodKind::kYear, {"x.a", "x.b"}),
                  Activities("b", 1, PeriodKind::kYear, {"x.b"}),
                  Activities("c", 1, PeriodKind::kYear, {"x.c", "x.b"}),
                  Activities("d", 1, PeriodKind::kYear, {"x.b"})};
  rules.duties[0].may_also_count = {"b", "d"};
  rules.duties[3].effective = Of("2010-01-01", "2011-01-01");
  RulePack second = Pack("市〔2017〕2号");
  second.duties = {Activities("a", 1, PeriodKind::kYear, {"x.c"}),
                   Activities("e", 1, PeriodKind::kYear, {"x.b"})};
  RulePack county = Pack("县〔2017〕1号");
  county.duties = {Activities("a", 1, PeriodKind::kYear, {"x.a"})};
  const PlacedPack first = Place("city", 1, rules, {absl::CivilDay(2000, 1, 1), kOpenEnd});
  const PlacedPack above[] = {Place("city", 1, second), Place("province", 0, county)};
  const auto groups = ActsOf(first, above, ActFamily::kDutiesOfPosts);
  ASSERT_EQ(groups.size(), 1u);
  const std::vector<Act>& acts = groups[0];
  ASSERT_EQ(acts.size(), 7u);
  EXPECT_TRUE(AreJoined(acts[0], acts[1]));
  EXPECT_TRUE(AreJoined(acts[1], acts[0]));
  EXPECT_FALSE(AreJoined(acts[0], acts[2])) << "nothing says so";
  EXPECT_FALSE(AreJoined(acts[0], acts[3])) << "never on one day";
  EXPECT_TRUE(AreJoined(acts[0], acts[5])) << "one takes the place of the other";
  EXPECT_FALSE(AreJoined(acts[1], acts[6])) << "two packs";
  EXPECT_FALSE(AreJoined(acts[0], acts[4])) << "two organizations";
}

TEST(TakesPlaceOfTest, TheNearestAndOfOneOrganizationTheLast) {
  const std::vector<Duty> duties = {Activities("a", 1, PeriodKind::kYear, {"x.a"}),
                                    Activities("b", 1, PeriodKind::kYear, {"x.a"})};
  RulePack rules = Pack("1号");
  rules.duties = duties;
  const PlacedPack above[] = {
      Place("city", 1, rules), Place("city", 1, rules, Of("2017-01-01", "2018-01-01")),
      Place("county", 2, rules, Of("2017-01-01", "2018-01-01")), Place("province", 0, rules)};
  const PlacedPack checked = Place("county", 2, rules, Of("2017-01-01", "2018-01-01"));
  const auto groups = ActsOf(checked, above, ActFamily::kDutiesOfPosts);
  ASSERT_EQ(groups.size(), 1u);
  // Of each pack the duties a and b: the checked one, province, the two of the
  // city, the other of the county.
  const std::vector<Act>& acts = groups[0];
  ASSERT_EQ(acts.size(), 10u);
  EXPECT_TRUE(TakesPlaceOf(acts[0], acts[2])) << "nearer";
  EXPECT_FALSE(TakesPlaceOf(acts[2], acts[0])) << "farther";
  EXPECT_FALSE(TakesPlaceOf(acts[0], acts[3])) << "something else";
  EXPECT_TRUE(TakesPlaceOf(acts[4], acts[2])) << "nearer, both above";
  EXPECT_TRUE(TakesPlaceOf(acts[6], acts[4])) << "later in force";
  EXPECT_FALSE(TakesPlaceOf(acts[4], acts[6])) << "earlier in force";
  EXPECT_TRUE(TakesPlaceOf(acts[0], acts[8])) << "the last of its organization";
  EXPECT_FALSE(TakesPlaceOf(acts[8], acts[0])) << "the checked pack gives its place to none";
}

}  // namespace
}  // namespace xinqiao::policy
