#include "services/registry/domain/organization.h"

#include <algorithm>
#include <utility>

#include "libs/policy/subject.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

using Kind = OrganizationKind;
using Level = OrganizationLevel;

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
  // Those of policy begin at 0, ours at 1.
  return policy::HasLevel(static_cast<policy::OrganizationKind>(static_cast<int>(kind) - 1),
                          static_cast<policy::OrganizationLevel>(static_cast<int>(level) - 1));
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
