// Registry's messages to values and back, and its events.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_CODEC_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/organization_store.h"
#include "services/registry/app/organizations.h"
#include "services/registry/app/page.h"
#include "services/registry/app/policies.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/app/post_store.h"
#include "services/registry/app/posts.h"
#include "services/registry/domain/activity_kind.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/person.h"
#include "services/registry/domain/post.h"
#include "services/registry/domain/rule_pack.h"
#include "xinqiao/policy/v1/activity_kind.pb.h"
#include "xinqiao/policy/v1/pack.pb.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/organization_service.pb.h"
#include "xinqiao/registry/v1/person_service.pb.h"
#include "xinqiao/registry/v1/policy_service.pb.h"
#include "xinqiao/registry/v1/post_service.pb.h"

namespace xinqiao::registry {

// Which organization, on which day.
struct OrganizationView {
  std::string organization_id;
  std::optional<absl::CivilDay> as_of;
};

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewOrganization> Decode(const v1::CreateOrganizationRequest& request);
absl::StatusOr<OrganizationView> Decode(const v1::GetOrganizationRequest& request);
absl::StatusOr<Organizations::Query> Decode(const v1::ListOrganizationsRequest& request);
absl::StatusOr<NewPerson> Decode(const v1::CreatePersonRequest& request);
absl::StatusOr<std::string> Decode(const v1::GetPersonRequest& request);  // The person's id.
absl::StatusOr<NewPost> Decode(const v1::CreatePostRequest& request);
absl::StatusOr<PostKey> Decode(const v1::GetPostRequest& request);
absl::StatusOr<Posts::Query> Decode(const v1::ListPostsRequest& request);
absl::StatusOr<Posts::Ending> Decode(const v1::EndPostRequest& request);
absl::StatusOr<NewActivityKind> Decode(const v1::CreateActivityKindRequest& request);
absl::StatusOr<PageRequest> Decode(const v1::ListActivityKindsRequest& request);
absl::StatusOr<NewRulePack> Decode(const v1::PublishRulePackRequest& request);
absl::StatusOr<RulePackKey> Decode(const v1::GetRulePackRequest& request);
absl::StatusOr<Policies::Query> Decode(const v1::ListRulePacksRequest& request);

v1::Organization Encode(const Organization& organization);
v1::Person Encode(const Person& person);  // With the phone masked.
v1::Post Encode(const Post& post);
policy::v1::RulePack Encode(const PublishedRulePack& rule_pack);
v1::PublishRulePackResponse Encode(const Publication& publication);  // No contact block.

// Pages take the request that they answer, for the token of the next.
v1::ListOrganizationsResponse Encode(const v1::ListOrganizationsRequest& request,
                                     const Page<Organization>& page);
v1::ListPostsResponse Encode(const v1::ListPostsRequest& request, const Page<Post>& page);
v1::ListActivityKindsResponse Encode(const v1::ListActivityKindsRequest& request,
                                     const Page<policy::ActivityKind>& page);
v1::ListRulePacksResponse Encode(const v1::ListRulePacksRequest& request,
                                 const Page<PublishedRulePack>& page);

// Events. None holds personal data.
v1::Event OrganizationCreated(const Organization& organization);
v1::Event PostCreated(const Post& post);
v1::Event PostEnded(const Post& post);
v1::Event ActivityKindCreated(const policy::ActivityKind& kind);
v1::Event RulePackPublished(const PublishedRulePack& rule_pack);

// The functions above as stores take them, for main() to hand over.
OrganizationEncoders StoreOrganizationEncoders();
PostEncoders StorePostEncoders();
PolicyEncoders StorePolicyEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_CODEC_H_
