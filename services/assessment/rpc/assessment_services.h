// The gRPC face of assessment.

#ifndef XINQIAO_SERVICES_ASSESSMENT_RPC_ASSESSMENT_SERVICES_H_
#define XINQIAO_SERVICES_ASSESSMENT_RPC_ASSESSMENT_SERVICES_H_

#include "services/assessment/rpc/read_service.h"

namespace xinqiao::assessment {

// Implements xinqiao.assessment.v1.ReportService. Thread-safe.
class ReportService final : public ReadService {
 public:
  using Deps = ReadService::Deps;
  explicit ReportService(const Deps& deps);
};

// Implements xinqiao.assessment.v1.DutyService. Thread-safe.
class DutyService final : public ReadService {
 public:
  using Deps = ReadService::Deps;
  explicit DutyService(const Deps& deps);
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_RPC_ASSESSMENT_SERVICES_H_
