// Rule packs, and what their publication finds, as messages.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_PUBLICATION_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_PUBLICATION_CODEC_H_

#include <string>

#include "services/registry/app/policies.h"
#include "services/registry/domain/rule_finding.h"
#include "services/registry/domain/rule_pack.h"
#include "xinqiao/policy/v1/pack.pb.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/policy_service.pb.h"

namespace xinqiao::registry {

// What of a pack is kept as its content: all but what the registry says itself.
std::string RulePackContent(policy::v1::RulePack rule_pack);

// The contents of packs, for main() to hand over.
RulePackContents ContentsOfRulePacks();

policy::v1::RulePack Encode(const PublishedRulePack& rule_pack);
policy::v1::RulePack EncodeForAll(const PublishedRulePack& rule_pack);  // No contact block.
v1::PublishRulePackResponse Encode(const Publication& publication);     // No contact block.

// Events. None holds personal data.
v1::Event RulePackPublished(const PublishedRulePack& rule_pack);
v1::Event RulePackEnded(const PublishedRulePack& rule_pack);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_PUBLICATION_CODEC_H_
