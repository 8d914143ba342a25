// Whom a publication affects, counted in the tree in memory.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_PUBLICATION_IMPACT_H_
#define XINQIAO_SERVICES_REGISTRY_APP_PUBLICATION_IMPACT_H_

#include <string>

#include "absl/time/civil_time.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/domain/rule_finding.h"

namespace xinqiao::registry {

// What `rules`, published by the organization, bind on `day`; what they replace
// and ask is left open. Rules that ask nobody for anything are left out.
PublicationImpact CountImpact(const OrganizationTree& tree, const std::string& organization_id,
                              const policy::RulePack& rules, absl::CivilDay day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_PUBLICATION_IMPACT_H_
