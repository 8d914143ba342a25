#include "libs/policy/subject.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <iterator>
#include <set>
#include <utility>

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

TEST(CanMeetTest, TwoSubjectsMeetWhereNoConditionTellsThemApart) {
  Subject all;
  EXPECT_TRUE(CanMeet(all, all));
  const auto with = [](auto set) {
    Subject subject;
    set(subject);
    return subject;
  };
  const std::pair<Subject, Subject> apart[] = {
      {all, with([](Subject& s) { s.of = Subject::Of::kOrganizations; })},
      {with([](Subject& s) { s.appointment_types = {AppointmentType::kFullTime}; }),
       with([](Subject& s) { s.appointment_types = {AppointmentType::kPartTime}; })},
      {with([](Subject& s) { s.organization_kinds = {OrganizationKind::kBranch}; }),
       with([](Subject& s) { s.organization_kinds = {OrganizationKind::kClub}; })},
      {with([](Subject& s) { s.organization_levels = {OrganizationLevel::kCity}; }),
       with([](Subject& s) { s.organization_levels = {OrganizationLevel::kCounty}; })},
      {with([](Subject& s) { s.rank_classes = {RankClass::kNotSaid}; }),
       with([](Subject& s) { s.rank_classes = {RankClass::kSectionOrAbove}; })},
      {with([](Subject& s) { s.titles = {"书记"}; }),
       with([](Subject& s) { s.titles = {"副书记"}; })},
      {with([](Subject& s) { s.leading_body = true; }),
       with([](Subject& s) { s.leading_body = false; })},
      {with([](Subject& s) { s.many_youth = true; }),
       with([](Subject& s) { s.many_youth = false; })},
  };
  for (const auto& pair : apart) {
    const auto& [a, b] = pair;
    const std::ptrdiff_t n = std::distance(std::begin(apart), &pair);
    EXPECT_FALSE(CanMeet(a, b)) << n;
    EXPECT_FALSE(CanMeet(b, a)) << n;
    EXPECT_TRUE(CanMeet(b, b)) << n;
    EXPECT_TRUE(a.of != b.of || CanMeet(all, b)) << n;
  }
  EXPECT_TRUE(CanMeet(with([](Subject& s) {
                        s.titles = {"书记", "副书记"};
                      }),
                      with([](Subject& s) { s.titles = {"副书记"}; })));
  // A leader can be meant by a rule for everybody.
  EXPECT_TRUE(CanMeet(with([](Subject& s) { s.leadership_only = true; }), all));
}

TEST(HasLevelTest, EveryKindHasALevelAndEveryLevelAKind) {
  int pairs = 0;
  std::set<int> levels;
  for (int kind = 0; kind <= static_cast<int>(OrganizationKind::kOnlinePlatform); ++kind) {
    int of_kind = 0;
    for (int level = 0; level <= static_cast<int>(OrganizationLevel::kOutside); ++level) {
      if (!HasLevel(static_cast<OrganizationKind>(kind), static_cast<OrganizationLevel>(level))) {
        continue;
      }
      ++of_kind;
      levels.insert(level);
    }
    EXPECT_GT(of_kind, 0) << kind;
    pairs += of_kind;
  }
  EXPECT_EQ(levels.size(), 8u);
  EXPECT_EQ(pairs, 29);
  EXPECT_FALSE(HasLevel(OrganizationKind::kBranch, OrganizationLevel::kNation));
  EXPECT_TRUE(HasLevel(OrganizationKind::kDepartment, OrganizationLevel::kBranch));
}

}  // namespace
}  // namespace xinqiao::policy
