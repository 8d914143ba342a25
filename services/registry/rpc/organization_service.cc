#include "services/registry/rpc/organization_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/codec.h"

namespace xinqiao::registry {

OrganizationService::OrganizationService(Organizations& organizations, rpc::Executor& executor)
    : rpc::Service(*v1::CreateOrganizationRequest::descriptor()->file()->FindServiceByName(
                       "OrganizationService"),
                   executor) {
  Unary<v1::CreateOrganizationRequest>(
      "CreateOrganization", rpc::Run::kExecutor,
      [&organizations](const Call& call,
                       const v1::CreateOrganizationRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewOrganization draft, Decode(request));
        return organizations.CreateOrganization(call, std::move(draft));
      });

  Unary<v1::GetOrganizationRequest>(
      "GetOrganization", rpc::Run::kExecutor,
      [&organizations](const Call& call, const v1::GetOrganizationRequest& request)
          -> absl::StatusOr<v1::Organization> {
        ASSIGN_OR_RETURN(const OrganizationView view, Decode(request));
        ASSIGN_OR_RETURN(const Organization organization,
                         organizations.GetOrganization(call, view.organization_id, view.as_of));
        return Encode(organization);
      });

  Unary<v1::ListOrganizationsRequest>(
      "ListOrganizations", rpc::Run::kExecutor,
      [&organizations](const Call& call, const v1::ListOrganizationsRequest& request)
          -> absl::StatusOr<v1::ListOrganizationsResponse> {
        ASSIGN_OR_RETURN(const Organizations::Query query, Decode(request));
        ASSIGN_OR_RETURN(const Page<Organization> page,
                         organizations.ListOrganizations(call, query));
        return Encode(request, page);
      });
}

}  // namespace xinqiao::registry
