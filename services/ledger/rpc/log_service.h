// The gRPC face of the logs.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_LOG_SERVICE_H_
#define XINQIAO_SERVICES_LEDGER_RPC_LOG_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/ledger/app/log_audit.h"

namespace xinqiao::ledger {

// Implements xinqiao.ledger.v1.LogService on top of a LogAudit. Holds no state
// and decides nothing; log_service.proto says what it promises.
class LogService final : public rpc::Service {
 public:
  // Both outlive the service.
  LogService(LogAudit& audit, rpc::Executor& executor);
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_LOG_SERVICE_H_
