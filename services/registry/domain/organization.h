// Organizations and where they may stand in the tree.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"

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
};

// An organization with the one parent link that is looked at.
struct Organization {
  std::string organization_id;
  std::string display_name;
  OrganizationKind kind = OrganizationKind::kBranch;
  OrganizationLevel level = OrganizationLevel::kBranch;
  std::string parent_id;  // "" for the root of a tree.
  Period validity;        // Of the link.
  bool ledger_root = false;
  std::string log;  // The id of the nearest ledger root, itself included; "" above all.
  absl::Time create_time;

  friend bool operator==(const Organization&, const Organization&) = default;
};

// Whether an organization of `kind` is a ledger root without being asked.
bool IsLedgerRootByDefault(OrganizationKind kind);

// `organization` with its log, if it may stand under `parent`: its parent with
// the link of its first day, or nothing if there is none.
//
// PARENT_NOT_VALID or LEVEL_CONFLICT otherwise.
absl::StatusOr<Organization> Place(Organization organization,
                                   const std::optional<Organization>& parent);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_ORGANIZATION_H_
