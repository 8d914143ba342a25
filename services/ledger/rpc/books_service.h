// The gRPC face of closing books.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_BOOKS_SERVICE_H_
#define XINQIAO_SERVICES_LEDGER_RPC_BOOKS_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/ledger/app/ledger.h"

namespace xinqiao::ledger {

// Implements xinqiao.ledger.v1.BooksService on top of a Ledger. Holds no state
// and decides nothing; books_service.proto says what it promises.
class BooksService final : public rpc::Service {
 public:
  // Both outlive the service.
  BooksService(Ledger& ledger, rpc::Executor& executor);
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_BOOKS_SERVICE_H_
