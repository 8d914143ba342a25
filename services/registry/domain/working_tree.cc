#include "services/registry/domain/working_tree.h"

#include <algorithm>
#include <utility>

namespace xinqiao::registry {

WorkingTree::WorkingTree(KnownOrganizations known, absl::CivilDay day)
    : organizations_(std::move(known)), day_(day) {
  for (const auto& [id, history] : organizations_) NoteParents(history);
}

OrganizationHistory* WorkingTree::Find(const std::string& organization_id) {
  const auto found = organizations_.find(organization_id);
  return found == organizations_.end() ? nullptr : &found->second;
}

WorkingTree::Children WorkingTree::ChildrenOf(const std::string& parent_id) const {
  Children result;
  const auto noted = children_.find(parent_id);
  if (noted == children_.end()) return result;
  for (const std::string& id : noted->second) {
    const OrganizationHistory& history = organizations_.at(id);
    const bool child = std::any_of(
        history.versions.begin(), history.versions.end(), [&](const OrganizationVersion& version) {
          return version.validity.end > day_ && version.parent_id == parent_id;
        });
    if (!child) continue;
    (IsStandingChild(history, parent_id) ? result.standing : result.closed).push_back(id);
  }
  return result;
}

bool WorkingTree::IsStandingChild(const OrganizationHistory& history,
                                  const std::string& parent_id) const {
  return std::any_of(
      history.versions.begin(), history.versions.end(), [&](const OrganizationVersion& version) {
        return version.validity.end > day_ && version.parent_id == parent_id && !version.closed;
      });
}

bool WorkingTree::StandsIn(const std::string& organization_id, const Period& span) const {
  const auto found = organizations_.find(organization_id);
  if (found == organizations_.end()) return false;
  const std::vector<OrganizationVersion>& versions = found->second.versions;
  if (VersionOn(versions, span.first) == nullptr) return false;
  return std::none_of(versions.begin(), versions.end(), [&](const OrganizationVersion& version) {
    return version.closed && Days(Intersect(version.validity, span)) > 0;
  });
}

void WorkingTree::Add(OrganizationHistory created) {
  NoteParents(created);
  const std::string id = created.identity.organization_id;
  organizations_[id] = std::move(created);
}

void WorkingTree::SetFrom(OrganizationHistory& history, OrganizationVersion next) {
  if (next == history.versions.back()) return;
  std::vector<OrganizationVersion> versions = history.versions;
  OrganizationVersion& last = versions.back();
  if (last.validity.first >= day_) {
    last = std::move(next);
  } else {
    last.validity.end = day_;
    next.validity.first = day_;
    versions.push_back(std::move(next));
  }
  Replace(history, std::move(versions));
}

void WorkingTree::Replace(OrganizationHistory& history, std::vector<OrganizationVersion> versions) {
  undo_.emplace(history.identity.organization_id, history.versions);
  history.versions = std::move(versions);
  NoteParents(history);
}

void WorkingTree::Undo() {
  for (auto& [id, versions] : undo_) organizations_.at(id).versions = std::move(versions);
  undo_.clear();
}

void WorkingTree::NoteParents(const OrganizationHistory& history) {
  for (const OrganizationVersion& version : history.versions) {
    if (version.validity.end > day_) {
      children_[version.parent_id].insert(history.identity.organization_id);
    }
  }
}

}  // namespace xinqiao::registry
