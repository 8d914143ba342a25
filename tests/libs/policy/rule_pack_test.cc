#include "libs/policy/rule_pack.h"

#include <gtest/gtest.h>

namespace xinqiao::policy {
namespace {

TEST(IsOnTest, WhatAPackDoesNotListIsOff) {
  RulePack pack;
  EXPECT_FALSE(IsOn(pack, SwitchKind::kPersonRanking));
  pack.switches = {{.kind = SwitchKind::kPersonRanking, .enabled = false},
                   {.kind = SwitchKind::kLoginDuty, .enabled = true}};
  EXPECT_FALSE(IsOn(pack, SwitchKind::kPersonRanking));
  EXPECT_TRUE(IsOn(pack, SwitchKind::kLoginDuty));
  EXPECT_FALSE(IsOn(pack, SwitchKind::kPhotoDuty));
}

// PUR-06: by subtree, which the caller knows, and by type of organization.
TEST(HoldsTest, AnOrganizationHasToBeOfAKindAndOfALevel) {
  const OrganizationFacts county{.kind = OrganizationKind::kCountyCommittee,
                                 .level = OrganizationLevel::kCounty};
  const OrganizationFacts zone{.kind = OrganizationKind::kWorkCommittee,
                               .level = OrganizationLevel::kCounty};
  EXPECT_TRUE(Holds({}, county));

  Scope scope;
  scope.organization_kinds = {OrganizationKind::kCountyCommittee,
                              OrganizationKind::kPrefectureCommittee};
  EXPECT_TRUE(Holds(scope, county));
  EXPECT_FALSE(Holds(scope, zone));

  scope.organization_levels = {OrganizationLevel::kCity};
  EXPECT_FALSE(Holds(scope, county));
  scope.organization_levels = {OrganizationLevel::kCity, OrganizationLevel::kCounty};
  EXPECT_TRUE(Holds(scope, county));
}

}  // namespace
}  // namespace xinqiao::policy
