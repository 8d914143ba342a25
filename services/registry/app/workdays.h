// The calendar of working days.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_WORKDAYS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_WORKDAYS_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/page.h"
#include "services/registry/app/workday_store.h"
#include "services/registry/domain/workday_year.h"

namespace xinqiao::registry {

// Use cases of the calendar; see calendar_service.proto. Thread-safe.
class Workdays {
 public:
  struct Deps {
    WorkdayStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  // Everything in `deps` outlives it.
  explicit Workdays(Deps deps) : deps_(deps) {}

  absl::StatusOr<Answer> PublishWorkdayYear(const Call& call, const std::string& request_id,
                                            WorkdayYear year);

  // WORKDAY_YEAR_NOT_FOUND.
  absl::StatusOr<WorkdayYear> GetWorkdayYear(const Call& call, int year);

  // A cursor is a year of four digits.
  absl::StatusOr<Page<WorkdayYear>> ListWorkdayYears(const Call& call, const PageRequest& page);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_WORKDAYS_H_
