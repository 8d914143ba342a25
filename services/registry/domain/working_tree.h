// The organizations around a reorganization while it is planned.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKING_TREE_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKING_TREE_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/reorganization.h"

namespace xinqiao::registry {

// A copy of what is known, changed from one day on. Knows who is whose child on
// any day from that one on. Not thread-safe.
class WorkingTree {
 public:
  // By id. A child that stands and is closed on different days is a standing
  // one.
  struct Children {
    std::vector<std::string> standing;
    std::vector<std::string> closed;
  };

  WorkingTree(KnownOrganizations known, absl::CivilDay day);

  // Nothing if it is not known. What it points to stays where it is.
  OrganizationHistory* Find(const std::string& organization_id);

  Children ChildrenOf(const std::string& parent_id) const;
  bool IsStandingChild(const OrganizationHistory& history, const std::string& parent_id) const;

  // Whether it stands, and is not closed, on every day of `span`.
  bool StandsIn(const std::string& organization_id, const Period& span) const;

  void Add(OrganizationHistory created);

  // Makes `next` of the last version, from the day on, or if that one only
  // begins then or later, for all its days. No difference makes no version.
  void SetFrom(OrganizationHistory& history, OrganizationVersion next);

  void Replace(OrganizationHistory& history, std::vector<OrganizationVersion> versions);

  // Undo() takes back what was set since the last Keep(); what was added stays.
  void Keep() { undo_.clear(); }
  void Undo();

  const KnownOrganizations& organizations() const { return organizations_; }
  absl::CivilDay day() const { return day_; }

 private:
  void NoteParents(const OrganizationHistory& history);

  KnownOrganizations organizations_;
  const absl::CivilDay day_;
  // By parent, all that are, or were before a change, its children.
  std::map<std::string, std::set<std::string>> children_;
  std::map<std::string, std::vector<OrganizationVersion>> undo_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKING_TREE_H_
