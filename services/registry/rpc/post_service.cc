#include "services/registry/rpc/post_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/post_codec.h"

namespace xinqiao::registry {

PostService::PostService(Posts& posts, rpc::Executor& executor)
    : rpc::Service(*v1::CreatePostRequest::descriptor()->file()->FindServiceByName("PostService"),
                   executor) {
  Unary<v1::CreatePostRequest>(
      "CreatePost", rpc::Run::kExecutor,
      [&posts](const Call& call, const v1::CreatePostRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewPost draft, Decode(request));
        return posts.CreatePost(call, std::move(draft));
      });

  Unary<v1::GetPostRequest>(
      "GetPost", rpc::Run::kExecutor,
      [&posts](const Call& call, const v1::GetPostRequest& request) -> absl::StatusOr<v1::Post> {
        ASSIGN_OR_RETURN(const PostKey key, Decode(request));
        ASSIGN_OR_RETURN(const Post post, posts.GetPost(call, key));
        return Encode(post);
      });

  Unary<v1::ListPostsRequest>(
      "ListPosts", rpc::Run::kExecutor,
      [&posts](const Call& call,
               const v1::ListPostsRequest& request) -> absl::StatusOr<v1::ListPostsResponse> {
        ASSIGN_OR_RETURN(const Posts::Query query, Decode(request));
        ASSIGN_OR_RETURN(const Page<Post> page, posts.ListPosts(call, query));
        return Encode(request, page);
      });

  Unary<v1::EndPostRequest>(
      "EndPost", rpc::Run::kExecutor,
      [&posts](const Call& call, const v1::EndPostRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(Posts::Ending ending, Decode(request));
        return posts.EndPost(call, std::move(ending));
      });
}

}  // namespace xinqiao::registry
