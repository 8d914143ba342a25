// The gRPC face of xinqiao.gateway.v1.OverviewService.

#ifndef XINQIAO_SERVICES_GATEWAY_RPC_OVERVIEW_SERVICE_H_
#define XINQIAO_SERVICES_GATEWAY_RPC_OVERVIEW_SERVICE_H_

#include <vector>

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/gateway/rpc/backend.h"

namespace xinqiao::gateway {

// Asks every backend for its health, all at the same time. Thread-safe.
class OverviewService final : public rpc::Service {
 public:
  // Both outlive the service.
  OverviewService(const std::vector<Backend>& backends, rpc::Executor& executor);
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_SERVICES_GATEWAY_RPC_OVERVIEW_SERVICE_H_
