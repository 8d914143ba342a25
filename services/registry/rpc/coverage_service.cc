#include "services/registry/rpc/coverage_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/coverage_codec.h"

namespace xinqiao::registry {

CoverageService::CoverageService(Coverages& coverages, rpc::Executor& executor)
    : rpc::Service(*v1::Coverage::descriptor()->file()->FindServiceByName("CoverageService"),
                   executor) {
  Unary<v1::SetExpectationRequest>(
      "SetExpectation", rpc::Run::kExecutor,
      [&coverages](const Call& call,
                   const v1::SetExpectationRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(Coverages::Saying saying, Decode(request));
        return coverages.SetExpectation(call, std::move(saying));
      });

  Unary<v1::ListExpectationsRequest>(
      "ListExpectations", rpc::Run::kExecutor,
      [&coverages](const Call& call, const v1::ListExpectationsRequest& request)
          -> absl::StatusOr<v1::ListExpectationsResponse> {
        ASSIGN_OR_RETURN(const std::string organization_id, Decode(request));
        ASSIGN_OR_RETURN(const std::vector<Expectation> expectations,
                         coverages.ListExpectations(call, organization_id));
        return Encode(expectations);
      });

  Unary<v1::ConfirmOrganizationRequest>(
      "ConfirmOrganization", rpc::Run::kExecutor,
      [&coverages](const Call& call,
                   const v1::ConfirmOrganizationRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(Coverages::Confirmation confirmation, Decode(request));
        return coverages.ConfirmOrganization(call, std::move(confirmation));
      });

  Unary<v1::GetCoverageRequest>(
      "GetCoverage", rpc::Run::kExecutor,
      [&coverages](const Call& call,
                   const v1::GetCoverageRequest& request) -> absl::StatusOr<v1::Coverage> {
        ASSIGN_OR_RETURN(const Coverages::Query query, Decode(request));
        ASSIGN_OR_RETURN(const Coverages::Report report, coverages.GetCoverage(call, query));
        return Encode(report);
      });
}

}  // namespace xinqiao::registry
