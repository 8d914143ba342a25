#include "services/registry/rpc/policy_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/policy_codec.h"
#include "services/registry/rpc/publication_codec.h"

namespace xinqiao::registry {

PolicyService::PolicyService(Policies& policies, const RuleReads& reads, rpc::Executor& executor)
    : rpc::Service(
          *v1::PublishRulePackRequest::descriptor()->file()->FindServiceByName("PolicyService"),
          executor),
      executor_(executor) {
  Unary<v1::CreateActivityKindRequest>(
      "CreateActivityKind", rpc::Run::kExecutor,
      [&policies](const Call& call,
                  const v1::CreateActivityKindRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewActivityKind draft, Decode(request));
        return policies.CreateActivityKind(call, std::move(draft));
      });

  Unary<v1::ListActivityKindsRequest>(
      "ListActivityKinds", rpc::Run::kExecutor,
      [&policies](const Call& call, const v1::ListActivityKindsRequest& request)
          -> absl::StatusOr<v1::ListActivityKindsResponse> {
        ASSIGN_OR_RETURN(const PageRequest page_request, Decode(request));
        ASSIGN_OR_RETURN(const Page<policy::ActivityKind> page,
                         policies.ListActivityKinds(call, page_request));
        return Encode(request, page);
      });

  Unary<v1::PublishRulePackRequest>(
      "PublishRulePack", rpc::Run::kExecutor,
      [&policies](const Call& call,
                  const v1::PublishRulePackRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const NewRulePack draft, Decode(request));
        return policies.PublishRulePack(call, draft);
      });

  Unary<v1::WithdrawRulePackRequest>(
      "WithdrawRulePack", rpc::Run::kExecutor,
      [&policies](const Call& call,
                  const v1::WithdrawRulePackRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const RulePackWithdrawal withdrawal, Decode(request));
        return policies.WithdrawRulePack(call, withdrawal);
      });

  Unary<v1::GetRulePackRequest>(
      "GetRulePack", rpc::Run::kExecutor,
      [&policies](const Call& call,
                  const v1::GetRulePackRequest& request) -> absl::StatusOr<policy::v1::RulePack> {
        ASSIGN_OR_RETURN(const RulePackKey key, Decode(request));
        ASSIGN_OR_RETURN(const PublishedRulePack rule_pack, policies.GetRulePack(call, key));
        return Encode(rule_pack);
      });

  Unary<v1::ListRulePacksRequest>(
      "ListRulePacks", rpc::Run::kExecutor,
      [&policies](const Call& call, const v1::ListRulePacksRequest& request)
          -> absl::StatusOr<v1::ListRulePacksResponse> {
        ASSIGN_OR_RETURN(const Policies::Query query, Decode(request));
        ASSIGN_OR_RETURN(const Page<PublishedRulePack> page, policies.ListRulePacks(call, query));
        return Encode(request, page);
      });

  ConnectReads(reads);
}

}  // namespace xinqiao::registry
