#include "services/registry/domain/reorganization.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/error.h"
#include "services/registry/domain/working_tree.h"

namespace xinqiao::registry {
namespace {

constexpr absl::string_view kNewPrefix = "new/";

std::string IdOf(const OrganizationHistory& history) { return history.identity.organization_id; }

// Applies changes, one after the other.
class Planner {
 public:
  Planner(const KnownOrganizations& known, const ReorganizationDraft& draft)
      : known_(known), draft_(draft), day_(draft.effective_day), tree_(known, day_) {}

  ReorganizationPlan Plan() {
    for (const OrganizationChange& change : draft_.changes) {
      const size_t conflicts_before = conflicts_.size();
      tree_.Keep();
      std::visit([this](const auto& each) { Apply(each); }, change);
      if (conflicts_.size() > conflicts_before) tree_.Undo();
      ++index_;
    }
    return Result();
  }

 private:
  void Apply(const MoveChange& change) {
    OrganizationHistory* subject = Subject(change.organization);
    const OrganizationHistory* parent = Parent(change.parent);
    if (subject != nullptr && parent != nullptr) Stand(*subject, *parent);
  }

  void Apply(const MergeChange& change) {
    const OrganizationHistory* into = Parent(change.into);
    for (const std::string& reference : change.organizations) {
      OrganizationHistory* subject = Subject(reference);
      if (subject == nullptr || into == nullptr) continue;
      bool taken = true;
      for (const std::string& child : tree_.ChildrenOf(IdOf(*subject)).standing) {
        taken = TakeOver(*tree_.Find(child), *into) && taken;
      }
      if (taken) Close(*subject, *into);
    }
  }

  void Apply(const SplitChange& change) {
    OrganizationHistory* subject = Subject(change.organization);
    bool taken = subject != nullptr;
    for (const SplitChange::Part& part : change.parts) {
      const OrganizationHistory* heir = Parent(part.organization);
      taken = heir != nullptr && taken;
      if (subject == nullptr || heir == nullptr) continue;
      if (heir == subject) {
        Conflict("PARENT_NOT_VALID", IdOf(*subject),
                 absl::StrCat(NameOf(*subject), " cannot be a part of itself"));
        continue;
      }
      for (const std::string& child : part.children) {
        taken = Assign(child, *subject, *heir) && taken;
      }
    }
    if (!taken) return;
    const std::vector<std::string> left = tree_.ChildrenOf(IdOf(*subject)).standing;
    for (const std::string& child : left) {
      Conflict("CHILD_NOT_ASSIGNED", child,
               absl::StrCat(NameOf(child), " is a child of ", NameOf(*subject),
                            " and in no part of it"));
    }
    if (left.empty()) CloseInPlace(*subject);
  }

  void Apply(const RenameChange& change) {
    OrganizationHistory* subject = Subject(change.organization);
    if (subject == nullptr) return;
    OrganizationVersion renamed = subject->versions.back();
    renamed.display_name = change.display_name;
    Set(*subject, std::move(renamed));
  }

  void Apply(const CloseChange& change) {
    OrganizationHistory* subject = Subject(change.organization);
    const OrganizationHistory* successor = Parent(change.successor);
    if (subject == nullptr || successor == nullptr) return;
    const size_t children = tree_.ChildrenOf(IdOf(*subject)).standing.size();
    if (children > 0) {
      Conflict("HAS_CHILDREN", IdOf(*subject),
               absl::StrCat(NameOf(*subject), " has ", children, " children that stand"));
      return;
    }
    Close(*subject, *successor);
  }

  void Apply(const ReopenChange& change) {
    OrganizationHistory* subject = Known(change.organization);
    const OrganizationHistory* parent = Parent(change.parent);
    if (subject == nullptr) return;
    const OrganizationVersion* version = VersionOn(subject->versions, day_);
    if (version == nullptr) {
      DoesNotStand(*subject);
    } else if (!version->closed) {
      Conflict("NOT_CLOSED", IdOf(*subject),
               absl::StrCat(NameOf(*subject), " is not closed on ", DayText()));
    } else if (HasOneState(*subject) && parent != nullptr) {
      Stand(*subject, *parent);
    }
  }

  void Apply(const CreateChange& change) {
    NewOrganization draft = change.organization;
    draft.valid_from = day_;
    draft.parent_id = Resolve(draft.parent_id);
    const OrganizationHistory* known = tree_.Find(draft.parent_id);
    const absl::StatusOr<Organization> placed =
        Place(OrganizationOf(std::move(draft), change.organization_id, draft_.create_time),
              known == nullptr ? std::nullopt : std::make_optional(*known));
    if (!placed.ok()) {
      Conflict(ErrorReason(placed.status()), "",
               absl::StrCat(change.organization.display_name, ": ", placed.status().message()));
      return;
    }
    OrganizationHistory created{.identity = placed->identity, .versions = {placed->version}};
    created.versions.front().reorganization_id = draft_.reorganization_id;
    keys_[absl::StrCat(kNewPrefix, change.key)] = change.organization_id;
    created_ids_.push_back(change.organization_id);
    tree_.Add(std::move(created));
  }

  // Puts `child` under `parent`, where it stands from then on.
  bool Stand(OrganizationHistory& child, const OrganizationHistory& parent) {
    const bool below = parent.identity.level < child.identity.level;
    if (!below) {
      Conflict(
          "LEVEL_CONFLICT", IdOf(child),
          absl::StrCat("the level of ", NameOf(parent), " is not above that of ", NameOf(child)));
    }
    if (!SharesLog(child, parent) || !below) return false;
    SetPlace(child, IdOf(parent), false);
    return true;
  }

  // Puts a child of what closes under `heir`. It may begin only later.
  bool TakeOver(OrganizationHistory& child, const OrganizationHistory& heir) {
    return HasOneState(child) && Stand(child, heir);
  }

  // The same, if it is a child of `subject`, which is split.
  bool Assign(const std::string& reference, const OrganizationHistory& subject,
              const OrganizationHistory& heir) {
    OrganizationHistory* child = Known(reference);
    if (child == nullptr) return false;
    if (!tree_.IsStandingChild(*child, IdOf(subject))) {
      Conflict("ORGANIZATION_NOT_VALID", IdOf(*child),
               absl::StrCat(NameOf(*child), " is no standing child of ", NameOf(subject),
                            ", or in two parts of it"));
      return false;
    }
    return TakeOver(*child, heir);
  }

  // Makes a leaf under `successor` of `subject`, which has no standing children
  // left.
  void Close(OrganizationHistory& subject, const OrganizationHistory& successor) {
    if (IdOf(subject) == IdOf(successor)) {
      Conflict("PARENT_NOT_VALID", IdOf(subject),
               absl::StrCat(NameOf(subject), " cannot be its own successor"));
    } else if (SharesLog(subject, successor)) {
      CloseUnder(subject, IdOf(successor));
    }
  }

  void CloseInPlace(OrganizationHistory& subject) {
    const std::string parent = subject.versions.back().parent_id;
    if (parent.empty()) {
      Conflict("PARENT_NOT_VALID", IdOf(subject),
               absl::StrCat(NameOf(subject), " has no parent under which it could stay"));
      return;
    }
    CloseUnder(subject, parent);
  }

  void CloseUnder(OrganizationHistory& subject, const std::string& parent_id) {
    for (const std::string& leaf : tree_.ChildrenOf(IdOf(subject)).closed) {
      OrganizationHistory& history = *tree_.Find(leaf);
      if (HasOneState(history)) SetPlace(history, parent_id, true);
    }
    SetPlace(subject, parent_id, true);
  }

  // Who stands, and has one state from the day on.
  OrganizationHistory* Subject(const std::string& reference) {
    OrganizationHistory* subject = Known(reference);
    if (subject == nullptr) return nullptr;
    const OrganizationVersion* version = VersionOn(subject->versions, day_);
    if (version == nullptr || version->closed) {
      DoesNotStand(*subject);
      return nullptr;
    }
    return HasOneState(*subject) ? subject : nullptr;
  }

  // Who can take children.
  const OrganizationHistory* Parent(const std::string& reference) {
    const OrganizationHistory* parent = tree_.Find(Resolve(reference));
    if (parent == nullptr) {
      Conflict("PARENT_NOT_VALID", "", absl::StrCat("there is no organization ", reference));
    } else if (!StandsFrom(parent->versions, day_)) {
      Conflict("PARENT_NOT_VALID", IdOf(*parent),
               absl::StrCat(NameOf(*parent), " does not stand from ", DayText(), " on"));
      return nullptr;
    }
    return parent;
  }

  OrganizationHistory* Known(const std::string& reference) {
    OrganizationHistory* found = tree_.Find(Resolve(reference));
    if (found == nullptr) {
      Conflict("ORGANIZATION_NOT_VALID", "", absl::StrCat("there is no organization ", reference));
    }
    return found;
  }

  bool HasOneState(const OrganizationHistory& history) {
    const auto later =
        std::count_if(history.versions.begin(), history.versions.end(),
                      [this](const OrganizationVersion& each) { return each.validity.end > day_; });
    if (later <= 1) return true;
    Conflict("LATER_CHANGE", IdOf(history),
             absl::StrCat(NameOf(history), " changes again on ",
                          absl::FormatCivilTime(history.versions.back().validity.first)));
    return false;
  }

  // Whether the records of `child` stay in their log under `parent`. Those of a
  // ledger root always would; its place is between its parent's records.
  bool SharesLog(const OrganizationHistory& child, const OrganizationHistory& parent) {
    const std::string& parent_id = child.versions.back().parent_id;
    if (parent_id.empty()) {
      Conflict("OTHER_LEDGER_ROOT", IdOf(child),
               absl::StrCat(NameOf(child), " is the root of a tree and cannot leave it"));
      return false;
    }
    const OrganizationHistory* place = child.identity.ledger_root ? tree_.Find(parent_id) : &child;
    if (place != nullptr && place->identity.log == parent.identity.log) return true;
    Conflict(
        "OTHER_LEDGER_ROOT", IdOf(child),
        absl::StrCat(NameOf(parent), " keeps its records under another ledger root than ",
                     NameOf(child), ": close that one where it stands and create another there"));
    return false;
  }

  void SetPlace(OrganizationHistory& history, const std::string& parent_id, bool closed) {
    OrganizationVersion placed = history.versions.back();
    placed.parent_id = parent_id;
    placed.closed = closed;
    Set(history, std::move(placed));
  }

  void Set(OrganizationHistory& history, OrganizationVersion next) {
    if (next == history.versions.back()) return;
    next.reorganization_id = draft_.reorganization_id;
    tree_.SetFrom(history, std::move(next));
  }

  void DoesNotStand(const OrganizationHistory& history) {
    Conflict("ORGANIZATION_NOT_VALID", IdOf(history),
             absl::StrCat(NameOf(history), " does not stand on ", DayText()));
  }

  void Conflict(const std::string& reason, const std::string& organization_id,
                const std::string& message) {
    conflicts_.push_back({.change_index = index_,
                          .reason = reason,
                          .message = message,
                          .organization_id = organization_id});
  }

  std::string Resolve(const std::string& reference) const {
    const auto created = keys_.find(reference);
    return created == keys_.end() ? reference : created->second;
  }

  std::string NameOf(const OrganizationHistory& history) const {
    const OrganizationVersion* version = VersionOn(history.versions, day_);
    return (version == nullptr ? history.versions.front() : *version).display_name;
  }
  std::string NameOf(const std::string& id) const { return NameOf(tree_.organizations().at(id)); }

  std::string DayText() const { return absl::FormatCivilTime(day_); }

  ReorganizationPlan Result() {
    ReorganizationPlan plan{.conflicts = std::move(conflicts_)};
    for (const std::string& id : created_ids_) plan.created.push_back(tree_.organizations().at(id));
    for (const auto& [id, history] : tree_.organizations()) {
      const auto before = known_.find(id);
      const bool existed = before != known_.end();
      if (existed && history.versions == before->second.versions) continue;
      if (existed) plan.changed.emplace(id, history);
      const bool closed_before = existed && before->second.versions.back().closed;
      if (history.versions.back().closed && !closed_before) plan.closed_ids.push_back(id);
    }
    return plan;
  }

  const KnownOrganizations& known_;
  const ReorganizationDraft& draft_;
  const absl::CivilDay day_;
  WorkingTree tree_;
  std::map<std::string, std::string> keys_;  // "new/KEY" to id.
  std::vector<std::string> created_ids_;
  std::vector<ReorganizationConflict> conflicts_;
  int index_ = 0;
};

// What one change refers to.
std::vector<std::string> References(const MoveChange& change) {
  return {change.organization, change.parent};
}

std::vector<std::string> References(const MergeChange& change) {
  std::vector<std::string> references = change.organizations;
  references.push_back(change.into);
  return references;
}

std::vector<std::string> References(const SplitChange& change) {
  std::vector<std::string> references = {change.organization};
  for (const SplitChange::Part& part : change.parts) {
    references.push_back(part.organization);
    references.insert(references.end(), part.children.begin(), part.children.end());
  }
  return references;
}

std::vector<std::string> References(const RenameChange& change) { return {change.organization}; }

std::vector<std::string> References(const CloseChange& change) {
  return {change.organization, change.successor};
}

std::vector<std::string> References(const ReopenChange& change) {
  return {change.organization, change.parent};
}

std::vector<std::string> References(const CreateChange& change) {
  return {change.organization.parent_id};
}

}  // namespace

ReorganizationPlan PlanReorganization(const KnownOrganizations& known,
                                      const ReorganizationDraft& draft) {
  return Planner(known, draft).Plan();
}

std::vector<std::string> ReferredIds(const std::vector<OrganizationChange>& changes) {
  std::set<std::string> ids;
  for (const OrganizationChange& change : changes) {
    for (std::string& reference :
         std::visit([](const auto& each) { return References(each); }, change)) {
      if (!reference.empty() && !absl::StartsWith(reference, kNewPrefix))
        ids.insert(std::move(reference));
    }
  }
  return {ids.begin(), ids.end()};
}

}  // namespace xinqiao::registry
