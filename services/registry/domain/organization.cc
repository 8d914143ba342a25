#include "services/registry/domain/organization.h"

#include <algorithm>
#include <utility>

#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

using Kind = OrganizationKind;
using Level = OrganizationLevel;

struct LevelRange {
  Level highest;
  Level lowest;
};

LevelRange LevelsOf(Kind kind) {
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

std::string CodeOf(const OrganizationIdentity& identity, CodeScheme scheme) {
  for (const OrganizationCode& code : identity.codes) {
    if (code.scheme == scheme) return code.code;
  }
  return "";
}

const OrganizationVersion* VersionOn(const std::vector<OrganizationVersion>& versions,
                                     absl::CivilDay day) {
  const auto after =
      std::upper_bound(versions.begin(), versions.end(), day,
                       [](absl::CivilDay wanted, const OrganizationVersion& version) {
                         return wanted < version.validity.first;
                       });
  return after == versions.begin() ? nullptr : &*(after - 1);
}

bool StandsFrom(const std::vector<OrganizationVersion>& versions, absl::CivilDay day) {
  const OrganizationVersion* version = VersionOn(versions, day);
  if (version == nullptr) return false;
  const OrganizationVersion* const end = versions.data() + versions.size();
  return std::none_of(version, end, [](const OrganizationVersion& each) { return each.closed; });
}

bool IsLedgerRootByDefault(Kind kind) { return kind == Kind::kProvincialCommittee; }

bool IsLeadingBodyByDefault(Kind kind) {
  return kind == Kind::kCentralCommittee || kind == Kind::kProvincialCommittee ||
         kind == Kind::kPrefectureCommittee || kind == Kind::kCountyCommittee;
}

bool HasLevel(Kind kind, Level level) {
  const LevelRange range = LevelsOf(kind);
  return range.highest <= level && level <= range.lowest;
}

Organization OrganizationOf(NewOrganization draft, std::string organization_id,
                            absl::Time create_time) {
  std::sort(draft.codes.begin(), draft.codes.end());
  return {
      .identity = {.organization_id = std::move(organization_id),
                   .kind = draft.kind,
                   .level = draft.level,
                   .ledger_root = draft.ledger_root || IsLedgerRootByDefault(draft.kind),
                   .leading_body = draft.leading_body.value_or(IsLeadingBodyByDefault(draft.kind)),
                   .codes = std::move(draft.codes),
                   .create_time = create_time},
      .version = {.validity = {.first = draft.valid_from, .end = kOpenEnd},
                  .display_name = std::move(draft.display_name),
                  .parent_id = std::move(draft.parent_id)},
  };
}

absl::StatusOr<Organization> Place(Organization organization,
                                   const std::optional<OrganizationHistory>& parent) {
  OrganizationIdentity& identity = organization.identity;
  if (!HasLevel(identity.kind, identity.level)) return errors::LevelOfKindConflict();
  if (!organization.version.parent_id.empty()) {
    const absl::CivilDay day = organization.version.validity.first;
    if (!parent.has_value() || !StandsFrom(parent->versions, day)) {
      return errors::ParentNotValid(day);
    }
    // Levels only go down along a path, so no link can ever close a cycle.
    if (parent->identity.level >= identity.level) return errors::LevelConflict();
    identity.log = parent->identity.log;
  }
  if (identity.ledger_root) identity.log = identity.organization_id;
  return organization;
}

}  // namespace xinqiao::registry
