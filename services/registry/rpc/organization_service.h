// The gRPC face of organizations.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_SERVICE_H_

#include <functional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/call.h"
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

 private:
  // Connects a read that memory answers, unless the request asks for more.
  template <typename Request, typename Body>
  void Read(absl::string_view method, Body body);

  // Answers with `body` from a thread that may wait.
  void Wait(const rpc::Done& done, std::function<absl::StatusOr<Answer>()> body);

  rpc::Executor& executor_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_SERVICE_H_
