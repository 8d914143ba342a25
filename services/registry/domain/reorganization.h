// Reorganizations: what a list of changes makes of the tree from a day on.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_H_

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/domain/organization.h"

namespace xinqiao::registry {

// A reference is the id of an organization, or "new/KEY" for one that an
// earlier change of the list creates.
struct MoveChange {
  std::string organization;
  std::string parent;
};

struct MergeChange {
  std::vector<std::string> organizations;
  std::string into;
};

struct SplitChange {
  struct Part {
    std::string organization;
    std::vector<std::string> children;
  };
  std::string organization;
  std::vector<Part> parts;
};

struct RenameChange {
  std::string organization;
  std::string display_name;
};

struct CloseChange {
  std::string organization;
  std::string successor;
};

struct ReopenChange {
  std::string organization;
  std::string parent;
};

struct CreateChange {
  std::string key;
  std::string organization_id;   // A new one.
  NewOrganization organization;  // `valid_from` is the effective day; `parent_id` a reference.
};

using OrganizationChange = std::variant<MoveChange, MergeChange, SplitChange, RenameChange,
                                        CloseChange, ReopenChange, CreateChange>;

// A reorganization that is asked for: well-formed, not yet accepted.
struct ReorganizationDraft {
  std::string reorganization_id;  // A new one.
  absl::CivilDay effective_day;
  absl::Time create_time;
  std::vector<OrganizationChange> changes;
};

// Why a change cannot be made. Reasons are those of
// ReorganizationPreview.Conflict.
struct ReorganizationConflict {
  int change_index = 0;  // -1 in a cancellation.
  std::string reason;
  std::string message;
  std::string organization_id;  // "" if it is about none.

  friend bool operator==(const ReorganizationConflict&, const ReorganizationConflict&) = default;
};

// The organizations around a reorganization, as on record, by id: all that its
// changes name and that exist, and every child that one of those has on a day
// from the effective day on (those whose parent is named by any version that
// ends after it), closed ones included; and the parents of those that are
// ledger roots.
using KnownOrganizations = std::map<std::string, OrganizationHistory>;

// What the changes make of them.
struct ReorganizationPlan {
  // In the order of their changes; each has one version.
  std::vector<OrganizationHistory> created;

  // Whose versions change, by id, with all versions that they have then.
  KnownOrganizations changed;

  // Whose posts and links end on the effective day: those that are closed by
  // it, by id.
  std::vector<std::string> closed_ids;

  // Without any the plan may be applied. A change with a conflict leaves the
  // plan as it was, and those after it are still tried.
  std::vector<ReorganizationConflict> conflicts;

  friend bool operator==(const ReorganizationPlan&, const ReorganizationPlan&) = default;
};

// Applies the changes in order, each to what those before it leave.
//
// - A subject is changed from the effective day on, and must be on record with
//   one state from then on: LATER_CHANGE if another reorganization changes it
//   on a later day. One that only begins later, and is a child of what closes,
//   changes parent for all its days.
// - Only a parent that stands from that day on takes children:
//   PARENT_NOT_VALID; its level is above theirs: LEVEL_CONFLICT.
// - Nobody comes under a parent of another log, no ledger root under one of
//   another log than its parent has, and no root of a tree under anybody:
//   OTHER_LEDGER_ROOT. What was closed into an organization goes with it all
//   the same.
// - Subjects stand (ORGANIZATION_NOT_VALID), or for Reopen are closed
//   (NOT_CLOSED).
// - A closed organization stays as a leaf under its successor (split: under its
//   last parent), and what was closed into it before goes there with it. It has
//   no standing children left: HAS_CHILDREN, CHILD_NOT_ASSIGNED.
ReorganizationPlan PlanReorganization(const KnownOrganizations& known,
                                      const ReorganizationDraft& draft);

// The ids that changes refer to, for a store to look up: sorted, without those
// of "new/KEY".
std::vector<std::string> ReferredIds(const std::vector<OrganizationChange>& changes);

// What a cancellation puts back: for each organization that `reorganization_id`
// changed, the versions it had before (`before`, by id), if those it has now
// (`now`) are the ones that the reorganization left (`left`). Only `left` holds
// those that it created. `now` holds as well every child that one of `left` has
// on a day from the effective day on, and every parent that a version of
// `before` names.
//
// An organization that it created closes on its first day under its parent, or
// the next one above that is not closed itself. Conflicts: LATER_CHANGE where
// something was built upon it; HAS_CHILDREN where an organization that it
// created or reopened got children since.
ReorganizationPlan PlanCancellation(const std::string& reorganization_id,
                                    absl::CivilDay effective_day, const KnownOrganizations& before,
                                    const KnownOrganizations& left, const KnownOrganizations& now);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_H_
