// The gRPC face of activity kinds and rule packs.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_POLICY_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_POLICY_SERVICE_H_

#include <functional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/call.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/policies.h"
#include "services/registry/app/rule_reads.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.PolicyService on top of Policies and RuleReads.
// Holds no state and decides nothing; policy_service.proto says what it promises.
class PolicyService final : public rpc::Service {
 public:
  // All of it outlives the service.
  PolicyService(Policies& policies, const RuleReads& reads, rpc::Executor& executor);

 private:
  // Connects what memory answers; in rule_reads.cc.
  void ConnectReads(const RuleReads& reads);

  // Connects a read that is answered where it arrives, unless it waits for a
  // position.
  template <typename Request>
  void Read(absl::string_view method,
            std::function<absl::StatusOr<Answer>(const Call&, const Request&)> answer);

  rpc::Executor& executor_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_POLICY_SERVICE_H_
