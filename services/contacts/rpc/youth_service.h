// The gRPC face of contacts: youths.

#ifndef XINQIAO_SERVICES_CONTACTS_RPC_YOUTH_SERVICE_H_
#define XINQIAO_SERVICES_CONTACTS_RPC_YOUTH_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/contacts/app/contacts.h"

namespace xinqiao::contacts {

// Implements xinqiao.contacts.v1.YouthService: each method decodes the request,
// calls the use case of the same name, and encodes the result. What an RPC
// promises is written in youth_service.proto. Thread-safe.
class YouthService final : public rpc::Service {
 public:
  // Both outlive the service.
  YouthService(Contacts& contacts, rpc::Executor& executor);
};

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_RPC_YOUTH_SERVICE_H_
