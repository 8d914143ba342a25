#include "services/registry/rpc/reorganization_service.h"

#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/reorganization_codec.h"

namespace xinqiao::registry {

ReorganizationService::ReorganizationService(Reorganizations& reorganizations,
                                             rpc::Executor& executor)
    : rpc::Service(*v1::CreateReorganizationRequest::descriptor()->file()->FindServiceByName(
                       "ReorganizationService"),
                   executor) {
  Unary<v1::CreateReorganizationRequest>(
      "CreateReorganization", rpc::Run::kExecutor,
      [&reorganizations](const Call& call,
                         const v1::CreateReorganizationRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewReorganization asked, Decode(request));
        return reorganizations.CreateReorganization(call, std::move(asked));
      });

  Unary<v1::GetReorganizationRequest>(
      "GetReorganization", rpc::Run::kExecutor,
      [&reorganizations](const Call& call, const v1::GetReorganizationRequest& request)
          -> absl::StatusOr<v1::Reorganization> {
        ASSIGN_OR_RETURN(const std::string id, Decode(request));
        ASSIGN_OR_RETURN(const Reorganization found, reorganizations.GetReorganization(call, id));
        return Encode(found);
      });

  Unary<v1::ListReorganizationsRequest>(
      "ListReorganizations", rpc::Run::kExecutor,
      [&reorganizations](const Call& call, const v1::ListReorganizationsRequest& request)
          -> absl::StatusOr<v1::ListReorganizationsResponse> {
        ASSIGN_OR_RETURN(const PageRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Page<Reorganization> page,
                         reorganizations.ListReorganizations(call, asked));
        return Encode(request, page);
      });

  Unary<v1::CancelReorganizationRequest>(
      "CancelReorganization", rpc::Run::kExecutor,
      [&reorganizations](const Call& call,
                         const v1::CancelReorganizationRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const Reorganizations::Cancellation cancellation, Decode(request));
        return reorganizations.CancelReorganization(call, cancellation);
      });
}

}  // namespace xinqiao::registry
