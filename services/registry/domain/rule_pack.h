// Rule packs: as they are published, and how they end.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_PACK_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_PACK_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::registry {

// What becomes of rules that ask for more than a level above allows.
enum class RaiseHandling { kRefuse, kStoreAsVoluntary };

// What a caller asks to publish: readable, not yet accepted.
struct NewRulePack {
  std::string request_id;
  std::string organization_id;
  policy::RulePack rules;
  std::string content;        // The message that `rules` were read from, serialized.
  std::string supersedes_id;  // A pack of the same organization; "" for none.
  bool validate_only = false;
  RaiseHandling raise_handling = RaiseHandling::kRefuse;
};

// What a caller asks to withdraw: well-formed, not yet accepted.
struct RulePackWithdrawal {
  std::string request_id;
  std::string organization_id;
  std::string rule_pack_id;
  absl::CivilDay end_day;
  std::string reason;
};

// A pack as it was published. Never changes, but that it ends once.
struct PublishedRulePack {
  std::string rule_pack_id;
  std::string organization_id;
  std::string document_number;
  int version = 0;  // Counts the publications of one document by one organization.
  absl::Time publish_time;
  std::string content;  // The serialized message; what the other fields say is not in it.
  std::optional<Period> in_force;        // Nothing: whenever its rules say. Empty: never.
  std::vector<std::string> subtree_ids;  // Of its scope.
  std::string publisher;
  std::string superseded_by_id;   // "" unless it was.
  std::string withdrawal_reason;  // "" unless it was.

  friend bool operator==(const PublishedRulePack&, const PublishedRulePack&) = default;
};

// When it is in force; all days if only its rules say.
Period InForceOf(const PublishedRulePack& rule_pack);

// Whether there is a day on which it is in force.
bool ComesIntoForce(const PublishedRulePack& rule_pack);

// The first day on which a rule asks for something, or the document is dated.
absl::CivilDay FirstDay(const policy::RulePack& rules);

// `rule_pack`, whose rules are `rules`, not in force any more from `end_day` on;
// never in force if it was not yet. RULE_PACK_NOT_IN_FORCE if it got its end
// before, or has one by then.
absl::StatusOr<PublishedRulePack> End(PublishedRulePack rule_pack, const policy::RulePack& rules,
                                      absl::CivilDay end_day);

// `rule_pack` withdrawn on `day`. As End() fails, or with INVALID_FIELDS when the
// end is before `day`.
absl::StatusOr<PublishedRulePack> Withdraw(PublishedRulePack rule_pack,
                                           const policy::RulePack& rules,
                                           const RulePackWithdrawal& withdrawal,
                                           absl::CivilDay day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_PACK_H_
