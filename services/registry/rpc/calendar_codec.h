// The calendar of working days as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_CALENDAR_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_CALENDAR_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/registry/app/page.h"
#include "services/registry/app/workday_store.h"
#include "services/registry/domain/workday_year.h"
#include "xinqiao/registry/v1/calendar_service.pb.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::registry {

struct NewWorkdayYear {
  std::string request_id;
  WorkdayYear year;
};

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewWorkdayYear> Decode(const v1::PublishWorkdayYearRequest& request);
absl::StatusOr<int> Decode(const v1::GetWorkdayYearRequest& request);  // The year.
absl::StatusOr<PageRequest> Decode(const v1::ListWorkdayYearsRequest& request);

v1::WorkdayYear Encode(const WorkdayYear& year);

// Takes the request that it answers, for the token of the next page.
v1::ListWorkdayYearsResponse Encode(const v1::ListWorkdayYearsRequest& request,
                                    const Page<WorkdayYear>& page);

// For main() to hand over.
WorkdayEncoders StoreWorkdayEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_CALENDAR_CODEC_H_
