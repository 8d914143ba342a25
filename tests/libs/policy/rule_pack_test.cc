#include "libs/policy/rule_pack.h"

#include <gtest/gtest.h>

namespace xinqiao::policy {
namespace {

TEST(BindsTest, APostHasToMeetEveryCondition) {
  // CAD-08: the secretary of a college.
  Subject secretaries;
  secretaries.organization_kinds = {OrganizationKind::kCollegeCommittee};
  secretaries.leadership_only = true;
  secretaries.titles = {"学院团委书记", "团委书记"};
  const PostFacts secretary{.appointment_type = AppointmentType::kPartTime,
                            .organization_kind = OrganizationKind::kCollegeCommittee,
                            .leadership = true,
                            .title = "学院团委书记"};
  EXPECT_TRUE(Binds(secretaries, secretary));

  PostFacts other = secretary;
  other.title = "学院团委副书记";
  EXPECT_FALSE(Binds(secretaries, other));
  other = secretary;
  other.leadership = false;
  EXPECT_FALSE(Binds(secretaries, other));
  other = secretary;
  other.organization_kind = OrganizationKind::kUniversityCommittee;
  EXPECT_FALSE(Binds(secretaries, other));
}

TEST(BindsTest, AppointmentTypesAreAlternatives) {
  Subject five_ones;
  five_ones.appointment_types = {AppointmentType::kFullTime, AppointmentType::kSeconded};
  EXPECT_TRUE(Binds(five_ones, {.appointment_type = AppointmentType::kFullTime, .title = ""}));
  EXPECT_TRUE(Binds(five_ones, {.appointment_type = AppointmentType::kSeconded, .title = ""}));
  EXPECT_FALSE(Binds(five_ones, {.appointment_type = AppointmentType::kPartTime, .title = ""}));
}

TEST(BindsTest, WithoutConditionsEveryPostIsMeantButNoPostByARuleForOrganizations) {
  Subject subject;
  EXPECT_TRUE(Binds(subject, {.title = "团支部书记"}));
  subject.of = Subject::Of::kOrganizations;
  EXPECT_FALSE(Binds(subject, {.title = "团支部书记"}));
}

TEST(IsOnTest, WhatAPackDoesNotListIsOff) {
  RulePack pack;
  EXPECT_FALSE(IsOn(pack, SwitchKind::kPersonRanking));
  pack.switches = {{.kind = SwitchKind::kPersonRanking, .enabled = false},
                   {.kind = SwitchKind::kLoginDuty, .enabled = true}};
  EXPECT_FALSE(IsOn(pack, SwitchKind::kPersonRanking));
  EXPECT_TRUE(IsOn(pack, SwitchKind::kLoginDuty));
  EXPECT_FALSE(IsOn(pack, SwitchKind::kPhotoDuty));
}

}  // namespace
}  // namespace xinqiao::policy
