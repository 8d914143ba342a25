// Rule packs and when one may be published.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_PACK_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_PACK_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::registry {

// What a caller asks to publish: readable, not yet accepted.
struct NewRulePack {
  std::string request_id;
  std::string organization_id;
  policy::RulePack rules;
  std::string content;  // The message that `rules` were read from, serialized.
};

// A pack as it was published. Never changes.
struct PublishedRulePack {
  std::string rule_pack_id;
  std::string organization_id;
  std::string document_number;
  int version = 0;  // Counts the publications of one document by one organization.
  absl::Time publish_time;
  std::string content;  // The serialized message; what the fields above say is not in it.

  friend bool operator==(const PublishedRulePack&, const PublishedRulePack&) = default;
};

// A pack and what the validator remarked about it.
struct Publication {
  PublishedRulePack rule_pack;
  std::vector<std::string> warnings;

  friend bool operator==(const Publication&, const Publication&) = default;
};

// What a publication depends on.
struct PublicationFacts {
  bool organization_stands = false;  // On the day of publication.
  absl::flat_hash_set<std::string> kind_ids;
};

// The warnings about `rules` if they may be published on `day`.
//
// ORGANIZATION_NOT_VALID, or INVALID_FIELDS with every violation: what
// policy::Validate() finds, and a document dated after `day`.
absl::StatusOr<std::vector<std::string>> Review(const policy::RulePack& rules, absl::CivilDay day,
                                                const PublicationFacts& facts);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_PACK_H_
