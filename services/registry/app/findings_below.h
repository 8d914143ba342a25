// Rules of lower levels that ask for more than a new pack above them allows.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_FINDINGS_BELOW_H_
#define XINQIAO_SERVICES_REGISTRY_APP_FINDINGS_BELOW_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/policy/placed_pack.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/policy_book.h"
#include "services/registry/domain/rule_finding.h"

namespace xinqiao::registry {

// A pack that is not in the book yet.
struct NewcomerPack {
  RuleSource source;  // Without a field.
  const policy::RulePack* rules = nullptr;
  Period in_force;
  std::string supersedes_id;
};

// What becomes too much below the newcomer's organization in the tree of `day`,
// of packs that the book holds; by organization and pack. What was too much
// beside other packs above is not told again.
std::vector<RuleFinding> FindBelow(const OrganizationTree& tree, const PolicyBook::Content& book,
                                   const NewcomerPack& newcomer, absl::CivilDay day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_FINDINGS_BELOW_H_
