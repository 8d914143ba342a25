#include "libs/policy/guard_frequency.h"

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

const std::vector<std::string> kFiveOnes = {"five_ones.deed", "five_ones.lecture",
                                            "five_ones.heart_talk", "five_ones.service",
                                            "five_ones.sports"};

// The fields of what is raised, and the reasons.
std::vector<std::string> Fields(const std::vector<Raise>& raises) {
  std::vector<std::string> fields;
  for (const Raise& raise : raises) fields.push_back(FieldOf(raise.rule));
  return fields;
}

std::vector<std::string> Reasons(const std::vector<Raise>& raises) {
  std::vector<std::string> reasons;
  for (const Raise& raise : raises) reasons.push_back(raise.reason);
  return reasons;
}

// S2's Five Ones under a city: 5 in two months of whichever kinds, 5 a quarter
// for part-time.
class FrequencyTest : public ::testing::Test {
 protected:
  FrequencyTest() {
    Subject full_time = OfType(AppointmentType::kFullTime);
    full_time.appointment_types.push_back(AppointmentType::kSeconded);
    province_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, kFiveOnes, full_time),
                        Activities("fiv_03", 5, PeriodKind::kQuarter, kFiveOnes,
                                   OfType(AppointmentType::kPartTime))};
  }

  std::vector<Raise> Find(const Period& in_force = kAlways) {
    above_ = {Place("province", 0, province_)};
    for (const RulePack& own : own_) above_.push_back(Place("city", 1, own));
    placed_ = Place("city", 1, city_, in_force);
    return FindFrequencyRaises(placed_, above_);
  }

  RulePack province_ = Pack("陕团办发〔2017〕19号");
  RulePack city_ = Pack("市团发〔2017〕3号", "2017-04-01");
  std::vector<RulePack> own_;  // Other packs of the city.
  std::vector<PlacedPack> above_;
  PlacedPack placed_;
};

TEST_F(FrequencyTest, WhatIsPassedDownUnchangedIsNoRaise) {
  city_.duties = province_.duties;
  EXPECT_THAT(Reasons(Find()), IsEmpty());
  city_.duties[0].required_count = 4;
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(FrequencyTest, SixInTwoMonthsAreMoreThanFive) {
  city_.duties = province_.duties;
  city_.duties[0].required_count = 6;
  const std::vector<Raise> raises = Find();
  ASSERT_THAT(Reasons(raises),
              ElementsAre("asks for 6 activities in two months, more than 5 in two months of "
                          "陕团办发〔2017〕19号 (duties[0]), the highest level that set one"));
  EXPECT_EQ(raises[0].rule, (RulePlace{RuleType::kDuty, 0}));
  EXPECT_EQ(raises[0].scope, CeilingScope::kFrequency);
  EXPECT_EQ(raises[0].ceiling, (RuleRef{above_.data(), {RuleType::kDuty, 0}}));
  EXPECT_TRUE(raises[0].binding);
}

TEST_F(FrequencyTest, ComparesAnotherPeriodByTheYear) {
  city_.duties = {Activities("monthly", 2, PeriodKind::kMonth, {"five_ones.deed"},
                             OfType(AppointmentType::kPartTime))};
  EXPECT_THAT(Reasons(Find()),
              ElementsAre("asks for 2 activities a month (24 a year), more than 5 a quarter (20 a "
                          "year) of 陕团办发〔2017〕19号 (duties[1]), the highest level that set "
                          "one"));
  city_.duties[0].subject = OfType(AppointmentType::kFullTime);
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(FrequencyTest, EveryClassOfPostsIsLookedAt) {
  // Right for full-time, too much for part-time.
  city_.duties = {Activities("all", 5, PeriodKind::kTwoMonths, kFiveOnes)};
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[0]"));
}

TEST_F(FrequencyTest, ADutyDoesNotGrowBySplittingIt) {
  for (const std::string& kind_id : kFiveOnes) {
    city_.duties.push_back(Activities(absl::StrCat("each_", city_.duties.size()), 5,
                                      PeriodKind::kTwoMonths, {kind_id},
                                      OfType(AppointmentType::kFullTime)));
  }
  const std::vector<Raise> raises = Find();
  ASSERT_THAT(Fields(raises), ElementsAre("duties[1]", "duties[2]", "duties[3]", "duties[4]"));
  EXPECT_EQ(raises[0].reason,
            "asks together with duties[0] for 10 activities in two months, more than 5 in two "
            "months of 陕团办发〔2017〕19号 (duties[0]), the highest level that set one");
  for (Duty& duty : city_.duties) duty.required_count = 1;
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(FrequencyTest, NorByMoreThanTwelveDuties) {
  for (int i = 0; i < 31; ++i) {
    city_.duties.push_back(Activities(absl::StrCat("each_", i), 1, PeriodKind::kYear,
                                      {kFiveOnes[static_cast<size_t>(i) % 5]},
                                      OfType(AppointmentType::kFullTime)));
  }
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[30]"));
}

TEST_F(FrequencyTest, NorByMayAlsoCountWithoutAKindInCommon) {
  city_.duties = {
      Activities("deeds", 5, PeriodKind::kTwoMonths, {"five_ones.deed"},
                 OfType(AppointmentType::kFullTime)),
      Activities("talks", 5, PeriodKind::kTwoMonths, {"five_ones.heart_talk"},
                 OfType(AppointmentType::kFullTime)),
      Activities("hub", 5, PeriodKind::kTwoMonths, {"five_ones.deed", "five_ones.heart_talk"},
                 OfType(AppointmentType::kFullTime))};
  city_.duties[0].may_also_count = {"talks", "hub"};
  city_.duties[1].may_also_count = {"hub"};
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[1]"));
}

TEST_F(FrequencyTest, JoinedDutiesCountOnce) {
  city_.duties = {
      Activities("any", 5, PeriodKind::kTwoMonths, kFiveOnes, OfType(AppointmentType::kFullTime)),
      Activities("deeds", 3, PeriodKind::kTwoMonths, {"five_ones.deed"},
                 OfType(AppointmentType::kFullTime))};
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[1]"));
  city_.duties[0].may_also_count = {"deeds"};
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(FrequencyTest, DutiesAboveThatAreJoinedAllowTheLargestOnly) {
  province_.duties = {Activities("any", 5, PeriodKind::kTwoMonths, kFiveOnes),
                      Activities("deeds", 3, PeriodKind::kTwoMonths, {"five_ones.deed"})};
  province_.duties[0].may_also_count = {"deeds"};
  city_.duties = {Activities("deeds", 6, PeriodKind::kTwoMonths, {"five_ones.deed"})};
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[0]"));
  province_.duties[0].may_also_count.clear();
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(FrequencyTest, NorByASecondPackOfTheSameOrganization) {
  own_ = {Pack("市团发〔2017〕2号")};
  own_[0].duties = {Activities("deeds", 5, PeriodKind::kTwoMonths, {"five_ones.deed"},
                               OfType(AppointmentType::kFullTime))};
  city_.duties = {Activities("talks", 5, PeriodKind::kTwoMonths, {"five_ones.heart_talk"},
                             OfType(AppointmentType::kFullTime))};
  EXPECT_THAT(Reasons(Find()),
              ElementsAre("asks together with 市团发〔2017〕2号 (duties[0]) for 10 activities in "
                          "two months, more than 5 in two months of 陕团办发〔2017〕19号 "
                          "(duties[0]), the highest level that set one"));
}

TEST_F(FrequencyTest, NobodyRaisesAnOwnNumberThatNoLevelAboveSets) {
  own_ = {Pack("市团发〔2017〕2号")};
  own_[0].duties = {Activities("visits", 4, PeriodKind::kYear, {"local.visit"})};
  city_.duties = {Activities("visits", 5, PeriodKind::kYear, {"local.visit"})};
  EXPECT_THAT(Reasons(Find()),
              ElementsAre("asks for 5 activities a year, more than 4 a year of "
                          "市团发〔2017〕2号 (duties[0]), of the same organization"));
  city_.duties[0].required_count = 4;  // In the place of the other: they have one id.
  EXPECT_THAT(Reasons(Find()), IsEmpty());
  city_.duties[0].duty_id = "more_visits";
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[0]"));
}

TEST_F(FrequencyTest, TheHighestLevelThatSetOneIsTheCeiling) {
  RulePack nation = Pack("中青发〔2016〕1号");
  nation.duties = {Activities("deeds", 8, PeriodKind::kTwoMonths, {"five_ones.deed"})};
  city_.duties = {Activities("deeds", 8, PeriodKind::kTwoMonths, {"five_ones.deed"},
                             OfType(AppointmentType::kFullTime))};
  const PlacedPack above[] = {Place("province", 1, province_), Place("nation", 0, nation)};
  PlacedPack city = Place("city", 2, city_);
  EXPECT_THAT(Reasons(FindFrequencyRaises(city, above)), IsEmpty());
  city_.duties[0].required_count = 9;
  EXPECT_THAT(Reasons(FindFrequencyRaises(city, above)),
              ElementsAre("asks for 9 activities in two months, more than 8 in two months of "
                          "中青发〔2016〕1号 (duties[0]), the highest level that set one"));
  // For its other kinds the province still counts; eight deeds are five of
  // whichever.
  city_.duties[0].required_count = 8;
  city_.duties[0].kind_ids.push_back("five_ones.service");
  EXPECT_THAT(Reasons(FindFrequencyRaises(city, above)), IsEmpty());
  city_.duties[0].required_count = 9;
  EXPECT_THAT(Fields(FindFrequencyRaises(city, above)), ElementsAre("duties[0]"));
  nation.duties[0].kind_ids = {"education.lecture"};
  city_.duties[0].kind_ids.push_back("education.lecture");
  city_.duties[0].required_count = 13;
  EXPECT_THAT(Reasons(FindFrequencyRaises(city, above)), IsEmpty());
  city_.duties[0].required_count = 14;
  EXPECT_THAT(Fields(FindFrequencyRaises(city, above)), ElementsAre("duties[0]"));
}

TEST_F(FrequencyTest, ComparesOnTheDaysOnWhichBothAreInForce) {
  province_.duties[0].effective = Of("2017-04-01", "2018-01-01");
  city_.duties = {
      Activities("more", 9, PeriodKind::kTwoMonths, kFiveOnes, OfType(AppointmentType::kFullTime))};
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[0]"));
  EXPECT_THAT(Reasons(Find(Of("2018-01-01", "2019-01-01"))), IsEmpty());
  EXPECT_THAT(Fields(Find(Of("2017-12-31", "2019-01-01"))), ElementsAre("duties[0]"));
}

TEST_F(FrequencyTest, ComparesWholeIntervalsByTheirCounts) {
  province_.duties = {Activities("edu_04", 1, std::nullopt, {"education.lecture"})};
  province_.duties[0].effective = Of("2017-04-01", "2017-10-01");
  city_.duties = {Activities("lecture", 1, std::nullopt, {"education.lecture"})};
  city_.duties[0].effective = Of("2017-05-01", "2017-05-08");
  EXPECT_THAT(Reasons(Find()), IsEmpty());
  city_.duties[0].required_count = 2;
  EXPECT_THAT(Reasons(Find()),
              ElementsAre("asks for 2 activities in all, more than 1 in all of "
                          "陕团办发〔2017〕19号 (duties[0]), the highest level that set one"));
}

TEST_F(FrequencyTest, WholeIntervalsOneAfterAnotherAreAddedUp) {
  province_.duties = {Activities("edu_04", 1, std::nullopt, {"education.lecture"})};
  province_.duties[0].effective = Of("2017-04-01", "2017-10-01");
  city_.duties = {Activities("april", 1, std::nullopt, {"education.lecture"}),
                  Activities("may", 1, std::nullopt, {"education.lecture"})};
  city_.duties[0].effective = Of("2017-04-01", "2017-05-01");
  city_.duties[1].effective = Of("2017-05-01", "2017-06-01");
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[1]"));
  province_.duties.push_back(province_.duties[0]);
  province_.duties[0].effective.end = province_.duties[1].effective.first = Day("2017-05-01");
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(FrequencyTest, ComparesAWholeIntervalWithAPeriodByTheYear) {
  city_.duties = {Activities("week", 1, std::nullopt, {"five_ones.service"},
                             OfType(AppointmentType::kFullTime))};
  city_.duties[0].effective = Of("2018-01-01", "2018-04-01");
  EXPECT_THAT(Reasons(Find()), IsEmpty());
  city_.duties[0].effective = Of("2018-01-01", "2018-01-08");
  EXPECT_THAT(Reasons(Find()),
              ElementsAre("asks for 1 activity in all (52.14 a year), more than 5 in two months "
                          "(30 a year) of 陕团办发〔2017〕19号 (duties[0]), the highest level that "
                          "set one"));
}

TEST_F(FrequencyTest, DutiesOfBodiesAreComparedWithThoseOfBodies) {
  province_.duties = {
      Activities("fiv_04", 5, PeriodKind::kQuarter, {"leading_body.open_day"}, Bodies())};
  city_.duties = {Activities("posts", 9, PeriodKind::kQuarter, {"leading_body.open_day"})};
  EXPECT_THAT(Reasons(Find()), IsEmpty());
  city_.duties[0].subject = Bodies();
  EXPECT_THAT(Fields(Find()), ElementsAre("duties[0]"));
}

TEST_F(FrequencyTest, CadencesOfAMetricAreCompared) {
  province_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kIsoWeek)};
  city_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay),
                    Acts(CadenceMetric::kTopic, 1, PeriodKind::kDay)};
  EXPECT_THAT(Reasons(Find()),
              ElementsAre("asks for 1 voice a day (365 a year), more than 1 a week (52.14 a year) "
                          "of 陕团办发〔2017〕19号 (cadences[0]), the highest level that set one"));
  city_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kIsoWeek, {"online.weibo"}),
                    Acts(CadenceMetric::kVoice, 1, PeriodKind::kIsoWeek, {"online.wechat"})};
  EXPECT_THAT(Fields(Find()), ElementsAre("cadences[1]"));
}

}  // namespace
}  // namespace xinqiao::policy
