// The gRPC face of imports and exports.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/exports.h"
#include "services/registry/app/imports.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.ImportService on top of Imports and Exports.
// Holds no state and decides nothing; import_service.proto says what it
// promises.
class ImportService final : public rpc::Service {
 public:
  // All of them outlive the service.
  ImportService(Imports& imports, Exports& exports, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_IMPORT_SERVICE_H_
