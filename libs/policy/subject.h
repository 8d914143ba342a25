// Whom a rule binds, as values. xinqiao/policy/v1/subject.proto says what each field means.

#ifndef XINQIAO_LIBS_POLICY_SUBJECT_H_
#define XINQIAO_LIBS_POLICY_SUBJECT_H_

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace xinqiao::policy {

enum class AppointmentType { kFullTime, kSeconded, kPartTime };

enum class OrganizationKind {
  kCentralCommittee,
  kProvincialCommittee,
  kPrefectureCommittee,
  kCountyCommittee,
  kWorkCommittee,
  kUniversityCommittee,
  kCollegeCommittee,
  kBaseCommittee,
  kGeneralBranch,
  kBranch,
  kDepartment,
  kClub,
  kYouthSocialOrganization,
  kVolunteerOrganization,
  kVenue,
  kOnlinePlatform,
};

// Highest first.
enum class OrganizationLevel {
  kNation,
  kProvince,
  kCity,
  kCounty,
  kSchool,
  kCollege,
  kBranch,
  kOutside,
};

// Whether an organization of `kind` may have `level`: the table of
// organization_service.proto (ORG-05).
bool HasLevel(OrganizationKind kind, OrganizationLevel level);

enum class RankClass { kNotSaid, kBelowSection, kSectionOrAbove };

// Whom a rule binds. Every empty list, and every bool without a value, means
// any.
struct Subject {
  enum class Of { kPosts, kOrganizations };

  Of of = Of::kPosts;
  std::vector<OrganizationKind> organization_kinds;
  std::vector<OrganizationLevel> organization_levels;
  std::vector<AppointmentType> appointment_types;  // Posts only.
  std::vector<RankClass> rank_classes;             // Posts only.
  bool leadership_only = false;                    // Posts only.
  std::vector<std::string> titles;                 // Posts only.
  std::optional<bool> leading_body;                // Of the organization of a post. Posts only.
  std::optional<bool> many_youth;                  // Of the organization of a post. Posts only.
  bool leading_bodies_only = false;                // Organizations only.

  friend bool operator==(const Subject&, const Subject&) = default;
};

// An organization, as far as a subject looks at it.
struct OrganizationFacts {
  OrganizationKind kind = OrganizationKind::kBranch;
  OrganizationLevel level = OrganizationLevel::kBranch;
  bool leading_body = false;
  bool many_youth = false;
  // Its id, for cohorts that list organizations; may be left out where nobody
  // asks for one.
  absl::string_view organization_id = "";
};

// A post, as far as a subject looks at it.
struct PostFacts {
  AppointmentType appointment_type = AppointmentType::kFullTime;
  RankClass rank_class = RankClass::kNotSaid;
  bool leadership = false;
  absl::string_view title;
  OrganizationFacts organization;  // That the post is in.
};

// Whether `subject` means the post; never when it means organizations.
bool Binds(const Subject& subject, const PostFacts& post);

// Whether `subject` means the organization as a body; never when it means posts.
bool Binds(const Subject& subject, const OrganizationFacts& organization);

// Whether one value satisfies both lists, where an empty list takes any.
template <typename T>
bool ShareOne(const std::vector<T>& a, const std::vector<T>& b) {
  return a.empty() || b.empty() ||
         std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

// Whether there can be a post, or an organization, that both mean.
bool CanMeet(const Subject& a, const Subject& b);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_SUBJECT_H_
