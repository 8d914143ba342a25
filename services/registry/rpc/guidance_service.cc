#include "services/registry/rpc/guidance_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/guidance_codec.h"

namespace xinqiao::registry {

GuidanceService::GuidanceService(Guidance& guidance, rpc::Executor& executor)
    : rpc::Service(*v1::CreateGuidanceLinkRequest::descriptor()->file()->FindServiceByName(
                       "GuidanceService"),
                   executor) {
  Unary<v1::CreateGuidanceLinkRequest>(
      "CreateGuidanceLink", rpc::Run::kExecutor,
      [&guidance](const Call& call,
                  const v1::CreateGuidanceLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewGuidanceLink draft, Decode(request));
        return guidance.CreateGuidanceLink(call, std::move(draft));
      });

  Unary<v1::EndGuidanceLinkRequest>(
      "EndGuidanceLink", rpc::Run::kExecutor,
      [&guidance](const Call& call,
                  const v1::EndGuidanceLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(Guidance::Ending ending, Decode(request));
        return guidance.EndGuidanceLink(call, std::move(ending));
      });

  Unary<v1::ListGuidanceLinksRequest>(
      "ListGuidanceLinks", rpc::Run::kExecutor,
      [&guidance](const Call& call, const v1::ListGuidanceLinksRequest& request)
          -> absl::StatusOr<v1::ListGuidanceLinksResponse> {
        ASSIGN_OR_RETURN(const Guidance::Query query, Decode(request));
        ASSIGN_OR_RETURN(const Page<GuidanceLink> page, guidance.ListGuidanceLinks(call, query));
        return Encode(request, page);
      });
}

}  // namespace xinqiao::registry
