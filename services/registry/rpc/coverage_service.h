// The gRPC face of coverage.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_COVERAGE_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_COVERAGE_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/coverages.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.CoverageService on top of Coverages. Holds no
// state and decides nothing; coverage_service.proto says what it promises.
class CoverageService final : public rpc::Service {
 public:
  // `coverages` and `executor` outlive the service.
  CoverageService(Coverages& coverages, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_COVERAGE_SERVICE_H_
