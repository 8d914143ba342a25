// People and posts, as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_POST_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_POST_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/rpc/fields.h"
#include "services/registry/app/page.h"
#include "services/registry/app/post_store.h"
#include "services/registry/app/posts.h"
#include "services/registry/domain/person.h"
#include "services/registry/domain/post.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/person_service.pb.h"
#include "xinqiao/registry/v1/post_service.pb.h"

namespace xinqiao::registry {

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewPerson> Decode(const v1::CreatePersonRequest& request);
absl::StatusOr<std::string> Decode(const v1::GetPersonRequest& request);  // The person's id.
absl::StatusOr<NewPost> Decode(const v1::CreatePostRequest& request);
absl::StatusOr<PostKey> Decode(const v1::GetPostRequest& request);
absl::StatusOr<Posts::Query> Decode(const v1::ListPostsRequest& request);
absl::StatusOr<Posts::Ending> Decode(const v1::EndPostRequest& request);

// The post that a field names.
PostKey DecodePostName(rpc::Fields& fields, absl::string_view field, absl::string_view name);

v1::Person Encode(const Person& person);  // With the phone masked.
v1::Post Encode(const Post& post);

// The name of a post.
std::string EncodePostName(const PostKey& key);

// Pages take the request that they answer, for the token of the next.
v1::ListPostsResponse Encode(const v1::ListPostsRequest& request, const Page<Post>& page);

// Events. None holds personal data.
v1::Event PostCreated(const Post& post);
v1::Event PostEnded(const Post& post);

// The functions above as the store takes them, for main() to hand over.
PostEncoders StorePostEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_POST_CODEC_H_
