#include "libs/policy/placed_pack.h"

#include <gtest/gtest.h>

#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

TEST(FieldOfTest, NamesTheListAndTheIndex) {
  EXPECT_EQ(FieldOf({.type = RuleType::kDuty, .index = 2}), "duties[2]");
  EXPECT_EQ(FieldOf({.type = RuleType::kContactQuota, .index = 0}), "contact_quotas[0]");
  EXPECT_EQ(FieldOf({.type = RuleType::kTaskEmphasis, .index = 1}), "task_emphases[1]");
  EXPECT_EQ(FieldOf({.type = RuleType::kSwitch, .index = 10}), "switches[10]");
}

TEST(InForceTest, IsWhatTheRuleSaysWithinTheDaysOfThePack) {
  RulePack pack = Pack("团委〔2017〕1号");
  pack.duties = {Activities("talks", 5, PeriodKind::kQuarter, {"five_ones.heart_talk"})};
  pack.duties[0].effective = Of("2017-04-01", "2018-01-01");
  pack.deadlines.resize(1);
  const PlacedPack placed = Place("city", 1, pack, Of("2017-06-01", "2019-01-01"));
  EXPECT_EQ(InForce({&placed, {RuleType::kDuty, 0}}), Of("2017-06-01", "2018-01-01"));
  EXPECT_EQ(InForce({&placed, {RuleType::kDeadline, 0}}), Of("2017-06-01", "2019-01-01"));
}

TEST(SubjectMatterTest, IsAnIdAnObjectAMetricOrASwitch) {
  RulePack pack = Pack("团委〔2017〕1号");
  pack.duties = {Activities("a", 1, PeriodKind::kYear, {"x.a"}),
                 Activities("a", 9, PeriodKind::kMonth, {"x.b"}),
                 Activities("b", 1, PeriodKind::kYear, {"x.a"})};
  pack.contact_quotas = {Quota(20), Quota(10), Quota(1, {}, ContactObject::kClub)};
  pack.contact_quotas[1].contact_quota_id = "others";
  pack.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay)};
  pack.switches.resize(2);
  pack.switches[1].kind = SwitchKind::kPhotoDuty;
  const PlacedPack placed = Place("city", 1, pack);
  const auto of = [&](RuleType type, size_t index) {
    return SubjectMatterOf({&placed, {type, index}});
  };
  EXPECT_EQ(of(RuleType::kDuty, 0), of(RuleType::kDuty, 1));
  EXPECT_FALSE(of(RuleType::kDuty, 0) == of(RuleType::kDuty, 2));
  EXPECT_EQ(of(RuleType::kContactQuota, 0), of(RuleType::kContactQuota, 1));
  EXPECT_FALSE(of(RuleType::kContactQuota, 0) == of(RuleType::kContactQuota, 2));
  EXPECT_FALSE(of(RuleType::kContactQuota, 0) == of(RuleType::kCadence, 0));
  EXPECT_FALSE(of(RuleType::kSwitch, 0) == of(RuleType::kSwitch, 1));
}

TEST(IsVoluntaryTest, LooksAtTheThreeThatCanBe) {
  RulePack pack = Pack("团委〔2017〕1号");
  pack.duties = {Activities("a", 1, PeriodKind::kYear, {"x.a"})};
  pack.contact_quotas = {Quota(20)};
  pack.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay)};
  pack.ceilings = {NoNewWork()};
  const PlacedPack placed = Place("city", 1, pack);
  EXPECT_FALSE(IsVoluntary({&placed, {RuleType::kDuty, 0}}));
  pack.duties[0].voluntary = true;
  pack.contact_quotas[0].voluntary = true;
  pack.cadences[0].voluntary = true;
  EXPECT_TRUE(IsVoluntary({&placed, {RuleType::kDuty, 0}}));
  EXPECT_TRUE(IsVoluntary({&placed, {RuleType::kContactQuota, 0}}));
  EXPECT_TRUE(IsVoluntary({&placed, {RuleType::kCadence, 0}}));
  EXPECT_FALSE(IsVoluntary({&placed, {RuleType::kCeiling, 0}}));
}

}  // namespace
}  // namespace xinqiao::policy
