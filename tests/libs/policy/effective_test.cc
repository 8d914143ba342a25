#include "libs/policy/effective.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "city duties[0] for province duties[0]".
std::vector<std::string> Texts(const std::vector<EffectiveRule>& rules) {
  const auto name = [](const RuleRef& rule) {
    return absl::StrCat(rule.pack->rule_pack_id, " ", FieldOf(rule.place));
  };
  std::vector<std::string> texts;
  for (const EffectiveRule& rule : rules) {
    std::string text = name(rule.rule);
    for (const RuleRef& other : rule.overrides) absl::StrAppend(&text, " for ", name(other));
    texts.push_back(text);
  }
  return texts;
}

// A county under a city under a province.
class RulesOfTest : public ::testing::Test {
 protected:
  std::vector<std::string> Find(absl::string_view day = "2017-06-16") const {
    return Texts(RulesOf(post_, packs_, Day(day)));
  }

  void Publish(const RulePack& pack, std::string organization_id, int step,
               const Period& in_force = kAlways) {
    packs_.push_back(Place(std::move(organization_id), step, pack, in_force));
  }

  PostFacts post_{.appointment_type = AppointmentType::kFullTime,
                  .title = "团县委书记",
                  .organization = {.kind = OrganizationKind::kCountyCommittee,
                                   .level = OrganizationLevel::kCounty}};
  RulePack province_ = Pack("province");
  RulePack city_ = Pack("city");
  RulePack county_ = Pack("county");
  std::vector<PlacedPack> packs_;
};

TEST_F(RulesOfTest, RulesThatMeanThePostAndThoseForEverybody) {
  province_.duties = {
      Activities("a", 5, PeriodKind::kQuarter, {"x.a"}),
      Activities("b", 5, PeriodKind::kQuarter, {"x.a"}, OfType(AppointmentType::kPartTime)),
      Activities("c", 5, PeriodKind::kQuarter, {"x.a"}, Bodies())};
  province_.ceilings = {NoNewWork()};
  province_.point_rules.resize(1);
  province_.point_rules[0].effective = kAlways;
  province_.evaluations.resize(1);
  province_.switches.resize(1);
  province_.assumptions.resize(1);
  Publish(province_, "p", 0);
  EXPECT_THAT(Find(), ElementsAre("province duties[0]", "province point_rules[0]",
                                  "province evaluations[0]", "province ceilings[0]",
                                  "province switches[0]", "province assumptions[0]"));
  EXPECT_THAT(
      Texts(RulesOf(post_.organization, packs_, Day("2017-06-16"))),
      ElementsAre("province duties[2]", "province point_rules[0]", "province evaluations[0]",
                  "province ceilings[0]", "province switches[0]", "province assumptions[0]"));
}

//
TEST_F(RulesOfTest, AnEvaluationIsOfThoseWhomItCompares) {
  province_.evaluations.resize(1);
  Cohort cohort;
  cohort.subject.of = Subject::Of::kOrganizations;
  cohort.subject.organization_kinds = {post_.organization.kind};
  province_.evaluations[0].cohorts = {cohort};
  Publish(province_, "p", 0);
  OrganizationFacts body = post_.organization;
  EXPECT_THAT(Texts(RulesOf(body, packs_, Day("2017-06-16"))),
              ElementsAre("province evaluations[0]"));
  EXPECT_THAT(Find(), IsEmpty()) << "a post is not compared";
  body.kind = OrganizationKind::kClub;
  EXPECT_THAT(Texts(RulesOf(body, packs_, Day("2017-06-16"))), IsEmpty());
}

TEST_F(RulesOfTest, TheNearestIsInForceAndNamesTheOthersNearestFirst) {
  province_.contact_quotas = {Quota(100)};
  city_.contact_quotas = {Quota(50)};
  county_.contact_quotas = {Quota(20)};
  county_.contact_quotas[0].contact_quota_id = "another_id";
  province_.duties = {Activities("a", 5, PeriodKind::kQuarter, {"x.a"})};
  county_.duties = {Activities("b", 5, PeriodKind::kQuarter, {"x.a"}),
                    Activities("a", 4, PeriodKind::kQuarter, {"x.a"})};
  Publish(county_, "c", 2);
  Publish(province_, "p", 0);
  Publish(city_, "m", 1);
  EXPECT_THAT(Find(), ElementsAre("county duties[0]", "county duties[1] for province duties[0]",
                                  "county contact_quotas[0] for city contact_quotas[0] for "
                                  "province contact_quotas[0]"));
}

TEST_F(RulesOfTest, OfOneOrganizationTheOneThatCameIntoForceLast) {
  RulePack second = Pack("second");
  city_.contact_quotas = {Quota(50)};
  second.contact_quotas = {Quota(20)};
  Publish(second, "m", 1, Of("2017-01-01", "2018-01-01"));
  Publish(city_, "m", 1, Of("2016-01-01", "2019-01-01"));
  EXPECT_THAT(Find("2016-12-31"), ElementsAre("city contact_quotas[0]"));
  EXPECT_THAT(Find("2017-01-01"),
              ElementsAre("second contact_quotas[0] for city contact_quotas[0]"));
  EXPECT_THAT(Find("2018-01-01"), ElementsAre("city contact_quotas[0]"));
  packs_[1].in_force.first = packs_[0].in_force.first;  // The same day: the later of the list.
  EXPECT_THAT(Find("2017-01-01"),
              ElementsAre("city contact_quotas[0] for second contact_quotas[0]"));
}

TEST_F(RulesOfTest, RulesOfOnePackStandBesideEachOther) {
  province_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay)};
  city_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kIsoWeek),
                    Acts(CadenceMetric::kVoice, 1, PeriodKind::kMonth),
                    Acts(CadenceMetric::kTopic, 1, PeriodKind::kMonth)};
  Publish(province_, "p", 0);
  Publish(city_, "m", 1);
  EXPECT_THAT(Find(), ElementsAre("city cadences[0] for province cadences[0]",
                                  "city cadences[1] for province cadences[0]", "city cadences[2]"));
}

TEST_F(RulesOfTest, AVoluntaryRuleTakesThePlaceOfNoOther) {
  province_.contact_quotas = {Quota(20)};
  city_.contact_quotas = {Quota(100)};
  city_.contact_quotas[0].voluntary = true;
  Publish(province_, "p", 0);
  Publish(city_, "m", 1);
  EXPECT_THAT(Find(), ElementsAre("province contact_quotas[0]", "city contact_quotas[0]"));
  county_.contact_quotas = {Quota(10)};
  Publish(county_, "c", 2);
  EXPECT_THAT(Find(), ElementsAre("county contact_quotas[0] for city contact_quotas[0] for "
                                  "province contact_quotas[0]"));
}

TEST_F(RulesOfTest, NoSwitchIsInForceBeforeItsDocumentWasIssued) {
  province_.switches.resize(1);
  city_.switches.resize(1);
  city_.document.issue_day = Day("2017-07-01");
  Publish(province_, "p", 0);
  Publish(city_, "c", 1);
  EXPECT_THAT(Find("2017-03-21"), IsEmpty());
  EXPECT_THAT(Find("2017-06-30"), ElementsAre("province switches[0]"));
  EXPECT_THAT(Find("2017-07-01"), ElementsAre("city switches[0] for province switches[0]"));
}

TEST_F(RulesOfTest, SwitchesAreAboutTheirKind) {
  province_.switches.resize(2);
  province_.switches[0].kind = SwitchKind::kPhotoDuty;
  province_.switches[1].kind = SwitchKind::kLoginDuty;
  city_.switches.resize(1);
  city_.switches[0].kind = SwitchKind::kPhotoDuty;
  Publish(province_, "p", 0);
  Publish(city_, "m", 1);
  EXPECT_THAT(Find(),
              ElementsAre("province switches[1]", "city switches[0] for province switches[0]"));
}

TEST_F(RulesOfTest, ARuleIsInForceOnItsDaysWithinThoseOfThePack) {
  city_.duties = {Activities("a", 5, PeriodKind::kTwoMonths, {"x.a"})};
  city_.duties[0].effective = Of("2017-04-01", "2018-01-01");
  ScheduleItem item;
  item.window = Of("2017-07-01", "2018-01-01");
  city_.schedule_items = {item};
  Publish(city_, "m", 1, Of("2017-05-17", "2017-12-01"));
  EXPECT_THAT(Find("2017-05-16"), IsEmpty());
  EXPECT_THAT(Find("2017-05-17"), ElementsAre("city duties[0]"));
  EXPECT_THAT(Find("2017-07-01"), ElementsAre("city duties[0]", "city schedule_items[0]"));
  EXPECT_THAT(Find("2017-11-30"), ElementsAre("city duties[0]", "city schedule_items[0]"));
  EXPECT_THAT(Find("2017-12-01"), IsEmpty());
}

TEST_F(RulesOfTest, ARuleMayBeginAndEndAroundALeapDay) {
  city_.duties = {Activities("a", 1, PeriodKind::kMonth, {"x.a"})};
  city_.duties[0].effective = Of("2020-02-29", "2020-03-01");
  Publish(city_, "m", 1);
  EXPECT_THAT(Find("2020-02-28"), IsEmpty());
  EXPECT_THAT(Find("2020-02-29"), ElementsAre("city duties[0]"));
  EXPECT_THAT(Find("2020-03-01"), IsEmpty());
}

TEST_F(RulesOfTest, ThePackBindsItsKindsAndLevelsOnly) {
  city_.duties = {Activities("a", 5, PeriodKind::kTwoMonths, {"x.a"})};
  city_.scope.organization_levels = {OrganizationLevel::kSchool};
  Publish(city_, "m", 1);
  EXPECT_THAT(Find(), IsEmpty());
  post_.organization.level = OrganizationLevel::kSchool;
  EXPECT_THAT(Find(), ElementsAre("city duties[0]"));
}

TEST_F(RulesOfTest, ManyRulesAreResolvedLikeFew) {
  for (int i = 0; i < 200; ++i) {
    province_.duties.push_back(Activities(absl::StrCat("d", i), 1, PeriodKind::kYear, {"x.a"}));
    if (i % 2 == 0) city_.duties.push_back(province_.duties.back());
  }
  Publish(province_, "p", 0);
  Publish(city_, "m", 1);
  const std::vector<EffectiveRule> rules = RulesOf(post_, packs_, Day("2017-06-16"));
  ASSERT_EQ(rules.size(), 200u);
  EXPECT_EQ(Texts(rules)[99], "province duties[199]");
  EXPECT_EQ(Texts(rules)[199], "city duties[99] for province duties[198]");
}

}  // namespace
}  // namespace xinqiao::policy
