// Whether a rule pack may be published, beside the packs that are there.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_PUBLICATION_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_PUBLICATION_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/workdays.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/rule_finding.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// One organization on the way from the root down to the publisher.
struct PathStep {
  std::string organization_id;
  OrganizationLevel level = OrganizationLevel::kBranch;

  friend bool operator==(const PathStep&, const PathStep&) = default;
};

// What a publication depends on, on its day.
struct PublicationFacts {
  absl::flat_hash_set<std::string> kind_ids;
  int version = 1;                       // That it gets.
  std::vector<PathStep> path;            // The publisher last; empty if it does not stand.
  std::vector<PublishedRulePack> packs;  // Of the path, also those that ended.
  // Of every subtree that the pack, or one of `packs`, is limited to: itself and
  // the organizations above it. Not of those that do not stand.
  std::map<std::string, std::vector<std::string>> ways;
};

// What a publication is judged by. What it points to outlives it.
struct PublicationCase {
  const NewRulePack& draft;
  absl::CivilDay day;  // Of publication.
  const PublicationFacts& facts;
  const std::vector<policy::RulePack>& rules;  // Of facts.packs, in their order.
  const WorkdayCalendar& calendar;             // For the closing of books.
};

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

// A rule that another one takes the place of.
struct ReplacedRule {
  RuleSource source;
  std::string asked;  // What it asked for, in words.

  friend bool operator==(const ReplacedRule&, const ReplacedRule&) = default;
};

// What a rule of the draft takes the place of: of the pack to supersede, then of
// the publisher's newest, then of the nearest level above. The same rule is one
// of the type with the same id, or else one that counts the same for somebody of
// the same appointment type.
std::optional<ReplacedRule> FindReplaced(const PublicationCase& publication,
                                         const policy::RulePlace& place);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_PUBLICATION_H_
