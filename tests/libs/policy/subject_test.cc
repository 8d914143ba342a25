#include "libs/policy/subject.h"

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
                            .leadership = true,
                            .title = "学院团委书记",
                            .organization = {.kind = OrganizationKind::kCollegeCommittee}};
  EXPECT_TRUE(Binds(secretaries, secretary));

  PostFacts other = secretary;
  other.title = "学院团委副书记";
  EXPECT_FALSE(Binds(secretaries, other));
  other = secretary;
  other.leadership = false;
  EXPECT_FALSE(Binds(secretaries, other));
  other = secretary;
  other.organization.kind = OrganizationKind::kUniversityCommittee;
  EXPECT_FALSE(Binds(secretaries, other));
}

// CON-01 to CON-03: three classes of part-time cadres, by what their organization is.
TEST(BindsTest, APostIsJudgedByItsRankAndByItsOrganization) {
  Subject subject;
  subject.rank_classes = {RankClass::kSectionOrAbove};
  subject.organization_levels = {OrganizationLevel::kCity, OrganizationLevel::kCounty};
  subject.leading_body = true;
  subject.many_youth = false;
  const PostFacts post{.rank_class = RankClass::kSectionOrAbove,
                       .title = "",
                       .organization = {.kind = OrganizationKind::kCountyCommittee,
                                        .level = OrganizationLevel::kCounty,
                                        .leading_body = true}};
  EXPECT_TRUE(Binds(subject, post));

  PostFacts other = post;
  other.rank_class = RankClass::kNotSaid;
  EXPECT_FALSE(Binds(subject, other));
  other = post;
  other.organization.level = OrganizationLevel::kSchool;
  EXPECT_FALSE(Binds(subject, other));
  other = post;
  other.organization.leading_body = false;
  EXPECT_FALSE(Binds(subject, other));
  other = post;
  other.organization.many_youth = true;
  EXPECT_FALSE(Binds(subject, other));
}

// FIV-04: the leading bodies of cities and counties, as bodies.
TEST(BindsTest, AnOrganizationHasToMeetEveryCondition) {
  Subject subject;
  subject.of = Subject::Of::kOrganizations;
  subject.organization_levels = {OrganizationLevel::kCity, OrganizationLevel::kCounty};
  subject.leading_bodies_only = true;
  const OrganizationFacts county{.kind = OrganizationKind::kCountyCommittee,
                                 .level = OrganizationLevel::kCounty,
                                 .leading_body = true};
  EXPECT_TRUE(Binds(subject, county));

  OrganizationFacts other = county;
  other.leading_body = false;
  EXPECT_FALSE(Binds(subject, other));
  other = county;
  other.level = OrganizationLevel::kProvince;
  EXPECT_FALSE(Binds(subject, other));
  subject.organization_kinds = {OrganizationKind::kWorkCommittee};
  EXPECT_FALSE(Binds(subject, county));
  subject.of = Subject::Of::kPosts;
  EXPECT_FALSE(Binds(subject, county));
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

}  // namespace
}  // namespace xinqiao::policy
