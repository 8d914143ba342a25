// The packs that ship, one below the other: what the guard says (CON-05, A-07, A-08, A-14).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/policy/guard.h"
#include "tests/libs/policy/shipped_pack.h"

namespace xinqiao::policy {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// What `low` raises when it is published right below `high`.
std::vector<Raise> RaisesUnder(const RulePack& high, const RulePack& low) {
  const Period always{.first = absl::CivilDay(1900, 1, 1), .end = kOpenEnd};
  const PlacedPack above{.rule_pack_id = "high",
                         .organization_id = "high",
                         .step = 0,
                         .rules = &high,
                         .in_force = always};
  const PlacedPack checked{.rule_pack_id = "low",
                           .organization_id = "low",
                           .step = 1,
                           .rules = &low,
                           .in_force = always};
  return FindRaises(checked, {above});
}

std::vector<std::string> Fields(const std::vector<Raise>& raises) {
  std::vector<std::string> fields;
  for (const Raise& raise : raises) fields.push_back(FieldOf(raise.rule));
  return fields;
}

// Both pass down what the nation asks for.
TEST(ShippedPacksGuardTest, S0StandsBelowS2) {
  EXPECT_THAT(Fields(RaisesUnder(Shipped(kS2), Shipped(kS0))), IsEmpty());
}

TEST(ShippedPacksGuardTest, SixEveryTwoMonthsBelowS2AreTooMany) {
  RulePack more = Shipped(kS0);
  ASSERT_EQ(more.duties[0].duty_id, "fiv_02");
  more.duties[0].required_count = 6;
  const std::vector<Raise> raises = RaisesUnder(Shipped(kS2), more);
  ASSERT_THAT(Fields(raises), ElementsAre("duties[0]"));
  EXPECT_EQ(raises[0].scope, CeilingScope::kFrequency);
  EXPECT_TRUE(raises[0].binding);
  EXPECT_THAT(raises[0].reason, HasSubstr("陕团办发〔2017〕19号 (duties[0])"));
}

// S3 is older than the ban of S2: what it asks for beyond S2 is remarked, and stands.
TEST(ShippedPacksGuardTest, S3StandsBelowS2WithWarnings) {
  const std::vector<Raise> raises = RaisesUnder(Shipped(kS2), Shipped(kS3));
  EXPECT_THAT(raises, Not(IsEmpty()));
  EXPECT_THAT(raises, Each(Field("binding", &Raise::binding, false)));
  EXPECT_THAT(raises, Each(Field("scope", &Raise::scope, CeilingScope::kNewWork)));
}

// 100 youths for every part-time cadre, where S3 asks for 20 and 10. A-14: a voice a day,
// where it asks for one a week. And a share, where it asks for none.
TEST(ShippedPacksGuardTest, S1IsRefusedBelowS3) {
  const std::vector<Raise> raises = RaisesUnder(Shipped(kS3), Shipped(kS1));
  ASSERT_THAT(Fields(raises), ElementsAre("contact_quotas[0]", "cadences[0]", "cadences[4]"));
  EXPECT_THAT(raises, Each(Field("binding", &Raise::binding, true)));
  EXPECT_EQ(raises[0].scope, CeilingScope::kContactNumber);
  EXPECT_THAT(raises[0].reason, AllOf(HasSubstr("asks for 100 youths, more than"),
                                      HasSubstr("榆团办发【2016】23号 (contact_quotas[")));
  EXPECT_EQ(raises[1].scope, CeilingScope::kFrequency);
}

TEST(ShippedPacksGuardTest, S1MayOfferBelowS3WhatItMayNotAskFor) {
  const RulePack s1 = Shipped(kS1);
  const RulePack offered = WithVoluntary(s1, RaisesUnder(Shipped(kS3), s1));
  EXPECT_TRUE(offered.contact_quotas[0].voluntary);
  EXPECT_FALSE(offered.contact_quotas[1].voluntary);
  EXPECT_THAT(RaisesUnder(Shipped(kS3), offered), IsEmpty());
}

}  // namespace
}  // namespace xinqiao::policy
