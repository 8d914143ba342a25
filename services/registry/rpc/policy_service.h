// The gRPC face of activity kinds and rule packs.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_POLICY_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_POLICY_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/policies.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.PolicyService on top of Policies. Holds no
// state and decides nothing; policy_service.proto says what it promises.
class PolicyService final : public rpc::Service {
 public:
  // `policies` and `executor` outlive the service.
  PolicyService(Policies& policies, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_POLICY_SERVICE_H_
