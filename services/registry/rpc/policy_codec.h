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
absl::StatusOr<RulePackWithdrawal> Decode(const v1::WithdrawRulePackRequest& request);
absl::StatusOr<RulePackKey> Decode(const v1::GetRulePackRequest& request);
absl::StatusOr<Policies::Query> Decode(const v1::ListRulePacksRequest& request);

// Pages take the request that they answer, for the token of the next.
v1::ListActivityKindsResponse Encode(const v1::ListActivityKindsRequest& request,
                                     const Page<policy::ActivityKind>& page);
v1::ListRulePacksResponse Encode(const v1::ListRulePacksRequest& request,
                                 const Page<PublishedRulePack>& page);

// An event.
v1::Event ActivityKindCreated(const policy::ActivityKind& kind);

// Everything as the store takes it, for main() to hand over.
PolicyEncoders StorePolicyEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_POLICY_CODEC_H_
