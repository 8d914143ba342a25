#include "libs/policy/subject.h"

#include <algorithm>

namespace xinqiao::policy {
namespace {

template <typename T, typename Value>
bool EmptyOrHas(const std::vector<T>& values, const Value& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

bool Agree(const std::optional<bool>& a, const std::optional<bool>& b) {
  return !a.has_value() || !b.has_value() || *a == *b;
}

bool UnsetOrIs(const std::optional<bool>& condition, bool value) {
  return !condition.has_value() || *condition == value;
}

struct LevelRange {
  OrganizationLevel highest;
  OrganizationLevel lowest;
};

LevelRange LevelsOf(OrganizationKind kind) {
  using Kind = OrganizationKind;
  using Level = OrganizationLevel;
  switch (kind) {
    case Kind::kCentralCommittee:
      return {Level::kNation, Level::kNation};
    case Kind::kProvincialCommittee:
      return {Level::kProvince, Level::kProvince};
    case Kind::kPrefectureCommittee:
      return {Level::kCity, Level::kCity};
    case Kind::kCountyCommittee:
      return {Level::kCounty, Level::kCounty};
    case Kind::kWorkCommittee:
    case Kind::kBaseCommittee:
      return {Level::kCity, Level::kCollege};
    case Kind::kUniversityCommittee:
      return {Level::kCity, Level::kSchool};
    case Kind::kCollegeCommittee:
      return {Level::kCollege, Level::kCollege};
    case Kind::kGeneralBranch:
      return {Level::kSchool, Level::kCollege};
    case Kind::kBranch:
      return {Level::kBranch, Level::kBranch};
    case Kind::kDepartment:
      return {Level::kCity, Level::kBranch};
    case Kind::kClub:
    case Kind::kYouthSocialOrganization:
    case Kind::kVolunteerOrganization:
    case Kind::kVenue:
    case Kind::kOnlinePlatform:
      return {Level::kOutside, Level::kOutside};
  }
  return {Level::kOutside, Level::kNation};  // None.
}

}  // namespace

bool HasLevel(OrganizationKind kind, OrganizationLevel level) {
  const LevelRange range = LevelsOf(kind);
  return range.highest <= level && level <= range.lowest;
}

bool Binds(const Subject& subject, const PostFacts& post) {
  return subject.of == Subject::Of::kPosts &&
         EmptyOrHas(subject.appointment_types, post.appointment_type) &&
         EmptyOrHas(subject.rank_classes, post.rank_class) &&
         EmptyOrHas(subject.organization_kinds, post.organization.kind) &&
         EmptyOrHas(subject.organization_levels, post.organization.level) &&
         UnsetOrIs(subject.leading_body, post.organization.leading_body) &&
         UnsetOrIs(subject.many_youth, post.organization.many_youth) &&
         (!subject.leadership_only || post.leadership) && EmptyOrHas(subject.titles, post.title);
}

bool Binds(const Subject& subject, const OrganizationFacts& organization) {
  return subject.of == Subject::Of::kOrganizations &&
         EmptyOrHas(subject.organization_kinds, organization.kind) &&
         EmptyOrHas(subject.organization_levels, organization.level) &&
         (!subject.leading_bodies_only || organization.leading_body);
}

bool CanMeet(const Subject& a, const Subject& b) {
  return a.of == b.of && ShareOne(a.organization_kinds, b.organization_kinds) &&
         ShareOne(a.organization_levels, b.organization_levels) &&
         ShareOne(a.appointment_types, b.appointment_types) &&
         ShareOne(a.rank_classes, b.rank_classes) && ShareOne(a.titles, b.titles) &&
         Agree(a.leading_body, b.leading_body) && Agree(a.many_youth, b.many_youth);
}

}  // namespace xinqiao::policy
