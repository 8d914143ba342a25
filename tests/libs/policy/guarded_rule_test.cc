#include "libs/policy/guarded_rule.h"

#include <gtest/gtest.h>

#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

TEST(RankTest, OtherPacksOfTheOwnOrganizationStandBetweenItAndTheLevelAbove) {
  const RulePack rules = Pack("团委〔2017〕1号");
  const PlacedPack root = Place("province", 0, rules);
  const PlacedPack above = Place("city", 1, rules);
  const PlacedPack own = Place("county", 2, rules);
  const PlacedPack checked = Place("county", 2, rules);
  EXPECT_LT(RankOf(checked, root), RankOf(checked, above));
  EXPECT_LT(RankOf(checked, above), RankOf(checked, own));
  EXPECT_LT(RankOf(checked, own), OwnRank(checked));
}

TEST(NamesTest, SayTheDocumentThePlaceAndWhoSetIt) {
  RulePack rules = Pack("榆团办发【2016】23号");
  rules.contact_quotas = {Quota(100), Quota(1, {}, ContactObject::kClub)};
  rules.cadences = {Acts(CadenceMetric::kFaceToFace, 1, PeriodKind::kYear)};
  const PlacedPack city = Place("city", 1, rules);
  const PlacedPack county = Place("county", 2, rules);
  const RuleRef quota{&city, {RuleType::kContactQuota, 1}};
  EXPECT_EQ(NameOf(quota), "榆团办发【2016】23号 (contact_quotas[1])");
  EXPECT_EQ(StandingOf(county, quota), ", the highest level that set one");
  EXPECT_EQ(StandingOf(city, quota), ", of the same organization");
  EXPECT_EQ(NounsOf(quota).many, "clubs");
  EXPECT_EQ(NounsOf({&city, {RuleType::kContactQuota, 0}}).one, "youth");
  EXPECT_EQ(NounsOf({&city, {RuleType::kCadence, 0}}).one, "talk face to face");
  EXPECT_EQ(NounsOf({&city, {RuleType::kDuty, 0}}).many, "activities");
}

}  // namespace
}  // namespace xinqiao::policy
