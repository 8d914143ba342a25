// The gRPC face of people.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_PERSON_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_PERSON_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/people.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.PersonService on top of People. Holds no
// state and decides nothing; person_service.proto says what it promises.
class PersonService final : public rpc::Service {
 public:
  // `people` and `executor` outlive the service.
  PersonService(People& people, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_PERSON_SERVICE_H_
