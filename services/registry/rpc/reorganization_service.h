// The gRPC face of reorganizations.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_REORGANIZATION_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_REORGANIZATION_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/reorganizations.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.ReorganizationService on top of Reorganizations. Holds
// no state and decides nothing; reorganization_service.proto says what it promises.
class ReorganizationService final : public rpc::Service {
 public:
  // `reorganizations` and `executor` outlive the service.
  ReorganizationService(Reorganizations& reorganizations, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_REORGANIZATION_SERVICE_H_
