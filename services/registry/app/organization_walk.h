// Walks through the organizations below one, on one day.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_WALK_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_WALK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/registry/app/organization_nodes.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/page.h"

namespace xinqiao::registry {

// In preorder, siblings in the order of their creation. Passes by the subtrees
// in which nothing wanted ever stood. The nodes do not change meanwhile.
class OrganizationWalk {
 public:
  struct Options {
    NodeIndex scope = kNoNode;
    DayNumber day = 0;
    ClassSet wanted = ClassSet().set();
    size_t depth_max = SIZE_MAX;
  };

  // Begins with the children of the scope.
  OrganizationWalk(const OrganizationNodes& nodes, const Options& options);

  // Goes on behind `last`; false if that is not below the scope on the day.
  bool Resume(NodeIndex last);

  // The link to the next that is wanted, closed or not; nullptr at the end.
  const ChildLink* Next();

 private:
  // The links of one node that are still to be looked at.
  struct Frame {
    const ChildLink* next;
    const ChildLink* end;
  };

  // Looks at the children of `node` next, behind `last` if that is one.
  void Push(NodeIndex node, NodeIndex last = kNoNode);
  // Whether to look below `node`, whose link lies in the last frame.
  bool WantsBelow(NodeIndex node) const;

  const OrganizationNodes& nodes_;
  const Options options_;
  std::vector<Frame> frames_;  // As many as there are steps from the scope.
};

// What OrganizationTree promises of the methods of the same name.
absl::StatusOr<Page<Organization>> ListOrganizations(const OrganizationNodes& nodes,
                                                     const std::string& parent_id,
                                                     absl::CivilDay day, const PageRequest& page,
                                                     bool roots_only);
absl::StatusOr<Page<Organization>> ListDescendants(const OrganizationNodes& nodes,
                                                   const DescendantsQuery& query);
absl::StatusOr<Page<Organization>> Search(const OrganizationNodes& nodes, const SearchQuery& query);
SubtreeTotals Totals(const OrganizationNodes& nodes, const std::string& organization_id,
                     absl::CivilDay day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_WALK_H_
