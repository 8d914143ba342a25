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

// the counties and one zone of two are compared; the university is not in the list.
TEST(BindsTest, AnEvaluationBindsThoseWhomItCompares) {
  const OrganizationFacts county{.kind = OrganizationKind::kCountyCommittee,
                                 .level = OrganizationLevel::kCounty,
                                 .organization_id = "county"};
  OrganizationFacts zone{.kind = OrganizationKind::kWorkCommittee,
                         .level = OrganizationLevel::kCounty,
                         .organization_id = "zone"};
  const OrganizationFacts school{.kind = OrganizationKind::kUniversityCommittee,
                                 .level = OrganizationLevel::kSchool};
  const PostFacts secretary{.title = "书记", .organization = county};
  Evaluation evaluation;
  EXPECT_TRUE(Binds(evaluation, school));
  EXPECT_TRUE(Binds(evaluation, secretary));

  evaluation.cohorts = {{.title = "各县（市、区）团委",
                         .subject = {.of = Subject::Of::kOrganizations,
                                     .organization_kinds = {OrganizationKind::kCountyCommittee}}},
                        {.title = "开发区团工委",
                         .subject = {.of = Subject::Of::kOrganizations,
                                     .organization_kinds = {OrganizationKind::kWorkCommittee}},
                         .organization_ids = {"zone"}}};
  EXPECT_TRUE(Binds(evaluation, county));
  EXPECT_TRUE(Binds(evaluation, zone));
  zone.organization_id = "another zone";
  EXPECT_FALSE(Binds(evaluation, zone));
  EXPECT_FALSE(Binds(evaluation, school));
  EXPECT_FALSE(Binds(evaluation, secretary));

  evaluation.cohorts = {{.title = "本级团干部", .subject = {}}};
  EXPECT_TRUE(Binds(evaluation, secretary));
  EXPECT_FALSE(Binds(evaluation, county));
}

}  // namespace
}  // namespace xinqiao::policy
