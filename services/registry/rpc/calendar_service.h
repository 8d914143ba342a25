// The gRPC face of the calendar of working days.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_CALENDAR_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_CALENDAR_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/workdays.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.CalendarService on top of Workdays. Holds no
// state and decides nothing; calendar_service.proto says what it promises.
class CalendarService final : public rpc::Service {
 public:
  // `workdays` and `executor` outlive the service.
  CalendarService(Workdays& workdays, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_CALENDAR_SERVICE_H_
