// Activity kinds and rule packs as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_POLICY_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_POLICY_CODEC_H_

#include "absl/status/statusor.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/page.h"
#include "services/registry/app/policies.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/domain/activity_kind.h"
#include "services/registry/domain/rule_pack.h"
#include "xinqiao/policy/v1/activity_kind.pb.h"
#include "xinqiao/policy/v1/pack.pb.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/policy_service.pb.h"

namespace xinqiao::registry {

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewActivityKind> Decode(const v1::CreateActivityKindRequest& request);
absl::StatusOr<PageRequest> Decode(const v1::ListActivityKindsRequest& request);
absl::StatusOr<NewRulePack> Decode(const v1::PublishRulePackRequest& request);
absl::StatusOr<RulePackKey> Decode(const v1::GetRulePackRequest& request);
absl::StatusOr<Policies::Query> Decode(const v1::ListRulePacksRequest& request);

policy::v1::RulePack Encode(const PublishedRulePack& rule_pack);
v1::PublishRulePackResponse Encode(const Publication& publication);  // No contact block.

// Pages take the request that they answer, for the token of the next.
v1::ListActivityKindsResponse Encode(const v1::ListActivityKindsRequest& request,
                                     const Page<policy::ActivityKind>& page);
v1::ListRulePacksResponse Encode(const v1::ListRulePacksRequest& request,
                                 const Page<PublishedRulePack>& page);

// Events. None holds personal data.
v1::Event ActivityKindCreated(const policy::ActivityKind& kind);
v1::Event RulePackPublished(const PublishedRulePack& rule_pack);

// The functions above as the store takes them, for main() to hand over.
PolicyEncoders StorePolicyEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_POLICY_CODEC_H_
