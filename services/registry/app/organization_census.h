// Counts what stands in a subtree, by what rules tell apart.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_CENSUS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_CENSUS_H_

#include <string>

#include "absl/time/civil_time.h"
#include "services/registry/app/organization_nodes.h"
#include "services/registry/app/organization_tree.h"

namespace xinqiao::registry {

// What OrganizationTree promises of the method of the same name. The nodes do
// not change meanwhile.
Census TakeCensus(const OrganizationNodes& nodes, const std::string& organization_id,
                  absl::CivilDay day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_CENSUS_H_
