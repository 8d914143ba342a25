// The gRPC face of working groups.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_WORKING_GROUP_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_WORKING_GROUP_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/working_groups.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.WorkingGroupService on top of WorkingGroups.
// Holds no state and decides nothing; working_group_service.proto says what it
// promises.
class WorkingGroupService final : public rpc::Service {
 public:
  // `groups` and `executor` outlive the service.
  WorkingGroupService(WorkingGroups& groups, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_WORKING_GROUP_SERVICE_H_
