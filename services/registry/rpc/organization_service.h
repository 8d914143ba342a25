// The gRPC face of organizations.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/organizations.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.OrganizationService on top of Organizations. Holds no
// state and decides nothing; organization_service.proto says what it promises.
class OrganizationService final : public rpc::Service {
 public:
  // `organizations` and `executor` outlive the service.
  OrganizationService(Organizations& organizations, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_SERVICE_H_
