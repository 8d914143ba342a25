// What reorganizations mean, day by day: slow, and as plain as can be.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_MODEL_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_MODEL_H_

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/registry/domain/organization.h"
#include "services/registry/domain/reorganization.h"

namespace xinqiao::registry {

// Days are numbered from 0; the last one stands for all that follow it.
inline constexpr int kModelDays = 20;

struct ModelState {
  std::string parent;
  std::string name;
  bool closed = false;
  std::string by;  // The reorganization that made it so.

  friend bool operator==(const ModelState&, const ModelState&) = default;
};

struct ModelOrganization {
  OrganizationLevel level = OrganizationLevel::kOutside;
  bool ledger_root = false;
  std::string log;
  // Nothing before its first day.
  std::vector<std::optional<ModelState>> days = std::vector<std::optional<ModelState>>(kModelDays);
};

// All organizations on all days. Every method that returns a bool says whether
// what it is asked for is allowed; if not, the model is of no use any more.
class ReorganizationModel {
 public:
  bool Create(const std::string& id, const ModelOrganization& asked, const ModelState& state,
              int first) {
    ModelOrganization created = asked;
    if (!state.parent.empty()) {
      if (!StandsFrom(state.parent, first) || !Above(state.parent, created.level)) return false;
      created.log = all_.at(state.parent).log;
    }
    if (created.ledger_root) created.log = id;
    for (int day = first; day < kModelDays; ++day) created.days[Index(day)] = state;
    all_[id] = created;
    return true;
  }

  bool Reorganize(const std::string& id, int day, const std::vector<OrganizationChange>& changes) {
    by_ = id;
    from_ = day;
    keys_.clear();
    return std::all_of(changes.begin(), changes.end(), [this](const OrganizationChange& change) {
      return std::visit([this](const auto& each) { return Make(each); }, change);
    });
  }

  // Takes back what `id` did on `day`, between `before` and `after`.
  bool Cancel(const std::string& id, int day, const ReorganizationModel& before,
              const ReorganizationModel& after) {
    by_ = id;
    from_ = day;
    std::vector<std::string> changed;
    std::set<std::string> created;
    for (const auto& [each, organization] : after.all_) {
      const auto was = before.all_.find(each);
      if (was != before.all_.end() && was->second.days == organization.days) continue;
      if (all_.at(each).days != organization.days) return false;
      changed.push_back(each);
      if (was == before.all_.end()) {
        created.insert(each);
      } else {
        all_.at(each).days = was->second.days;
      }
    }
    for (const std::string& each : created) {
      std::string above = Last(each).parent;
      while (!above.empty() && (created.count(above) > 0 || Last(above).closed)) {
        above = Last(above).parent;
      }
      Put(each, above, /*closed=*/true);
    }
    return std::all_of(changed.begin(), changed.end(), [this](const std::string& each) {
      const ModelState& last = Last(each);
      return !(last.closed && HasChildren(each)) && ParentStands(each);
    });
  }

  const std::map<std::string, ModelOrganization>& all() const { return all_; }

 private:
  bool Make(const MoveChange& change) {
    const std::string id = Id(change.organization);
    const std::string parent = Id(change.parent);
    return IsSubject(id) && StandsFrom(parent, from_) && Stand(id, parent);
  }

  bool Make(const MergeChange& change) {
    const std::string into = Id(change.into);
    if (!StandsFrom(into, from_)) return false;
    for (const std::string& reference : change.organizations) {
      const std::string id = Id(reference);
      if (!IsSubject(id) || id == into) return false;
      for (const std::string& child : Children(id, /*closed=*/false)) {
        if (!HasOneState(child) || !Stand(child, into)) return false;
      }
      if (!SharesLog(id, into) || !Close(id, into)) return false;
    }
    return true;
  }

  bool Make(const SplitChange& change) {
    const std::string id = Id(change.organization);
    if (!IsSubject(id)) return false;
    for (const SplitChange::Part& part : change.parts) {
      const std::string heir = Id(part.organization);
      if (!StandsFrom(heir, from_) || heir == id) return false;
      for (const std::string& reference : part.children) {
        const std::string child = Id(reference);
        if (Children(id, /*closed=*/false).count(child) == 0) return false;
        if (!HasOneState(child) || !Stand(child, heir)) return false;
      }
    }
    const std::string parent = Last(id).parent;
    return !parent.empty() && Children(id, /*closed=*/false).empty() && Close(id, parent);
  }

  bool Make(const RenameChange& change) {
    const std::string id = Id(change.organization);
    if (!IsSubject(id)) return false;
    ModelState renamed = Last(id);
    renamed.name = change.display_name;
    Put(id, renamed);
    return true;
  }

  bool Make(const CloseChange& change) {
    const std::string id = Id(change.organization);
    const std::string successor = Id(change.successor);
    return IsSubject(id) && StandsFrom(successor, from_) && id != successor &&
           Children(id, /*closed=*/false).empty() && SharesLog(id, successor) &&
           Close(id, successor);
  }

  bool Make(const ReopenChange& change) {
    const std::string id = Id(change.organization);
    const std::string parent = Id(change.parent);
    return IsKnown(id) && On(id, from_).has_value() && On(id, from_)->closed && HasOneState(id) &&
           StandsFrom(parent, from_) && Stand(id, parent);
  }

  bool Make(const CreateChange& change) {
    const NewOrganization& draft = change.organization;
    keys_["new/" + change.key] = change.organization_id;
    return Create(change.organization_id,
                  {.level = draft.level,
                   .ledger_root = draft.ledger_root || IsLedgerRootByDefault(draft.kind)},
                  {.parent = Id(draft.parent_id), .name = draft.display_name, .by = by_}, from_);
  }

  bool Stand(const std::string& id, const std::string& parent) {
    if (!Above(parent, all_.at(id).level) || !SharesLog(id, parent)) return false;
    Put(id, parent, /*closed=*/false);
    return true;
  }

  bool Close(const std::string& id, const std::string& successor) {
    for (const std::string& leaf : Children(id, /*closed=*/true)) {
      if (!HasOneState(leaf)) return false;
      Put(leaf, successor, /*closed=*/true);
    }
    Put(id, successor, /*closed=*/true);
    return true;
  }

  void Put(const std::string& id, const std::string& parent, bool closed) {
    ModelState state = Last(id);
    state.parent = parent;
    state.closed = closed;
    Put(id, state);
  }

  void Put(const std::string& id, ModelState state) {
    if (state == Last(id)) return;
    state.by = by_;
    for (int day = from_; day < kModelDays; ++day) {
      std::optional<ModelState>& at = all_.at(id).days[Index(day)];
      if (at.has_value()) at = state;
    }
  }

  bool IsSubject(const std::string& id) const {
    return IsKnown(id) && On(id, from_).has_value() && !On(id, from_)->closed && HasOneState(id);
  }

  bool HasOneState(const std::string& id) const {
    for (int day = from_; day < kModelDays; ++day) {
      if (On(id, day).has_value() && *On(id, day) != Last(id)) return false;
    }
    return true;
  }

  bool StandsFrom(const std::string& id, int first) const {
    if (!IsKnown(id)) return false;
    for (int day = first; day < kModelDays; ++day) {
      if (!On(id, day).has_value() || On(id, day)->closed) return false;
    }
    return true;
  }

  bool ParentStands(const std::string& id) const {
    for (int day = from_; day < kModelDays; ++day) {
      if (!On(id, day).has_value() || On(id, day)->parent.empty()) continue;
      const std::string& parent = On(id, day)->parent;
      if (!On(parent, day).has_value() || On(parent, day)->closed) return false;
    }
    return true;
  }

  bool SharesLog(const std::string& id, const std::string& parent) const {
    const std::string& old = Last(id).parent;
    if (old.empty()) return false;
    const std::string& place = all_.at(id).ledger_root ? old : id;
    return all_.at(place).log == all_.at(parent).log;
  }

  bool Above(const std::string& parent, OrganizationLevel level) const {
    return all_.at(parent).level < level;
  }

  // Those that are children of `id` on a day from `from_` on; closed on all of
  // those days, or standing on one.
  std::set<std::string> Children(const std::string& id, bool closed) const {
    std::set<std::string> standing;
    std::set<std::string> all;
    for (const auto& [child, organization] : all_) {
      for (int day = from_; day < kModelDays; ++day) {
        const std::optional<ModelState>& at = On(child, day);
        if (!at.has_value() || at->parent != id) continue;
        all.insert(child);
        if (!at->closed) standing.insert(child);
      }
    }
    if (!closed) return standing;
    for (const std::string& each : standing) all.erase(each);
    return all;
  }

  bool HasChildren(const std::string& id) const {
    return !Children(id, /*closed=*/false).empty() || !Children(id, /*closed=*/true).empty();
  }

  bool IsKnown(const std::string& id) const { return all_.count(id) > 0; }

  std::string Id(const std::string& reference) const {
    const auto created = keys_.find(reference);
    return created == keys_.end() ? reference : created->second;
  }

  const std::optional<ModelState>& On(const std::string& id, int day) const {
    return all_.at(id).days[Index(day)];
  }
  const ModelState& Last(const std::string& id) const { return *On(id, kModelDays - 1); }

  static size_t Index(int day) { return static_cast<size_t>(day); }

  std::map<std::string, ModelOrganization> all_;
  std::string by_;
  int from_ = 0;
  std::map<std::string, std::string> keys_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_DOMAIN_REORGANIZATION_MODEL_H_
