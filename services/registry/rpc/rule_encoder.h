// Rules in force as bytes.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_RULE_ENCODER_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_RULE_ENCODER_H_

#include <string>

#include "libs/policy/subject.h"
#include "services/registry/app/policy_book.h"
#include "services/registry/app/rule_reads.h"

namespace xinqiao::registry {

// Every rule of `pack`: a v1::EffectiveRule that overrides nothing, and its
// v1::RuleSource. `level` is that of the organization of the pack.
EncodedRules EncodeRules(const FeedPack& pack, policy::OrganizationLevel level);

// A v1::EffectiveRules, put together from what EncodeRules() gave.
std::string EncodeEffectiveRules(const RulesInForce& found);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_RULE_ENCODER_H_
