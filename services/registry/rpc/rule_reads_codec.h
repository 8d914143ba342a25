// Which rules bind whom, as messages.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_RULE_READS_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_RULE_READS_CODEC_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/registry/app/page.h"
#include "services/registry/app/rule_reads.h"
#include "xinqiao/registry/v1/policy_service.pb.h"

namespace xinqiao::registry {

// What is asked about, and how.
struct EffectiveRulesRequest {
  RuleTarget target;
  RuleView view;
};
struct SwitchboardRequest {
  std::string organization_id;
  RuleView view;
};
struct FilingSheetRequest {
  std::string organization_id;
  std::optional<absl::CivilDay> day;
};

// Each checks every field and fails with every violation at once.
absl::StatusOr<EffectiveRulesRequest> Decode(const v1::GetEffectiveRulesRequest& request);
absl::StatusOr<RuleReads::LoadQuery> Decode(const v1::GetDutyLoadRequest& request);
absl::StatusOr<RuleReads::RaiseQuery> Decode(const v1::ListRuleFindingsRequest& request);
absl::StatusOr<SwitchboardRequest> Decode(const v1::GetSwitchboardRequest& request);
absl::StatusOr<FilingSheetRequest> Decode(const v1::GetFilingSheetRequest& request);

v1::DutyLoad Encode(const PostLoad& found);
v1::Switchboard Encode(const Switchboard& board);

// A page takes the request that it answers, for the token of the next.
v1::ListRuleFindingsResponse Encode(const v1::ListRuleFindingsRequest& request,
                                    const Page<StandingRaise>& page);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_RULE_READS_CODEC_H_
