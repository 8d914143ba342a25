#include "services/registry/rpc/calendar_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/calendar_codec.h"

namespace xinqiao::registry {

CalendarService::CalendarService(Workdays& workdays, rpc::Executor& executor)
    : rpc::Service(*v1::WorkdayYear::descriptor()->file()->FindServiceByName("CalendarService"),
                   executor) {
  Unary<v1::PublishWorkdayYearRequest>(
      "PublishWorkdayYear", rpc::Run::kExecutor,
      [&workdays](const Call& call,
                  const v1::PublishWorkdayYearRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewWorkdayYear draft, Decode(request));
        return workdays.PublishWorkdayYear(call, draft.request_id, std::move(draft.year));
      });

  Unary<v1::GetWorkdayYearRequest>(
      "GetWorkdayYear", rpc::Run::kExecutor,
      [&workdays](const Call& call,
                  const v1::GetWorkdayYearRequest& request) -> absl::StatusOr<v1::WorkdayYear> {
        ASSIGN_OR_RETURN(const int year, Decode(request));
        ASSIGN_OR_RETURN(const WorkdayYear found, workdays.GetWorkdayYear(call, year));
        return Encode(found);
      });

  Unary<v1::ListWorkdayYearsRequest>(
      "ListWorkdayYears", rpc::Run::kExecutor,
      [&workdays](const Call& call, const v1::ListWorkdayYearsRequest& request)
          -> absl::StatusOr<v1::ListWorkdayYearsResponse> {
        ASSIGN_OR_RETURN(const PageRequest page_request, Decode(request));
        ASSIGN_OR_RETURN(const Page<WorkdayYear> page,
                         workdays.ListWorkdayYears(call, page_request));
        return Encode(request, page);
      });
}

}  // namespace xinqiao::registry
