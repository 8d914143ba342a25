#include "libs/policy/duty_load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
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

TEST_F(LoadOfTest, WhatIsDoneOnceIsDoneForAllLevels) {
  province_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, {"x.a"})};
  province_.contact_quotas = {Quota(20)};
  city_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, {"x.a"})};
  city_.contact_quotas = {Quota(100)};
  Publish(province_, "p", 0);
  Publish(city_, "c", 1);
  const DutyLoad load = Load(Of("2017-05-01", "2017-07-01"));
  EXPECT_THAT(Texts(load), ElementsAre("p duties[0] 5", "p contact_quotas[0] 20 covered",
                                       "c duties[0] 5 covered", "c contact_quotas[0] 100"));
  EXPECT_EQ(Text(load.levels[1].sum), "5 activities, 100 contacts");
  EXPECT_EQ(Text(load.total), "5 activities, 100 contacts");
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
