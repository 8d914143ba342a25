// What a rule that is to be published takes the place of, and what of it is over already.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_REPLACED_RULES_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_REPLACED_RULES_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/domain/packs_around.h"
#include "services/registry/domain/rule_finding.h"

namespace xinqiao::registry {

// Every rule that a rule of the draft takes the place of, as policy::RulesOf()
// resolves them: one that says the same thing (policy::SubjectMatter), can mean
// the same post or organization, and is in force on a day on which that of the
// draft is. Of the pack to supersede also the rule with the same id, whomever it
// meant and whenever. Those of that pack first, then the publisher's, newest
// first, then those of the nearest level.
std::vector<ReplacedRule> FindReplaced(const PublicationCase& publication,
                                       const policy::RulePlace& place);

// The days of a rule that are over before it is made known on `day`, ascending:
// when it is due, or the last day of its window or of the time in which it is in
// force. Nobody is ever late with them.
std::vector<absl::CivilDay> PastDays(const policy::RulePack& rules, const policy::RulePlace& place,
                                     absl::CivilDay day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_REPLACED_RULES_H_
