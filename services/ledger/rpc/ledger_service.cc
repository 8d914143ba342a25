#include "services/ledger/rpc/ledger_service.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "services/ledger/rpc/codec.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

LedgerService::LedgerService(Ledger& ledger, rpc::Executor& executor)
    : rpc::Service(*v1::Activity::descriptor()->file()->FindServiceByName("LedgerService"),
                   executor) {
  using rpc::Run;

  Unary<v1::CreateActivityRequest>(
      "CreateActivity", Run::kExecutor,
      [&ledger](const Call& call,
                const v1::CreateActivityRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewActivity draft, Decode(request));
        return ledger.CreateActivity(call, std::move(draft));
      });

  Unary<v1::GetActivityRequest>(
      "GetActivity", Run::kExecutor,
      [&ledger](const Call& call,
                const v1::GetActivityRequest& request) -> absl::StatusOr<v1::Activity> {
        ASSIGN_OR_RETURN(const ActivityName name, Decode(request));
        ASSIGN_OR_RETURN(const Activity activity,
                         ledger.GetActivity(call, name.organization_id, name.activity_id));
        return Encode(activity);
      });

  Unary<v1::ListActivitiesRequest>(
      "ListActivities", Run::kExecutor,
      [&ledger](const Call& call, const v1::ListActivitiesRequest& request)
          -> absl::StatusOr<v1::ListActivitiesResponse> {
        ASSIGN_OR_RETURN(ActivityQuery query, Decode(request));
        ASSIGN_OR_RETURN(const ActivityPage page, ledger.ListActivities(call, std::move(query)));
        return Encode(request, page);
      });

  Unary<v1::VoidActivityRequest>(
      "VoidActivity", Run::kExecutor,
      [&ledger](const Call& call,
                const v1::VoidActivityRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(VoidRequest decoded, Decode(request));
        return ledger.VoidActivity(call, std::move(decoded));
      });

  Unary<v1::GetLogRequest>(
      "GetLog", Run::kExecutor,
      [&ledger](const Call& call, const v1::GetLogRequest& request) -> absl::StatusOr<v1::Log> {
        ASSIGN_OR_RETURN(const std::string name, Decode(request));
        ASSIGN_OR_RETURN(const Log log, ledger.GetLog(call, name));
        return Encode(log);
      });
}

}  // namespace xinqiao::ledger
