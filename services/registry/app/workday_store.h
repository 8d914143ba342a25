// Where registry keeps the calendar of working days.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_WORKDAY_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_WORKDAY_STORE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/workday_year.h"

namespace xinqiao::registry {

// What a store is made with.
struct WorkdayEncoders {
  Encoder<WorkdayYear> answer;
  Encoder<WorkdayYear> published;  // An event.
};

// Persists versions of years, which never change. Each method is one
// transaction. Thread-safe.
//
// tests/services/registry/storage/workday_store_contract.h states, as tests,
// what every implementation does.
class WorkdayStore {
 public:
  virtual ~WorkdayStore() = default;

  // Inserts `year` as the next version of its year, with its event. A repeated
  // request returns the first answer.
  virtual absl::StatusOr<Answer> InsertWorkdayYear(const Call& call, const Write& write,
                                                   const WorkdayYear& year) = 0;

  // The last versions of at most `limit` years after `after_year`, by year.
  virtual absl::StatusOr<std::vector<WorkdayYear>> ListWorkdayYears(const Call& call,
                                                                    int after_year, int limit) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_WORKDAY_STORE_H_
