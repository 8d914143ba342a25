#include "libs/policy/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Texts(const std::vector<Raise>& raises) {
  std::vector<std::string> texts;
  for (const Raise& raise : raises) {
    texts.push_back(absl::StrCat(FieldOf(raise.rule), " ", raise.reason));
  }
  return texts;
}

// The quotas of S3 (CON-01 to CON-03).
RulePack CityOfYulin() {
  RulePack pack = Pack("榆团办发【2016】23号", "2016-04-01");
  Subject many_youth = OfType(AppointmentType::kPartTime);
  many_youth.many_youth = true;
  Subject others = OfType(AppointmentType::kPartTime);
  others.many_youth = false;
  Subject full_time = OfType(AppointmentType::kFullTime);
  full_time.appointment_types.push_back(AppointmentType::kSeconded);
  pack.contact_quotas = {Quota(100, full_time), Quota(20, many_youth), Quota(10, others)};
  return pack;
}

// The quotas of S1 (CON-04): 1 + 1 + 1 + 100 for full-time and part-time.
RulePack College() {
  RulePack pack = Pack("学院团发〔2019〕1号", "2019-05-01");
  Subject cadres = OfType(AppointmentType::kFullTime);
  cadres.appointment_types.push_back(AppointmentType::kPartTime);
  pack.contact_quotas = {Quota(1, cadres, ContactObject::kBranch),
                         Quota(1, cadres, ContactObject::kClub), Quota(100, cadres)};
  return pack;
}

TEST(FindRaisesTest, AHundredForPartTimeIsMoreThanTwentyAndTen) {
  const RulePack city = CityOfYulin();
  const RulePack college = College();
  const PlacedPack above[] = {Place("city", 0, city)};
  const std::vector<Raise> raises = FindRaises(Place("college", 2, college), above);
  ASSERT_THAT(Texts(raises),
              ElementsAre("contact_quotas[2] asks for 100 youths, more than 20 of "
                          "榆团办发【2016】23号 (contact_quotas[1]), the highest level that set "
                          "one"));
  EXPECT_EQ(raises[0].scope, CeilingScope::kContactNumber);
  EXPECT_EQ(raises[0].ceiling, (RuleRef{above, {RuleType::kContactQuota, 1}}));
  EXPECT_TRUE(raises[0].binding);
}

TEST(FindRaisesTest, AHundredForFullTimeIsNotMore) {
  const RulePack city = CityOfYulin();
  RulePack college = College();
  for (ContactQuota& quota : college.contact_quotas) {
    quota.subject = OfType(AppointmentType::kFullTime);
  }
  const PlacedPack above[] = {Place("city", 0, city)};
  EXPECT_THAT(Texts(FindRaises(Place("college", 2, college), above)), IsEmpty());
}

TEST(FindRaisesTest, StoredAsVoluntaryItRaisesNothing) {
  const RulePack city = CityOfYulin();
  const RulePack college = College();
  const PlacedPack above[] = {Place("city", 0, city)};
  const RulePack offered = WithVoluntary(college, FindRaises(Place("college", 2, college), above));
  EXPECT_FALSE(offered.contact_quotas[0].voluntary);
  EXPECT_TRUE(offered.contact_quotas[2].voluntary);
  EXPECT_THAT(Texts(FindRaises(Place("college", 2, offered), above)), IsEmpty());
}

TEST(FindRaisesTest, TheHighestLevelThatSetOneCountsAndNotTheNearest) {
  RulePack province = Pack("省〔2015〕1号");
  RulePack city = Pack("市〔2016〕1号");
  RulePack college = Pack("院〔2017〕1号");
  province.contact_quotas = {Quota(100)};
  city.contact_quotas = {Quota(20)};
  college.contact_quotas = {Quota(50)};
  const PlacedPack above[] = {Place("city", 1, city), Place("province", 0, province)};
  EXPECT_THAT(Texts(FindRaises(Place("college", 2, college), above)), IsEmpty());
  college.contact_quotas[0].required_count = 101;
  EXPECT_THAT(Texts(FindRaises(Place("college", 2, college), above)),
              ElementsAre("contact_quotas[0] asks for 101 youths, more than 100 of 省〔2015〕1号 "
                          "(contact_quotas[0]), the highest level that set one"));
  // A number of 0 or a voluntary one sets nothing.
  province.contact_quotas[0].voluntary = true;
  const auto ceiling = [&] {
    const std::vector<Raise> raises = FindRaises(Place("college", 2, college), above);
    return raises.size() == 1 ? raises[0].ceiling.pack : nullptr;
  };
  EXPECT_EQ(ceiling(), &above[0]);
  province.contact_quotas[0] = Quota(0);
  EXPECT_EQ(ceiling(), &above[0]);
}

TEST(FindRaisesTest, TheScopeOfAPackIsACondition) {
  RulePack city = CityOfYulin();
  city.scope.organization_levels = {OrganizationLevel::kCounty};
  RulePack college = College();
  college.scope.organization_levels = {OrganizationLevel::kSchool, OrganizationLevel::kCollege};
  const PlacedPack above[] = {Place("city", 0, city)};
  EXPECT_THAT(Texts(FindRaises(Place("college", 2, college), above)), IsEmpty());
  college.scope.organization_levels.clear();
  EXPECT_EQ(FindRaises(Place("college", 2, college), above).size(), 1u);
}

TEST(FindRaisesTest, AnOwnNumberIsNotRaisedByASecondPackButByOneThatTakesItsPlace) {
  RulePack first = Pack("市〔2016〕1号");
  RulePack second = Pack("市〔2017〕1号");
  first.contact_quotas = {Quota(20)};
  second.contact_quotas = {Quota(30)};
  const PlacedPack own[] = {Place("city", 1, first)};
  EXPECT_THAT(Texts(FindRaises(Place("city", 1, second), own)),
              ElementsAre("contact_quotas[0] asks for 30 youths, more than 20 of 市〔2016〕1号 "
                          "(contact_quotas[0]), of the same organization"));
  const PlacedPack superseded[] = {Place("city", 1, first, Of("2016-01-01", "2017-07-01"))};
  const Period from_july{.first = Day("2017-07-01"), .end = kOpenEnd};
  EXPECT_THAT(Texts(FindRaises(Place("city", 1, second, from_july), superseded)), IsEmpty());
}

TEST(FindRaisesTest, AShareIsNotRaisedNorReachedMoreOften) {
  RulePack province = Pack("省〔2017〕1号");
  province.cadences = {Acts(CadenceMetric::kFaceToFace, 0, PeriodKind::kYear)};
  province.cadences[0].reach_above_percent = 50;
  RulePack city = province;
  city.document.number = "市〔2017〕1号";
  const PlacedPack above[] = {Place("province", 0, province)};
  const PlacedPack placed = Place("city", 1, city);
  EXPECT_THAT(Texts(FindRaises(placed, above)), IsEmpty());
  city.cadences[0].reach_above_percent = 80;
  EXPECT_THAT(Texts(FindRaises(placed, above)),
              ElementsAre("cadences[0] asks to reach more than 80 % of the links a year, more than "
                          "50 % of 省〔2017〕1号 (cadences[0]), the highest level that set one"));
  city.cadences[0].reach_above_percent = 50;
  city.cadences[0].period = PeriodKind::kMonth;
  EXPECT_THAT(
      Texts(FindRaises(placed, above)),
      ElementsAre("cadences[0] asks to reach more than 50 % of the links a month, more "
                  "often than once a year of 省〔2017〕1号 (cadences[0]), the highest level "
                  "that set one"));
  // One a year is less than half of a hundred.
  province.cadences[0].required_count = 1;
  province.cadences[0].reach_above_percent.reset();
  EXPECT_THAT(Texts(FindRaises(placed, above)),
              ElementsAre("cadences[0] asks to reach more than 50 % of the links a month, and no "
                          "share is asked for by 省〔2017〕1号 (cadences[0]), the highest level "
                          "that set one"));
}

TEST(FindRaisesTest, ListsByRuleAndScope) {
  RulePack province = Pack("省〔2017〕1号");
  province.ceilings = {NoNewWork()};
  province.contact_quotas = {Quota(10)};
  province.duties = {Activities("a", 1, PeriodKind::kYear, {"x.a"})};
  RulePack city = Pack("市〔2017〕1号", "2017-05-01");
  city.contact_quotas = {Quota(11)};
  city.duties = {Activities("b", 1, PeriodKind::kYear, {"x.b"}),
                 Activities("ac", 2, PeriodKind::kYear, {"x.a", "x.c"})};
  const PlacedPack above[] = {Place("province", 0, province)};
  const std::vector<Raise> raises = FindRaises(Place("city", 1, city), above);
  ASSERT_EQ(raises.size(), 4u);
  EXPECT_EQ(FieldOf(raises[0].rule), "duties[0]");
  EXPECT_EQ(FieldOf(raises[1].rule), "duties[1]");
  EXPECT_EQ(raises[1].scope, CeilingScope::kFrequency);
  EXPECT_EQ(FieldOf(raises[2].rule), "duties[1]");
  EXPECT_EQ(raises[2].scope, CeilingScope::kNewWork);
  EXPECT_EQ(FieldOf(raises[3].rule), "contact_quotas[0]");
  const RulePack offered = WithVoluntary(city, raises);
  EXPECT_TRUE(offered.duties[0].voluntary);
  EXPECT_TRUE(offered.duties[1].voluntary);
  EXPECT_TRUE(offered.contact_quotas[0].voluntary);
}

TEST(WithVoluntaryTest, LeavesAloneWhatIsWarnedAboutOnly) {
  RulePack pack = Pack("市〔2017〕1号");
  pack.duties = {Activities("a", 1, PeriodKind::kYear, {"x.a"})};
  pack.cadences = {Acts(CadenceMetric::kVoice, 1, PeriodKind::kDay)};
  const std::vector<Raise> raises = {{.rule = {RuleType::kDuty, 0}, .binding = false},
                                     {.rule = {RuleType::kCadence, 0}}};
  const RulePack offered = WithVoluntary(pack, raises);
  EXPECT_FALSE(offered.duties[0].voluntary);
  EXPECT_TRUE(offered.cadences[0].voluntary);
}

}  // namespace
}  // namespace xinqiao::policy
