#include "services/registry/domain/organization.h"

#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

bool IsLedgerRootByDefault(OrganizationKind kind) {
  return kind == OrganizationKind::kProvincialCommittee;
}

absl::StatusOr<Organization> Place(Organization organization,
                                   const std::optional<Organization>& parent) {
  if (!organization.parent_id.empty()) {
    const absl::CivilDay day = organization.validity.first;
    if (!parent.has_value() || !Contains(parent->validity, day)) return errors::ParentNotValid(day);
    // Levels only go down along a path, so no link can ever close a cycle.
    if (parent->level >= organization.level) return errors::LevelConflict();
    organization.log = parent->log;
  }
  if (organization.ledger_root) organization.log = organization.organization_id;
  return organization;
}

}  // namespace xinqiao::registry
