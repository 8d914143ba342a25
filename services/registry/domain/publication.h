// Whether a rule pack may be published, beside the packs that are there.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_PUBLICATION_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_PUBLICATION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/calendar/period.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/domain/packs_around.h"
#include "services/registry/domain/rule_finding.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// What is published, if it may be.
struct AcceptedRules {
  policy::RulePack rules;  // Those of the draft, or some of them made voluntary.
  bool made_voluntary = false;
  std::optional<Period> in_force;
  std::vector<std::string> warnings;
  std::vector<RuleFinding> findings;            // Those made voluntary; without the new id.
  std::optional<PublishedRulePack> superseded;  // With the end that it gets.
};

// INVALID_FIELDS with every violation: what policy::Validate() finds, a document
// dated after the day, a subtree that is not the publisher's, a past day for what
// supersedes. Then ORGANIZATION_NOT_VALID; RULE_PACK_NOT_FOUND or
// RULE_PACK_NOT_IN_FORCE of the pack to supersede; RULES_RAISED with every rule
// that asks for more than a level above allows.
absl::StatusOr<AcceptedRules> Judge(const PublicationCase& publication);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_PUBLICATION_H_
