// What a reorganization would do, counted in the tree as it is.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATION_PREVIEW_H_
#define XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATION_PREVIEW_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/domain/reorganization.h"

namespace xinqiao::registry {

// What an organization above the changes gains, less what it loses.
struct TotalChange {
  std::string organization_id;
  SubtreeTotals gain;

  friend bool operator==(const TotalChange&, const TotalChange&) = default;
};

// ReorganizationPreview of reorganization_service.proto says what each means.
struct ReorganizationPreview {
  int64_t organizations_changed = 0;
  SubtreeTotals affected;
  int64_t posts_ended = 0;
  int64_t links_ended = 0;
  std::vector<std::string> rule_packs_left;     // Resource names.
  std::vector<std::string> rule_packs_entered;  // Resource names.
  std::vector<TotalChange> totals;              // By id.
  std::vector<ReorganizationConflict> conflicts;
  std::vector<std::string> warnings;
};

// What of a preview the tree alone tells, and what the rest is asked by.
struct Measurement {
  ReorganizationPreview preview;     // Without links, rule packs and warnings.
  std::set<std::string> above_left;  // Organizations that stop to be above a changed one.
  std::set<std::string> above_entered;
  std::set<std::string> sides;  // The old and the new parents, and who is created under whom.
};

// Counts what `plan` changes on `effective_day`. What a plan changes and the
// tree has not heard of counts nothing.
Measurement Measure(const OrganizationTree& tree, const ReorganizationPlan& plan,
                    absl::CivilDay effective_day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATION_PREVIEW_H_
