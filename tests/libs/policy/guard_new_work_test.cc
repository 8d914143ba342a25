#include "libs/policy/guard_new_work.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Reasons(const std::vector<Raise>& raises) {
  std::vector<std::string> reasons;
  for (const Raise& raise : raises) reasons.push_back(raise.reason);
  return reasons;
}

// A province that allows new work as voluntary only, and a city under it.
class NewWorkTest : public ::testing::Test {
 protected:
  NewWorkTest() {
    province_.ceilings = {NoNewWork()};
    province_.duties = {Activities("fiv_02", 5, PeriodKind::kTwoMonths, {"five_ones.deed"},
                                   OfType(AppointmentType::kFullTime))};
  }

  std::vector<Raise> Find() {
    above_ = {Place("province", 0, province_), Place("city", 1, own_)};
    return FindNewWork(Place("city", 1, city_), above_);
  }

  RulePack province_ = Pack("陕团办发〔2017〕19号", "2017-03-22");
  RulePack city_ = Pack("市团发〔2017〕3号", "2017-04-01");
  RulePack own_ = Pack("市团发〔2017〕2号");  // Another pack of the city.
  std::vector<PlacedPack> above_;
};

TEST_F(NewWorkTest, AKindThatNobodyAboveAsksForIsRefused) {
  city_.duties = {Activities("deeds", 1, PeriodKind::kYear, {"five_ones.deed"},
                             OfType(AppointmentType::kFullTime)),
                  Activities("visits", 1, PeriodKind::kYear, {"local.visit"})};
  const std::vector<Raise> raises = Find();
  ASSERT_THAT(Reasons(raises),
              ElementsAre("asks for activities of the kind 'local.visit' that no higher level asks "
                          "these posts for; 陕团办发〔2017〕19号 (ceilings[0]) allows it as "
                          "voluntary only"));
  EXPECT_EQ(raises[0].rule, (RulePlace{RuleType::kDuty, 1}));
  EXPECT_EQ(raises[0].scope, CeilingScope::kNewWork);
  EXPECT_EQ(raises[0].ceiling, (RuleRef{above_.data(), {RuleType::kCeiling, 0}}));
  EXPECT_TRUE(raises[0].binding);

  city_.duties[1].voluntary = true;
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(NewWorkTest, WithoutSuchACeilingItIsAllowed) {
  province_.ceilings[0].covers = {CeilingScope::kContactNumber, CeilingScope::kFrequency};
  city_.duties = {Activities("visits", 1, PeriodKind::kYear, {"local.visit"})};
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(NewWorkTest, AnOwnCeilingAndAnOwnPackDoNotCount) {
  city_.duties = {Activities("visits", 1, PeriodKind::kYear, {"local.visit"})};
  own_.duties = city_.duties;
  EXPECT_EQ(Find().size(), 1u);
  province_.ceilings.clear();
  own_.ceilings = {NoNewWork()};
  own_.duties.clear();
  EXPECT_THAT(Reasons(Find()), IsEmpty());
}

TEST_F(NewWorkTest, TheSamePostsHaveToBeAsked) {
  city_.duties = {Activities("deeds", 1, PeriodKind::kYear, {"five_ones.deed"},
                             OfType(AppointmentType::kPartTime))};
  EXPECT_EQ(Find().size(), 1u);
}

TEST_F(NewWorkTest, WorkWithoutANumberAndWorkOfTheScheduleIsAskedFor) {
  province_.duties[0].subject = Everybody();
  province_.duties[0].required_count = 0;
  ScheduleItem open_day;
  open_day.kind_ids = {"campaign.open_day"};
  open_day.window = Of("2017-05-01", "2017-06-01");
  province_.schedule_items = {open_day};
  province_.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay, {"online.voice"})};
  city_.duties = {Activities("deeds", 1, PeriodKind::kYear, {"five_ones.deed"}),
                  Activities("open_day", 1, std::nullopt, {"campaign.open_day"}),
                  Activities("voices", 1, PeriodKind::kIsoWeek, {"online.voice"})};
  city_.duties[1].effective = Of("2017-05-01", "2017-06-01");
  EXPECT_THAT(Reasons(Find()), IsEmpty());
  city_.duties[1].effective = Of("2017-05-01", "2017-07-01");
  EXPECT_EQ(Find().size(), 1u);
}

TEST_F(NewWorkTest, ObjectsAndMetricsAreGuardedToo) {
  province_.contact_quotas = {Quota(20)};
  city_.contact_quotas = {Quota(20), Quota(1, {}, ContactObject::kClub)};
  city_.cadences = {Acts(CadenceMetric::kTopic, 1, PeriodKind::kMonth)};
  EXPECT_THAT(Reasons(Find()),
              ElementsAre("asks for clubs that no higher level asks these posts for; "
                          "陕团办发〔2017〕19号 (ceilings[0]) allows it as voluntary only",
                          "asks for topics that no higher level asks these posts for; "
                          "陕团办发〔2017〕19号 (ceilings[0]) allows it as voluntary only"));
}

TEST_F(NewWorkTest, AnOlderDocumentIsWarnedAboutOnly) {
  city_.document.issue_day = Day("2016-05-01");
  city_.duties = {Activities("visits", 1, PeriodKind::kYear, {"local.visit"})};
  const std::vector<Raise> raises = Find();
  ASSERT_THAT(Reasons(raises),
              ElementsAre("asks for activities of the kind 'local.visit' that no higher level asks "
                          "these posts for; 陕团办发〔2017〕19号 (ceilings[0]) allows it as "
                          "voluntary only; it was issued on 2016-05-01, before that of 2017-03-22, "
                          "and is not bound by it"));
  EXPECT_FALSE(raises[0].binding);

  RulePack nation = Pack("中青发〔2015〕1号", "2015-01-01");
  nation.ceilings = {NoNewWork()};
  above_ = {Place("province", 1, province_), Place("nation", 0, nation)};
  const std::vector<Raise> older = FindNewWork(Place("city", 2, city_), above_);
  ASSERT_EQ(older.size(), 1u);
  EXPECT_TRUE(older[0].binding);
}

}  // namespace
}  // namespace xinqiao::policy
