// Organizations and the links beside the tree, as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_CODEC_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/rpc/fields.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/organizations.h"
#include "services/registry/app/page.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/secondary_link.h"
#include "xinqiao/registry/v1/organization_service.pb.h"

namespace xinqiao::registry {

// What is asked about, and how.
struct OrganizationRequest {
  std::string organization_id;
  View view;
};
struct BatchRequest {
  std::vector<std::string> organization_ids;
  View view;
};
struct LookupRequest {
  OrganizationCode code;
  View view;
};
struct VersionsRequest {
  std::string organization_id;
  int64_t min_position = 0;
  PageRequest page;
};
struct ChildrenRequest {
  std::string parent_id;  // "" for all organizations.
  View view;
  PageRequest page;
  bool roots_only = false;
};
struct DescendantsRequest {
  DescendantsQuery query;  // Without its day.
  View view;
};
struct SearchRequest {
  SearchQuery query;  // Without its day.
  View view;
};
struct LinksRequest {
  std::string organization_id;
  PageRequest page;
};

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewOrganization> Decode(const v1::CreateOrganizationRequest& request);
absl::StatusOr<OrganizationRequest> Decode(const v1::GetOrganizationRequest& request);
absl::StatusOr<BatchRequest> Decode(const v1::BatchGetOrganizationsRequest& request);
absl::StatusOr<LookupRequest> Decode(const v1::LookupOrganizationRequest& request);
absl::StatusOr<ChildrenRequest> Decode(const v1::ListOrganizationsRequest& request);
absl::StatusOr<VersionsRequest> Decode(const v1::ListOrganizationVersionsRequest& request);
absl::StatusOr<OrganizationRequest> Decode(const v1::ListAncestorsRequest& request);
absl::StatusOr<DescendantsRequest> Decode(const v1::ListDescendantsRequest& request);
absl::StatusOr<SearchRequest> Decode(const v1::SearchOrganizationsRequest& request);
absl::StatusOr<Organizations::ManyYouthDecision> Decode(const v1::SetManyYouthRequest& request);
absl::StatusOr<NewSecondaryLink> Decode(const v1::CreateSecondaryLinkRequest& request);
absl::StatusOr<Organizations::LinkEnding> Decode(const v1::EndSecondaryLinkRequest& request);
absl::StatusOr<LinksRequest> Decode(const v1::ListSecondaryLinksRequest& request);

// The fields of an organization that is to be created, but for `parent_id` and
// `valid_from`; violations are noted under `prefix`.
NewOrganization DecodeNewOrganization(rpc::Fields& fields, absl::string_view prefix,
                                      const v1::Organization& organization);

v1::Organization Encode(const Organization& organization);
void EncodeTo(const Organization& organization, v1::Organization& result);
v1::OrganizationVersion Encode(const OrganizationVersion& version);
v1::SecondaryLink Encode(const SecondaryLink& link);

// Pages take the request that they answer, for the token of the next.
v1::ListOrganizationsResponse Encode(const v1::ListOrganizationsRequest& request,
                                     const Page<Organization>& page);
v1::ListOrganizationVersionsResponse Encode(const v1::ListOrganizationVersionsRequest& request,
                                            const Page<OrganizationVersion>& page);
v1::ListDescendantsResponse Encode(const v1::ListDescendantsRequest& request,
                                   const Page<Organization>& page);
v1::SearchOrganizationsResponse Encode(const v1::SearchOrganizationsRequest& request,
                                       const Page<Organization>& page);
v1::ListSecondaryLinksResponse Encode(const v1::ListSecondaryLinksRequest& request,
                                      const Page<SecondaryLink>& page);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_ORGANIZATION_CODEC_H_
