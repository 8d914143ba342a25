// Organizations, and where they may stand in the tree.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/organization_code.h"

namespace xinqiao::registry {

// Numbered as in organization_service.proto; the numbers are stored.
enum class OrganizationKind {
  kCentralCommittee = 1,
  kProvincialCommittee = 2,
  kPrefectureCommittee = 3,
  kCountyCommittee = 4,
  kWorkCommittee = 5,
  kUniversityCommittee = 6,
  kCollegeCommittee = 7,
  kBaseCommittee = 8,
  kGeneralBranch = 9,
  kBranch = 10,
  kDepartment = 11,
  kClub = 12,
  kYouthSocialOrganization = 13,
  kVolunteerOrganization = 14,
  kVenue = 15,
  kOnlinePlatform = 16,
};

// Highest first. Numbered as in organization_service.proto; the numbers are
// stored.
enum class OrganizationLevel {
  kNation = 1,
  kProvince = 2,
  kCity = 3,
  kCounty = 4,
  kSchool = 5,
  kCollege = 6,
  kBranch = 7,
  kOutside = 8,
};

// Whether an organization has many youths, by whose parent's word (CAD-03).
struct ManyYouth {
  bool many = false;
  std::string reason;
  absl::CivilDay from_day;

  friend bool operator==(const ManyYouth&, const ManyYouth&) = default;
};

// What a caller asks to register: well-formed, not yet accepted.
struct NewOrganization {
  std::string request_id;
  std::string display_name;
  OrganizationKind kind = OrganizationKind::kBranch;
  OrganizationLevel level = OrganizationLevel::kBranch;
  std::string parent_id;  // "" for the root of a tree.
  absl::CivilDay valid_from;
  bool ledger_root = false;
  std::optional<bool> leading_body;  // By its kind if unset.
  std::vector<OrganizationCode> codes;
};

// What changes over the life of an organization, over one span of days.
struct OrganizationVersion {
  Period validity;  // Up to kOpenEnd for the last version.
  std::string display_name;
  std::string parent_id;          // "" for the root of a tree; of a closed one, its successor.
  bool closed = false;            // Then it is a leaf.
  std::string reorganization_id;  // "" if it was registered so.

  friend bool operator==(const OrganizationVersion&, const OrganizationVersion&) = default;
};

// What never changes, but for many_youth.
struct OrganizationIdentity {
  std::string organization_id;
  OrganizationKind kind = OrganizationKind::kBranch;
  OrganizationLevel level = OrganizationLevel::kBranch;
  bool ledger_root = false;
  std::string log;  // The id of the nearest ledger root, itself included; "" above all.
  bool leading_body = false;
  std::vector<OrganizationCode> codes;  // By scheme.
  std::optional<ManyYouth> many_youth;
  absl::Time create_time;

  friend bool operator==(const OrganizationIdentity&, const OrganizationIdentity&) = default;
};

// An organization as it is on one day.
struct Organization {
  OrganizationIdentity identity;
  OrganizationVersion version;

  friend bool operator==(const Organization&, const Organization&) = default;
};

// An organization over all its days: versions in order, without gaps, at least
// one, the last one open.
struct OrganizationHistory {
  OrganizationIdentity identity;
  std::vector<OrganizationVersion> versions;

  friend bool operator==(const OrganizationHistory&, const OrganizationHistory&) = default;
};

// The code that it has of a scheme; "" without one.
std::string CodeOf(const OrganizationIdentity& identity, CodeScheme scheme);

// The version of `day`; nothing before the first.
const OrganizationVersion* VersionOn(const std::vector<OrganizationVersion>& versions,
                                     absl::CivilDay day);

// Whether the organization stands, and is not closed, on every day from `day`
// on.
bool StandsFrom(const std::vector<OrganizationVersion>& versions, absl::CivilDay day);

// Whether an organization of `kind` is a ledger root without being asked.
bool IsLedgerRootByDefault(OrganizationKind kind);

// Whether one is a leading body without being asked (ORG-06).
bool IsLeadingBodyByDefault(OrganizationKind kind);

// Whether `kind` has `level`: the table of organization_service.proto.
bool HasLevel(OrganizationKind kind, OrganizationLevel level);

// What `draft` registers, not yet placed.
Organization OrganizationOf(NewOrganization draft, std::string organization_id,
                            absl::Time create_time);

// `organization` with its log, if it may stand under `parent`: the history of
// its parent, or nothing if there is none.
//
// PARENT_NOT_VALID or LEVEL_CONFLICT otherwise.
absl::StatusOr<Organization> Place(Organization organization,
                                   const std::optional<OrganizationHistory>& parent);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_H_
