// What the packs of several levels ask for together (C-02, DIS-03).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/policy/guard_frequency.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Nation, province, city, county, school: what the packs of the levels ask for
// together. A kind is a letter.
class ChainTest : public ::testing::Test {
 protected:
  static Duty Of(const std::string& duty_id, int64_t count, const std::string& kinds) {
    std::vector<std::string> kind_ids;
    for (const char kind : kinds) kind_ids.push_back(absl::StrCat("x.", std::string(1, kind)));
    return Activities(duty_id, count, PeriodKind::kQuarter, kind_ids);
  }

  // Another pack of a step of the way; the first is the root's.
  RulePack& Add(int step, std::vector<Duty> duties) {
    steps_.push_back(step);
    RulePack& pack = packs_.emplace_back(Pack(absl::StrCat(packs_.size() + 1, "号")));
    pack.duties = std::move(duties);
    return pack;
  }

  // What the last raises below all others.
  std::vector<Raise> FindAll() {
    placed_.clear();
    for (size_t i = 0; i < packs_.size(); ++i) {
      placed_.push_back(Place(absl::StrCat("level_", steps_[i]), steps_[i], packs_[i]));
    }
    return FindFrequencyRaises(placed_.back(),
                               absl::MakeSpan(placed_).subspan(0, placed_.size() - 1));
  }
  std::vector<std::string> Find() { return Reasons(FindAll()); }

  static std::vector<std::string> Reasons(const std::vector<Raise>& raises) {
    std::vector<std::string> reasons;
    for (const Raise& raise : raises) reasons.push_back(raise.reason);
    return reasons;
  }

  std::deque<RulePack> packs_;
  std::vector<int> steps_;
  std::vector<PlacedPack> placed_;
};

TEST_F(ChainTest, LevelsDoNotPileUpByAskingForOneKindEach) {
  Add(0, {Of("any", 5, "abcde")});
  Add(1, {Of("city", 5, "a")});
  EXPECT_THAT(Find(), IsEmpty());
  RulePack& county = Add(2, {Of("county", 5, "b")});
  const std::vector<Raise> raises = FindAll();
  ASSERT_THAT(Reasons(raises),
              ElementsAre("asks together with 2号 (duties[0]) for 10 activities a quarter, more "
                          "than 5 a quarter of 1号 (duties[0]), the highest level that set one"));
  EXPECT_THAT(raises[0].others, ElementsAre(RuleRef{&placed_[1], {RuleType::kDuty, 0}}));
  county.duties = {Of("county", 5, "ab")};
  EXPECT_THAT(Find(), IsEmpty()) << "met by what the city asks for";
  county.duties = {Of("county", 1, "b")};
  EXPECT_THAT(Find(), SizeIs(1)) << "one more";
}

TEST_F(ChainTest, WhatALevelLeavesOpenTheNextMayAskFor) {
  Add(0, {Of("any", 5, "abcde")});
  Add(1, {Of("city", 2, "a")});
  Add(2, {Of("county", 2, "b")});
  RulePack& school = Add(3, {Of("school", 1, "c")});
  EXPECT_THAT(Find(), IsEmpty());
  school.duties[0].required_count = 2;
  EXPECT_THAT(Find(),
              ElementsAre("asks together with 2号 (duties[0]) and 3号 (duties[0]) for 6 activities "
                          "a quarter, more than 5 a quarter of 1号 (duties[0]), the highest level "
                          "that set one"));
}

TEST_F(ChainTest, ThreeLevelsDoNotPileUpByKindsInTurn) {
  Add(0, {Of("any", 5, "abc")});
  Add(1, {Of("city", 5, "ab")});
  Add(2, {Of("county", 5, "bc")});
  EXPECT_THAT(Find(), IsEmpty());
  Add(3, {Of("school", 5, "ca")});
  EXPECT_THAT(Find(),
              ElementsAre("asks together with 2号 (duties[0]) and 3号 (duties[0]) for 7.5 "
                          "activities a quarter, more than 5 a quarter of 1号 (duties[0]), the "
                          "highest level that set one"));
}

TEST_F(ChainTest, AKindThatNoHigherLevelNamesIsFreeForTheFirstThatDoes) {
  Add(0, {Of("any", 5, "ab")});
  RulePack& province = Add(1, {Of("new", 7, "z")});
  EXPECT_THAT(Find(), IsEmpty());
  Add(2, {Of("city", 5, "a"), Of("more", 7, "z")});
  EXPECT_THAT(Find(), IsEmpty());
  packs_.back().duties[1].required_count = 8;
  EXPECT_THAT(Find(), SizeIs(1));
  // Five of a or z were met by five of a.
  province.duties = {Of("new", 5, "az")};
  packs_.back().duties = {Of("city", 5, "z")};
  EXPECT_THAT(Find(),
              ElementsAre("asks together with 1号 (duties[0]) for 10 activities a quarter, more "
                          "than 5 a quarter of 1号 (duties[0]) and 2号 (duties[0]), the highest "
                          "level that set one"));
}

TEST_F(ChainTest, TheNearestOfThoseAboutTheSameIsAskedFor) {
  Add(0, {Of("any", 5, "abc")});
  Add(1, {Of("any", 5, "a")});
  RulePack& county = Add(2, {Of("any", 2, "b"), Of("more", 3, "c")});
  EXPECT_THAT(Find(), IsEmpty());
  county.duties[1].required_count = 4;
  EXPECT_THAT(Find(), SizeIs(1));
  // What is refused takes the place of nothing: then both are too much.
  county.duties[0].required_count = 6;
  county.duties[1].required_count = 3;
  EXPECT_EQ(FindAll().size(), 2u);
  // Nor does what is offered only.
  county.duties[0] = Of("any", 2, "b");
  county.duties[0].voluntary = true;
  EXPECT_THAT(Find(), ElementsAre(HasSubstr("together with 2号 (duties[0]) for 8")));
}

TEST_F(ChainTest, OnDaysWithoutTheNearestTheOtherIsAskedFor) {
  Add(0, {Of("any", 5, "abc")});
  Add(1, {Of("any", 5, "a")});
  RulePack& county = Add(2, {Of("any", 2, "b"), Of("more", 3, "c")});
  county.duties[0].effective.end = Day("2018-01-01");
  EXPECT_THAT(Find(), ElementsAre(HasSubstr("together with 2号 (duties[0]) for 8")));
  county.duties[1].effective.end = Day("2018-01-01");
  EXPECT_THAT(Find(), IsEmpty());
}

TEST_F(ChainTest, AnOlderPackOfTheSameOrganizationGivesItsPlace) {
  Add(0, {Of("any", 5, "abc")});
  Add(1, {Of("any", 5, "a")});
  RulePack& second = Add(1, {Of("any", 2, "b"), Of("more", 3, "c")});
  EXPECT_THAT(Find(), IsEmpty());
  second.duties[0].duty_id = "other";
  EXPECT_EQ(FindAll().size(), 2u);
}

TEST_F(ChainTest, WhatIsTooMuchAlreadyIsNotHeldAgainstALowerLevel) {
  Add(0, {Of("any", 5, "abc")});
  Add(1, {Of("first", 5, "a"), Of("second", 5, "b")});
  RulePack& county = Add(2, {Of("county", 3, "a")});
  EXPECT_THAT(Find(), IsEmpty());
  county.duties = {Of("county", 1, "c")};
  EXPECT_THAT(Find(), SizeIs(1));
}

TEST_F(ChainTest, WholeIntervalsOfLevelsAreAddedUpByTheirCounts) {
  const auto in_all = [](Duty duty) {
    duty.period.reset();
    duty.effective = xinqiao::policy::Of("2017-01-01", "2018-01-01");
    return duty;
  };
  Add(0, {in_all(Of("any", 2, "ab"))});
  RulePack& city = Add(1, {in_all(Of("city", 2, "a"))});
  city.duties[0].effective.end = Day("2017-07-01");
  RulePack& county = Add(2, {in_all(Of("county", 1, "b"))});
  county.duties[0].effective.first = Day("2017-07-01");
  EXPECT_THAT(Find(), ElementsAre(HasSubstr("together with 2号 (duties[0]) for 3 activities in "
                                            "all, more than 2 in all of 1号 (duties[0])")));
  city.duties[0].required_count = 1;
  EXPECT_THAT(Find(), IsEmpty());
}

TEST_F(ChainTest, PostsThatOneLevelDoesNotMeanAreNotAskedByIt) {
  Add(0, {Of("any", 5, "ab")});
  RulePack& city = Add(1, {Of("city", 5, "a")});
  RulePack& county = Add(2, {Of("county", 5, "b")});
  city.duties[0].subject = OfType(AppointmentType::kFullTime);
  county.duties[0].subject = OfType(AppointmentType::kPartTime);
  EXPECT_THAT(Find(), IsEmpty());
  county.duties[0].subject = {};
  EXPECT_THAT(Find(), SizeIs(1));
}

TEST_F(ChainTest, OfCadencesTheNearestIsAskedFor) {
  const auto voice = [](const std::string& kind_id) {
    return Acts(CadenceMetric::kVoice, 1, PeriodKind::kIsoWeek, {kind_id});
  };
  Add(0, {}).cadences = {voice("x.a")};
  Add(1, {}).cadences = {voice("x.b")};
  RulePack& county = Add(2, {});
  county.cadences = {voice("x.c")};
  EXPECT_THAT(Find(), IsEmpty());
  county.cadences.push_back(voice("x.d"));
  EXPECT_THAT(Find(), SizeIs(1));
}

}  // namespace
}  // namespace xinqiao::policy
