#include <utility>

#include "libs/base/status_macros.h"
#include "libs/rpc/overloaded.h"
#include "services/registry/rpc/filing_sheet.h"
#include "services/registry/rpc/policy_service.h"
#include "services/registry/rpc/rule_encoder.h"
#include "services/registry/rpc/rule_reads_codec.h"

namespace xinqiao::registry {

template <typename Request>
void PolicyService::Read(
    absl::string_view method,
    std::function<absl::StatusOr<Answer>(const Call&, const Request&)> answer) {
  UnaryAsync<Request>(method, [this, answer = std::move(answer)](
                                  const Call& call, const Request& request, const rpc::Done& done) {
    if (request.min_position() == 0) return done(answer(call, request));
    const bool taken =
        executor_.TryRun([done, answer, call, request] { done(answer(call, request)); });
    if (!taken) done(rpc::Overloaded());
  });
}

void PolicyService::ConnectReads(const RuleReads& reads) {
  Read<v1::GetEffectiveRulesRequest>(
      "GetEffectiveRules",
      [&reads](const Call& call,
               const v1::GetEffectiveRulesRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const EffectiveRulesRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const RulesInForce found,
                         reads.GetEffectiveRules(call, asked.target, asked.view));
        return Answer{.bytes = EncodeEffectiveRules(found)};
      });

  Read<v1::GetDutyLoadRequest>(
      "GetDutyLoad",
      [&reads](const Call& call, const v1::GetDutyLoadRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const RuleReads::LoadQuery query, Decode(request));
        ASSIGN_OR_RETURN(const PostLoad found, reads.GetDutyLoad(call, query));
        return Answer{.bytes = Encode(found).SerializeAsString()};
      });

  Read<v1::GetSwitchboardRequest>(
      "GetSwitchboard",
      [&reads](const Call& call,
               const v1::GetSwitchboardRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const SwitchboardRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Switchboard board,
                         reads.GetSwitchboard(call, asked.organization_id, asked.view));
        return Answer{.bytes = Encode(board).SerializeAsString()};
      });

  Unary<v1::GetFilingSheetRequest>(
      "GetFilingSheet", rpc::Run::kInline,
      [&reads](const Call&,
               const v1::GetFilingSheetRequest& request) -> absl::StatusOr<v1::FilingSheet> {
        ASSIGN_OR_RETURN(const FilingSheetRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Filing filing,
                         reads.GetFilingSheet(asked.organization_id, asked.day));
        return EncodeFilingSheet(filing);
      });

  // Memory answers it, too, but looks at every pack of the subtree.
  Unary<v1::ListRuleFindingsRequest>(
      "ListRuleFindings", rpc::Run::kExecutor,
      [&reads](const Call&, const v1::ListRuleFindingsRequest& request)
          -> absl::StatusOr<v1::ListRuleFindingsResponse> {
        ASSIGN_OR_RETURN(const RuleReads::RaiseQuery query, Decode(request));
        ASSIGN_OR_RETURN(const Page<StandingRaise> page, reads.ListRuleFindings(query));
        return Encode(request, page);
      });
}

}  // namespace xinqiao::registry
