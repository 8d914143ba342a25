#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/reorganization.h"
#include "services/registry/domain/working_tree.h"

namespace xinqiao::registry {
namespace {

// Puts back what one reorganization changed.
class Canceller {
 public:
  struct Records {
    const KnownOrganizations& before;
    const KnownOrganizations& left;
    const KnownOrganizations& now;
  };

  Canceller(std::string reorganization_id, absl::CivilDay effective_day, const Records& records)
      : reorganization_id_(std::move(reorganization_id)),
        records_(records),
        tree_(records.now, effective_day) {}

  ReorganizationPlan Plan() {
    CheckUntouched();
    // Beside another state than the one it left, nothing else means anything.
    if (!plan_.conflicts.empty()) return plan_;
    for (const auto& [id, history] : records_.before) {
      if (OrganizationHistory* now = tree_.Find(id)) tree_.Replace(*now, history.versions);
    }
    for (const auto& [id, history] : records_.left) {
      if (IsCreated(id)) Close(*tree_.Find(id));
    }
    for (const auto& [id, history] : records_.left) {
      CheckChildren(*tree_.Find(id));
      if (!IsCreated(id)) CheckParents(*tree_.Find(id));
    }
    Collect();
    return std::move(plan_);
  }

 private:
  void CheckUntouched() {
    for (const auto& [id, history] : records_.left) {
      const auto now = records_.now.find(id);
      if (now != records_.now.end() && now->second.versions == history.versions) continue;
      Conflict("LATER_CHANGE", history, absl::StrCat(NameOf(history), " was changed again since"));
    }
  }

  void Close(OrganizationHistory& created) {
    OrganizationVersion closed = created.versions.back();
    closed.parent_id = NearestStanding(closed.parent_id);
    closed.closed = true;
    closed.reorganization_id = reorganization_id_;
    tree_.SetFrom(created, std::move(closed));
  }

  // The first, from `id` upwards, that is neither created nor, as it was
  // before, closed. The path ends: one that is created stood above its child,
  // and above one that is closed stands its successor.
  std::string NearestStanding(std::string id) {
    for (;;) {
      const OrganizationHistory* above = tree_.Find(id);
      if (above == nullptr || !(IsCreated(id) || above->versions.back().closed)) return id;
      id = above->versions.back().parent_id;
    }
  }

  void CheckChildren(const OrganizationHistory& history) {
    if (!history.versions.back().closed) return;
    const WorkingTree::Children children = tree_.ChildrenOf(history.identity.organization_id);
    const size_t count = children.standing.size() + children.closed.size();
    if (count == 0) return;
    Conflict("HAS_CHILDREN", history,
             absl::StrCat(NameOf(history), " would close and has ", count, " children"));
  }

  // The parents that it had before may have closed since.
  void CheckParents(const OrganizationHistory& history) {
    for (const OrganizationVersion& version : history.versions) {
      const Period days = Intersect(version.validity, {.first = tree_.day(), .end = kOpenEnd});
      if (version.parent_id.empty() || Days(days) == 0) continue;
      if (tree_.StandsIn(version.parent_id, days)) continue;
      Conflict("LATER_CHANGE", history,
               absl::StrCat(NameOf(history), " would come back under a parent that closes"));
      return;
    }
  }

  void Collect() {
    for (const auto& [id, left] : records_.left) {
      const OrganizationHistory& history = tree_.organizations().at(id);
      if (history.versions != left.versions) plan_.changed.emplace(id, history);
      if (history.versions.back().closed && !left.versions.back().closed) {
        plan_.closed_ids.push_back(id);
      }
    }
  }

  bool IsCreated(const std::string& id) const {
    return records_.left.count(id) > 0 && records_.before.count(id) == 0;
  }

  std::string NameOf(const OrganizationHistory& history) const {
    return history.versions.back().display_name;
  }

  void Conflict(const std::string& reason, const OrganizationHistory& about,
                const std::string& message) {
    plan_.conflicts.push_back({.change_index = -1,
                               .reason = reason,
                               .message = message,
                               .organization_id = about.identity.organization_id});
  }

  const std::string reorganization_id_;
  const Records records_;
  WorkingTree tree_;
  ReorganizationPlan plan_;
};

}  // namespace

ReorganizationPlan PlanCancellation(const std::string& reorganization_id,
                                    absl::CivilDay effective_day, const KnownOrganizations& before,
                                    const KnownOrganizations& left, const KnownOrganizations& now) {
  return Canceller(reorganization_id, effective_day, {.before = before, .left = left, .now = now})
      .Plan();
}

}  // namespace xinqiao::registry
