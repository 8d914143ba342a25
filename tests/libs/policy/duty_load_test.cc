#include "libs/policy/duty_load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/policy/effective.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "5 activities, 0 contacts, ..." without what is 0.
std::string Text(const LoadSum& sum) {
  std::string text;
  const auto add = [&](int64_t count, const char* what) {
    if (count > 0) absl::StrAppend(&text, text.empty() ? "" : ", ", count, " ", what);
  };
  add(sum.activities, "activities");
  add(sum.contacts, "contacts");
  add(sum.cadence_acts, "acts");
  add(sum.deadlines, "deadlines");
  add(sum.reports, "reports");
  return text;
}

// "p duties[0] 5", with "covered" or "voluntary".
std::vector<std::string> Texts(const DutyLoad& load) {
  std::vector<std::string> texts;
  for (const LevelLoad& level : load.levels) {
    for (const LoadItem& item : level.items) {
      texts.push_back(absl::StrCat(level.organization_id, " ", FieldOf(item.rule.place), " ",
                                   item.count, item.covered ? " covered" : "",
                                   item.voluntary ? " voluntary" : ""));
    }
  }
  return texts;
}

// A post of a city under a province.
class LoadOfTest : public ::testing::Test {
 protected:
  DutyLoad Load(const Period& period, const Period& in_office = kAlways) const {
    return LoadOf(post_, in_office, packs_, period);
  }

  void Publish(const RulePack& pack, std::string organization_id, int step,
               const Period& in_force = kAlways) {
    packs_.push_back(Place(std::move(organization_id), step, pack, in_force));
  }

  // The count of the only rule.
  int64_t CountOf(const Period& period, const Period& in_office = kAlways) const {
    const DutyLoad load = Load(period, in_office);
    return load.levels.empty() ? -1 : load.levels[0].items[0].count;
  }

  PostFacts post_{.appointment_type = AppointmentType::kFullTime, .title = "干事"};
  RulePack province_ = Pack("province");
  RulePack city_ = Pack("city");
  std::vector<PlacedPack> packs_;
};

TEST_F(LoadOfTest, AddsUpLevelByLevelAndInSum) {
  province_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, {"x.a"})};
  province_.contact_quotas = {Quota(100), Quota(1, {}, ContactObject::kClub),
                              Quota(3, {}, ContactObject::kYouthInDifficulty)};
  province_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay)};
  city_.duties = {
      Activities("visits", 1, PeriodKind::kMonth, {"x.v"}),
      Activities("part", 9, PeriodKind::kMonth, {"x.v"}, OfType(AppointmentType::kPartTime))};
  city_.deadlines.resize(2);
  city_.deadlines[0].due_day = Day("2017-06-30");
  city_.deadlines[1].due_day = Day("2017-07-01");
  city_.reports.resize(1);
  city_.reports[0].due_days = {Day("2017-03-15"), Day("2017-05-15"), Day("2017-06-15")};
  Publish(city_, "c", 1);
  Publish(province_, "p", 0);
  const DutyLoad load = Load(Of("2017-05-01", "2017-07-01"));
  EXPECT_THAT(Texts(load),
              ElementsAre("p duties[0] 5", "p contact_quotas[0] 100", "p contact_quotas[1] 1",
                          "p contact_quotas[2] 3", "p cadences[0] 61", "c duties[0] 2",
                          "c deadlines[0] 1", "c reports[0] 2"));
  ASSERT_EQ(load.levels.size(), 2u);
  EXPECT_EQ(Text(load.levels[0].sum), "5 activities, 103 contacts, 61 acts");
  EXPECT_EQ(Text(load.levels[1].sum), "2 activities, 1 deadlines, 2 reports");
  EXPECT_EQ(Text(load.total), "7 activities, 103 contacts, 61 acts, 1 deadlines, 2 reports");
  EXPECT_EQ(load.levels[0].items[0].title, "fiv_02");
}

TEST_F(LoadOfTest, OfLevelsThatSayTheSameThingTheNearestIsInTheTotal) {
  province_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, {"x.a"})};
  province_.contact_quotas = {Quota(100)};
  province_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay)};
  city_.duties = {Activities("fiv_02", 3, PeriodKind::kTwoMonths, {"x.a"})};
  city_.contact_quotas = {Quota(20)};
  city_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kMonth),
                    Acts(CadenceMetric::kVoice, 2, PeriodKind::kMonth)};
  Publish(province_, "p", 0);
  Publish(city_, "c", 1);
  const DutyLoad load = Load(Of("2017-05-01", "2017-07-01"));
  EXPECT_THAT(Texts(load),
              ElementsAre("p duties[0] 5 covered", "p contact_quotas[0] 100 covered",
                          "p cadences[0] 61 covered", "c duties[0] 3", "c contact_quotas[0] 20",
                          "c cadences[0] 2", "c cadences[1] 4"));
  EXPECT_EQ(Text(load.levels[0].sum), "5 activities, 100 contacts, 61 acts");
  EXPECT_EQ(Text(load.levels[1].sum), "3 activities, 20 contacts, 6 acts");
  EXPECT_EQ(Text(load.total), "3 activities, 20 contacts, 6 acts");
}

TEST_F(LoadOfTest, TheOthersCountOnTheDaysThatAreLeftToThem) {
  province_.duties = {Activities("fiv_02", 6, PeriodKind::kTwoMonths, {"x.a"})};
  province_.contact_quotas = {Quota(100)};
  province_.deadlines.resize(2);
  province_.deadlines[0].deadline_id = "login";
  province_.deadlines[0].due_day = Day("2017-05-20");
  province_.deadlines[1].deadline_id = "adoption";
  province_.deadlines[1].due_day = Day("2017-06-20");
  city_.duties = {Activities("fiv_02", 3, PeriodKind::kTwoMonths, {"x.a"})};
  city_.contact_quotas = {Quota(20)};
  city_.deadlines = province_.deadlines;
  city_.deadlines[1].due_day = Day("2017-06-30");
  Publish(province_, "p", 0);
  Publish(city_, "c", 1, Of("2017-06-01", "2019-01-01"));
  const DutyLoad load = Load(Of("2017-05-01", "2017-07-01"));
  // floor(6 x 31 / 61) in May, floor(3 x 30 / 61) in June.
  EXPECT_THAT(Texts(load),
              ElementsAre("p duties[0] 3", "p contact_quotas[0] 100", "p deadlines[0] 1",
                          "p deadlines[1] 1 covered", "c duties[0] 1", "c contact_quotas[0] 20",
                          "c deadlines[1] 1"));
  EXPECT_EQ(Text(load.total), "4 activities, 100 contacts, 2 deadlines");
}

TEST_F(LoadOfTest, ANearerRuleThatMeansOthersOrIsOfferedTakesNoPlace) {
  province_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, {"x.a"})};
  city_.duties = {
      Activities("fiv_02", 3, PeriodKind::kTwoMonths, {"x.a"}, OfType(AppointmentType::kPartTime))};
  Publish(province_, "p", 0);
  Publish(city_, "c", 1);
  const Period two_months = Of("2017-05-01", "2017-07-01");
  EXPECT_THAT(Texts(Load(two_months)), ElementsAre("p duties[0] 5"));
  city_.duties[0].subject = {};
  city_.duties[0].voluntary = true;
  EXPECT_THAT(Texts(Load(two_months)), ElementsAre("p duties[0] 5", "c duties[0] 3 voluntary"));
  city_.duties[0].voluntary = false;
  city_.scope.organization_levels = {OrganizationLevel::kCounty};
  EXPECT_THAT(Texts(Load(two_months)), ElementsAre("p duties[0] 5"));
}

// What RulesOf() says of each day is what is in the total.
TEST_F(LoadOfTest, AgreesWithTheRulesInForce) {
  RulePack second = Pack("second");
  province_.cadences = {Acts(CadenceMetric::kVoice, 7, PeriodKind::kDay)};
  city_.cadences = {Acts(CadenceMetric::kVoice, 5, PeriodKind::kDay)};
  second.cadences = {Acts(CadenceMetric::kVoice, 3, PeriodKind::kDay),
                     Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay)};
  second.cadences[1].effective.first = Day("2017-05-20");
  RulePack county = Pack("county");
  county.cadences = {Acts(CadenceMetric::kVoice, 2, PeriodKind::kDay)};
  Publish(province_, "p", 0);
  Publish(city_, "c", 1, Of("2017-05-05", "2017-06-10"));
  Publish(second, "c", 1, Of("2017-05-15", "2017-06-20"));
  Publish(county, "n", 2, Of("2017-05-25", "2017-06-05"));
  int64_t acts = 0;
  const Period period = Of("2017-05-01", "2017-07-01");
  for (absl::CivilDay day = period.first; day < period.end; ++day) {
    for (const EffectiveRule& each : RulesOf(post_, packs_, day)) {
      acts += each.rule.pack->rules->cadences[each.rule.place.index].required_count;
    }
  }
  EXPECT_EQ(Load(period).total.cadence_acts, acts);
}

TEST_F(LoadOfTest, VoluntaryRulesAreListedAndCountInNoSum) {
  city_.contact_quotas = {Quota(100), Quota(20)};
  city_.contact_quotas[0].voluntary = true;
  Publish(city_, "c", 1);
  const DutyLoad load = Load(Of("2017-05-01", "2017-07-01"));
  EXPECT_THAT(Texts(load),
              ElementsAre("c contact_quotas[0] 100 voluntary", "c contact_quotas[1] 20"));
  EXPECT_EQ(Text(load.total), "20 contacts");
}

TEST_F(LoadOfTest, QuotasOfOneOrganizationForOneObjectAreTheSamePeople) {
  city_.contact_quotas = {Quota(20), Quota(10)};
  Publish(city_, "c", 1);
  EXPECT_EQ(Text(Load(Of("2017-05-01", "2017-07-01")).total), "20 contacts");
}

TEST_F(LoadOfTest, ARuleInForceForPartOfAWindowCountsInProportion) {
  city_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, {"x.a"})};
  city_.duties[0].effective = Of("2017-04-01", "2018-01-01");
  Publish(city_, "c", 1);
  EXPECT_EQ(CountOf(Of("2017-03-01", "2017-05-01")), 2);  // floor(5 x 30 / 61).
  EXPECT_EQ(CountOf(Of("2017-01-01", "2018-01-01")), 2 + 4 * 5);
  EXPECT_EQ(CountOf(Of("2017-01-01", "2017-04-01")), -1);
  packs_[0].in_force = Of("2017-05-17", "2017-06-17");
  EXPECT_EQ(CountOf(Of("2017-01-01", "2018-01-01")), 2);  // floor(5 x 31 / 61).
}

TEST_F(LoadOfTest, APostThatStartsOrEndsInAWindowIsAskedInProportion) {
  city_.duties = {Activities("fiv_03", 5, PeriodKind::kQuarter, {"x.a"})};
  city_.contact_quotas = {Quota(100)};
  Publish(city_, "c", 1);
  const Period year = Of("2017-01-01", "2018-01-01");
  EXPECT_EQ(CountOf(year, Of("2017-05-02", "2018-01-01")), 3 + 5 + 5);  // floor(5 x 60 / 91).
  EXPECT_EQ(CountOf(year, Of("2016-01-01", "2017-04-10")), 5);          // floor(5 x 9 / 91) is 0.
  EXPECT_EQ(Text(Load(year, Of("2017-12-31", "2019-01-01")).total), "100 contacts");
  EXPECT_THAT(Texts(Load(year, Of("2018-01-01", "2019-01-01"))), IsEmpty());
}

TEST_F(LoadOfTest, CountsTheLeapDay) {
  city_.duties = {Activities("monthly", 29, PeriodKind::kMonth, {"x.a"})};
  Publish(city_, "c", 1);
  EXPECT_EQ(CountOf(Of("2020-02-29", "2020-03-01")), 1);   // 29 x 1 / 29.
  EXPECT_EQ(CountOf(Of("2020-02-01", "2020-02-29")), 28);  // 29 x 28 / 29.
  EXPECT_EQ(CountOf(Of("2017-02-01", "2017-03-01")), 29);
  EXPECT_EQ(CountOf(Of("2017-02-28", "2017-03-01")), 1);  // floor(29 x 1 / 28).
}

TEST_F(LoadOfTest, AnIsoWeekAcrossNewYearIsOneWindow) {
  // From Monday, 30 December 2019 to Sunday, 5 January 2020.
  city_.cadences = {Acts(CadenceMetric::kVoice, 7, PeriodKind::kIsoWeek)};
  Publish(city_, "c", 1);
  EXPECT_EQ(CountOf(Of("2019-12-30", "2020-01-06")), 7);
  EXPECT_EQ(CountOf(Of("2020-01-01", "2020-01-06")), 5);
  EXPECT_EQ(CountOf(Of("2019-12-30", "2020-01-01")), 2);
  city_.cadences[0].required_count = 1;
  EXPECT_EQ(CountOf(Of("2020-01-01", "2020-01-06")), 0);  // floor(1 x 5 / 7).
  EXPECT_EQ(CountOf(Of("2020-01-01", "2020-01-13")), 1);
}

TEST_F(LoadOfTest, TheWholeIntervalIsOneWindow) {
  city_.duties = {Activities("edu_04", 6, std::nullopt, {"x.a"})};
  city_.duties[0].effective = Of("2017-04-01", "2017-10-01");
  Publish(city_, "c", 1);
  EXPECT_EQ(CountOf(Of("2017-01-01", "2018-01-01")), 6);
  EXPECT_EQ(CountOf(Of("2017-04-01", "2017-07-01")), 2);  // floor(6 x 91 / 183).
}

TEST_F(LoadOfTest, APackThatTakesThePlaceOfAnotherDoesNotAddToIt) {
  RulePack second = Pack("second");
  city_.duties = {Activities("fiv_02", 6, PeriodKind::kTwoMonths, {"x.a"})};
  second.duties = {Activities("fiv_02", 3, PeriodKind::kTwoMonths, {"x.a"})};
  Publish(city_, "c", 1, Of("2016-01-01", "2019-01-01"));
  Publish(second, "c", 1, Of("2017-06-01", "2017-07-01"));
  // May from the first, June from the second, July and August from the first.
  EXPECT_THAT(Texts(Load(Of("2017-05-01", "2017-09-01"))),
              ElementsAre("c duties[0] 9", "c duties[0] 1"));
  EXPECT_EQ(Text(Load(Of("2017-05-01", "2017-09-01")).total), "10 activities");
}

TEST_F(LoadOfTest, DeadlinesAndReportsAreDueOnDaysInOffice) {
  city_.deadlines.resize(1);
  city_.deadlines[0].due_day = Day("2017-04-12");
  city_.reports.resize(1);
  city_.reports[0].due_days = {Day("2017-06-15"), Day("2017-09-15")};
  Publish(city_, "c", 1);
  const Period year = Of("2017-01-01", "2018-01-01");
  EXPECT_EQ(Text(Load(year).total), "1 deadlines, 2 reports");
  EXPECT_EQ(Text(Load(year, Of("2017-04-13", "2017-09-15")).total), "1 reports");
  EXPECT_THAT(Texts(Load(year, Of("2017-09-16", "2018-01-01"))), IsEmpty());
}

TEST_F(LoadOfTest, OrganizationsOutOfTheScopeAskForNothing) {
  city_.duties = {Activities("a", 5, PeriodKind::kTwoMonths, {"x.a"})};
  city_.scope.organization_levels = {OrganizationLevel::kCounty};
  Publish(city_, "c", 1);
  EXPECT_THAT(Texts(Load(Of("2017-05-01", "2017-07-01"))), IsEmpty());
}

}  // namespace
}  // namespace xinqiao::policy
