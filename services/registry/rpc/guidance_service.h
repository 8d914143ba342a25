// The gRPC face of guidance links.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_GUIDANCE_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_GUIDANCE_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/guidance.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.GuidanceService on top of Guidance. Holds no
// state and decides nothing; guidance_service.proto says what it promises.
class GuidanceService final : public rpc::Service {
 public:
  // `guidance` and `executor` outlive the service.
  GuidanceService(Guidance& guidance, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_GUIDANCE_SERVICE_H_
