// What a publication finds and changes, rule by rule.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_FINDING_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_FINDING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/quota.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// Where a rule comes from.
struct RuleSource {
  std::string organization_id;
  std::string rule_pack_id;  // "" of one that is only checked.
  int version = 0;
  std::string issuer;
  std::string document_number;
  std::string field;  // "duties[0]".
  OrganizationLevel level = OrganizationLevel::kBranch;

  friend bool operator==(const RuleSource&, const RuleSource&) = default;
};

// A rule that asks for more than a level above it allows.
struct RuleFinding {
  RuleSource rule;
  RuleSource ceiling;
  policy::CeilingScope scope = policy::CeilingScope::kContactNumber;
  std::string description;
  bool stored_as_voluntary = false;

  friend bool operator==(const RuleFinding&, const RuleFinding&) = default;
};

// A rule that another one takes the place of.
struct ReplacedRule {
  RuleSource source;
  std::string asks;  // In words.

  friend bool operator==(const ReplacedRule&, const ReplacedRule&) = default;
};

// What one rule of a publication changes.
struct RuleImpact {
  policy::RulePlace place;  // In the pack.
  std::string title;
  int64_t bound_count = 0;             // Posts that it binds, or organizations if it binds those.
  std::vector<ReplacedRule> replaces;  // Nearest first.
  std::string asks;                    // In words.
  std::vector<absl::CivilDay> past_days;  // Over before it is made known.

  friend bool operator==(const RuleImpact&, const RuleImpact&) = default;
};

// Whom a publication affects on the first day that it is in force.
struct PublicationImpact {
  absl::CivilDay day;
  int64_t organization_count = 0;
  int64_t post_count = 0;
  std::vector<RuleImpact> rules;

  friend bool operator==(const PublicationImpact&, const PublicationImpact&) = default;
};

// A pack, and everything that there is to say about its publication.
struct Publication {
  PublishedRulePack rule_pack;
  std::vector<std::string> warnings;
  std::vector<RuleFinding> findings;
  PublicationImpact impact;
  std::optional<PublishedRulePack> superseded;  // With the end that it gets.

  friend bool operator==(const Publication&, const Publication&) = default;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_FINDING_H_
