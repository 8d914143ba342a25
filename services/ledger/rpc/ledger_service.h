// The gRPC face of the ledger.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_LEDGER_SERVICE_H_
#define XINQIAO_SERVICES_LEDGER_RPC_LEDGER_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/ledger/app/ledger.h"

namespace xinqiao::ledger {

// Implements xinqiao.ledger.v1.LedgerService on top of a Ledger.
//
// Holds no state and decides nothing: each method decodes the request, calls
// the ledger method of the same name, and encodes the result. What an RPC
// promises is written in ledger_service.proto, and only there.
class LedgerService final : public rpc::Service {
 public:
  // `ledger` and `executor` outlive the service.
  LedgerService(Ledger& ledger, rpc::Executor& executor);
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_LEDGER_SERVICE_H_
