#include "services/registry/rpc/organization_service.h"

#include <optional>
#include <utility>

#include "google/protobuf/message.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/overloaded.h"
#include "services/registry/rpc/organization_codec.h"

namespace xinqiao::registry {

namespace {

Answer ToAnswer(const google::protobuf::Message& message) {
  return {.bytes = message.SerializeAsString()};
}

// Whether the tree in memory, as it is, answers the request.
template <typename Request>
bool IsAnsweredFromMemory(const Request& request) {
  if (request.min_position() > 0) return false;
  if constexpr (requires { request.has_known_at(); }) return !request.has_known_at();
  return true;
}

}  // namespace

void OrganizationService::Wait(const rpc::Done& done,
                               std::function<absl::StatusOr<Answer>()> body) {
  if (!executor_.TryRun([done, body = std::move(body)] { done(body()); })) done(rpc::Overloaded());
}

// What memory answers is answered where it arrives; what waits for a position
// or asks the database does so on the executor.
template <typename Request, typename Body>
void OrganizationService::Read(absl::string_view method, Body body) {
  UnaryAsync<Request>(method, [this, body](const Call& call, const Request& request,
                                           const rpc::Done& done) {
    const auto answer = [body](const Call& of_call, const Request& to) -> absl::StatusOr<Answer> {
      ASSIGN_OR_RETURN(const auto response, body(of_call, to));
      return ToAnswer(response);
    };
    if (IsAnsweredFromMemory(request)) return done(answer(call, request));
    Wait(done, [answer, call, request] { return answer(call, request); });
  });
}

OrganizationService::OrganizationService(Organizations& organizations, rpc::Executor& executor)
    : rpc::Service(*v1::CreateOrganizationRequest::descriptor()->file()->FindServiceByName(
                       "OrganizationService"),
                   executor),
      executor_(executor) {
  Unary<v1::CreateOrganizationRequest>(
      "CreateOrganization", rpc::Run::kExecutor,
      [&organizations](const Call& call,
                       const v1::CreateOrganizationRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewOrganization draft, Decode(request));
        return organizations.CreateOrganization(call, std::move(draft));
      });

  UnaryAsync<v1::GetOrganizationRequest>(
      "GetOrganization",
      [this, &organizations](const Call& call, const v1::GetOrganizationRequest& request,
                             const rpc::Done& done) {
        const absl::StatusOr<OrganizationRequest> asked = Decode(request);
        if (!asked.ok()) return done(asked.status());
        const std::optional<Organization> found =
            organizations.FindInMemory(asked->organization_id, asked->view);
        if (found.has_value()) return done(ToAnswer(Encode(*found)));
        Wait(done, [&organizations, call, asked = *asked]() -> absl::StatusOr<Answer> {
          ASSIGN_OR_RETURN(const Organization organization,
                           organizations.GetOrganization(call, asked.organization_id, asked.view));
          return ToAnswer(Encode(organization));
        });
      });

  Read<v1::BatchGetOrganizationsRequest>(
      "BatchGetOrganizations",
      [&organizations](const Call& call, const v1::BatchGetOrganizationsRequest& request)
          -> absl::StatusOr<v1::BatchGetOrganizationsResponse> {
        ASSIGN_OR_RETURN(const BatchRequest asked, Decode(request));
        ASSIGN_OR_RETURN(
            const std::vector<Organization> found,
            organizations.BatchGetOrganizations(call, asked.organization_ids, asked.view));
        v1::BatchGetOrganizationsResponse response;
        for (const Organization& each : found) EncodeTo(each, *response.add_organizations());
        return response;
      });

  Read<v1::LookupOrganizationRequest>(
      "LookupOrganization",
      [&organizations](const Call& call, const v1::LookupOrganizationRequest& request)
          -> absl::StatusOr<v1::Organization> {
        ASSIGN_OR_RETURN(const LookupRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Organization found,
                         organizations.LookupOrganization(call, asked.code, asked.view));
        return Encode(found);
      });

  Read<v1::ListOrganizationsRequest>(
      "ListOrganizations",
      [&organizations](const Call& call, const v1::ListOrganizationsRequest& request)
          -> absl::StatusOr<v1::ListOrganizationsResponse> {
        ASSIGN_OR_RETURN(const ChildrenRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Page<Organization> page,
                         organizations.ListOrganizations(call, asked.parent_id, asked.view,
                                                         asked.page, asked.roots_only));
        return Encode(request, page);
      });

  Read<v1::ListOrganizationVersionsRequest>(
      "ListOrganizationVersions",
      [&organizations](const Call& call, const v1::ListOrganizationVersionsRequest& request)
          -> absl::StatusOr<v1::ListOrganizationVersionsResponse> {
        ASSIGN_OR_RETURN(const VersionsRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Page<OrganizationVersion> page,
                         organizations.ListOrganizationVersions(call, asked.organization_id,
                                                                asked.min_position, asked.page));
        return Encode(request, page);
      });

  Read<v1::ListAncestorsRequest>(
      "ListAncestors",
      [&organizations](const Call& call, const v1::ListAncestorsRequest& request)
          -> absl::StatusOr<v1::ListAncestorsResponse> {
        ASSIGN_OR_RETURN(const OrganizationRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const std::vector<Organization> found,
                         organizations.ListAncestors(call, asked.organization_id, asked.view));
        v1::ListAncestorsResponse response;
        for (const Organization& each : found) EncodeTo(each, *response.add_organizations());
        return response;
      });

  Read<v1::ListDescendantsRequest>(
      "ListDescendants",
      [&organizations](const Call& call, const v1::ListDescendantsRequest& request)
          -> absl::StatusOr<v1::ListDescendantsResponse> {
        ASSIGN_OR_RETURN(const DescendantsRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Page<Organization> page,
                         organizations.ListDescendants(call, asked.query, asked.view));
        return Encode(request, page);
      });

  Unary<v1::SearchOrganizationsRequest>(
      "SearchOrganizations", rpc::Run::kExecutor,
      [&organizations](const Call& call, const v1::SearchOrganizationsRequest& request)
          -> absl::StatusOr<v1::SearchOrganizationsResponse> {
        ASSIGN_OR_RETURN(const SearchRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Page<Organization> page,
                         organizations.SearchOrganizations(call, asked.query, asked.view));
        return Encode(request, page);
      });

  Unary<v1::SetManyYouthRequest>(
      "SetManyYouth", rpc::Run::kExecutor,
      [&organizations](const Call& call,
                       const v1::SetManyYouthRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(Organizations::ManyYouthDecision decision, Decode(request));
        return organizations.SetManyYouth(call, std::move(decision));
      });

  Unary<v1::CreateSecondaryLinkRequest>(
      "CreateSecondaryLink", rpc::Run::kExecutor,
      [&organizations](const Call& call,
                       const v1::CreateSecondaryLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewSecondaryLink draft, Decode(request));
        return organizations.CreateSecondaryLink(call, std::move(draft));
      });

  Unary<v1::EndSecondaryLinkRequest>(
      "EndSecondaryLink", rpc::Run::kExecutor,
      [&organizations](const Call& call,
                       const v1::EndSecondaryLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(Organizations::LinkEnding ending, Decode(request));
        return organizations.EndSecondaryLink(call, std::move(ending));
      });

  Unary<v1::ListSecondaryLinksRequest>(
      "ListSecondaryLinks", rpc::Run::kExecutor,
      [&organizations](const Call& call, const v1::ListSecondaryLinksRequest& request)
          -> absl::StatusOr<v1::ListSecondaryLinksResponse> {
        ASSIGN_OR_RETURN(const LinksRequest asked, Decode(request));
        ASSIGN_OR_RETURN(const Page<SecondaryLink> page,
                         organizations.ListSecondaryLinks(call, asked.organization_id, asked.page));
        return Encode(request, page);
      });
}

}  // namespace xinqiao::registry
