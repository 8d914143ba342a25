// The gRPC face of wishes.

#ifndef XINQIAO_SERVICES_WISHES_RPC_APPEAL_SERVICE_H_
#define XINQIAO_SERVICES_WISHES_RPC_APPEAL_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/wishes/app/wishes.h"

namespace xinqiao::wishes {

// Implements xinqiao.wishes.v1.AppealService: each method decodes the request,
// calls the use case of the same name, and encodes the result. What an RPC
// promises is written in appeal_service.proto. Thread-safe.
class AppealService final : public rpc::Service {
 public:
  // Both outlive the service.
  AppealService(Wishes& wishes, rpc::Executor& executor);
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_RPC_APPEAL_SERVICE_H_
