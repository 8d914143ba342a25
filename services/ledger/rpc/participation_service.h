// The gRPC face of what youths say of taking part.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_PARTICIPATION_SERVICE_H_
#define XINQIAO_SERVICES_LEDGER_RPC_PARTICIPATION_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/ledger/app/ledger.h"

namespace xinqiao::ledger {

// Implements xinqiao.ledger.v1.ParticipationService on top of a Ledger. Holds no state
// and decides nothing; participation_service.proto says what it promises.
class ParticipationService final : public rpc::Service {
 public:
  // Both outlive the service.
  ParticipationService(Ledger& ledger, rpc::Executor& executor);
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_PARTICIPATION_SERVICE_H_
