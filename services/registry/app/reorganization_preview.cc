#include "services/registry/app/reorganization_preview.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "absl/status/statusor.h"

namespace xinqiao::registry {
namespace {

// The organizations above `organization_id` in the tree as it is; empty if the
// tree does not know it.
std::vector<std::string> AboveNow(const OrganizationTree& tree, const std::string& organization_id,
                                  absl::CivilDay day) {
  std::vector<std::string> ids;
  const absl::StatusOr<std::vector<Organization>> above = tree.ListAncestors(organization_id, day);
  if (!above.ok()) return ids;
  for (const Organization& each : *above) ids.push_back(each.identity.organization_id);
  return ids;
}

// The new tree: the plan's versions, and where it has none the tree's.
class PlannedTree {
 public:
  PlannedTree(const OrganizationTree& tree, const ReorganizationPlan& plan, absl::CivilDay day)
      : tree_(tree), day_(day) {
    for (const auto& [id, history] : plan.changed) Add(history);
    for (const OrganizationHistory& history : plan.created) Add(history);
  }

  std::vector<std::string> Above(const std::string& organization_id) const {
    std::vector<std::string> ids;
    std::string id = ParentOf(organization_id);
    // Levels go down along every path; the bound only guards against a tree
    // that has not yet heard of all of the plan's organizations.
    while (!id.empty() && ids.size() < kDepthMax) {
      ids.push_back(id);
      id = ParentOf(id);
    }
    return ids;
  }

  std::string ParentOf(const std::string& organization_id) const {
    const auto planned = parents_.find(organization_id);
    if (planned != parents_.end()) return planned->second;
    const std::optional<Organization> found = tree_.Find(organization_id, day_);
    return found.has_value() ? found->version.parent_id : "";
  }

 private:
  static constexpr size_t kDepthMax = 16;

  void Add(const OrganizationHistory& history) {
    const OrganizationVersion* version = VersionOn(history.versions, day_);
    if (version == nullptr) version = &history.versions.front();  // Begins later.
    parents_[history.identity.organization_id] = version->parent_id;
  }

  const OrganizationTree& tree_;
  const absl::CivilDay day_;
  std::map<std::string, std::string> parents_;
};

void Add(SubtreeTotals& to, const SubtreeTotals& what, int sign) {
  to.organizations += sign * what.organizations;
  to.posts += sign * what.posts;
}

std::set<std::string> Without(const std::set<std::string>& all, const std::set<std::string>& less) {
  std::set<std::string> rest;
  std::set_difference(all.begin(), all.end(), less.begin(), less.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

}  // namespace

Measurement Measure(const OrganizationTree& tree, const ReorganizationPlan& plan,
                    absl::CivilDay effective_day) {
  const PlannedTree planned(tree, plan, effective_day);
  Measurement result;
  ReorganizationPreview& preview = result.preview;
  preview.organizations_changed =
      static_cast<int64_t>(plan.changed.size()) + static_cast<int64_t>(plan.created.size());
  preview.conflicts = plan.conflicts;

  // Who gets another place, with what goes along: all below, but not what gets
  // a place of its own.
  std::map<std::string, SubtreeTotals> moved;
  std::map<std::string, std::vector<std::string>> above_before;
  for (const auto& [id, history] : plan.changed) {
    const std::optional<Organization> before = tree.Find(id, effective_day);
    const OrganizationVersion* after = VersionOn(history.versions, effective_day);
    if (after != nullptr && !after->parent_id.empty()) result.sides.insert(after->parent_id);
    if (!before.has_value()) {
      // Nobody knows yet what is above it: only who administers itself may go on.
      result.sides.insert(id);
      continue;
    }
    if (!before->version.parent_id.empty()) result.sides.insert(before->version.parent_id);
    if (after == nullptr) continue;
    if (after->parent_id == before->version.parent_id && after->closed == before->version.closed) {
      continue;
    }
    moved[id] = tree.Totals(id, effective_day);
    above_before[id] = AboveNow(tree, id, effective_day);
  }
  const std::map<std::string, SubtreeTotals> whole = moved;
  for (const auto& [id, above] : above_before) {
    const auto nearest =
        std::find_if(above.begin(), above.end(),
                     [&moved](const std::string& each) { return moved.count(each) > 0; });
    if (nearest != above.end()) Add(moved[*nearest], whole.at(id), -1);
  }

  std::map<std::string, SubtreeTotals> gains;
  for (const auto& [id, totals] : moved) {
    Add(preview.affected, totals, 1);
    const std::vector<std::string> after = planned.Above(id);
    const std::set<std::string> left(above_before[id].begin(), above_before[id].end());
    const std::set<std::string> entered(after.begin(), after.end());
    for (const std::string& each : Without(left, entered)) {
      Add(gains[each], totals, -1);
      result.above_left.insert(each);
    }
    for (const std::string& each : Without(entered, left)) {
      Add(gains[each], totals, 1);
      result.above_entered.insert(each);
    }
  }
  for (const std::string& id : plan.closed_ids) {
    const auto closed = moved.find(id);
    if (closed != moved.end()) preview.posts_ended += closed->second.posts;
  }
  for (const OrganizationHistory& created : plan.created) {
    const std::string parent = planned.ParentOf(created.identity.organization_id);
    if (!parent.empty()) result.sides.insert(parent);
  }
  for (const auto& [id, gain] : gains) {
    if (gain != SubtreeTotals{}) preview.totals.push_back({.organization_id = id, .gain = gain});
  }
  return result;
}

}  // namespace xinqiao::registry
