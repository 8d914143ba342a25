// What registry does with posts: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_POSTS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_POSTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/page.h"
#include "services/registry/app/post_store.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Applies the rules of appointments. Thread-safe.
class Posts {
 public:
  // All of it outlives the Posts.
  struct Deps {
    PostStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  // A post and its end.
  struct Ending {
    std::string request_id;
    PostKey key;
    absl::CivilDay valid_to;
  };

  // Which posts to list.
  struct Query {
    std::string organization_id;
    PageRequest page;
  };

  explicit Posts(const Deps& deps) : deps_(deps) {}

  // Fills `draft`, or returns the answer that an earlier call with the same
  // request id got.
  absl::StatusOr<Answer> CreatePost(const Call& call, NewPost draft);

  absl::StatusOr<Post> GetPost(const Call& call, const PostKey& key);

  absl::StatusOr<Page<Post>> ListPosts(const Call& call, const Query& query);

  // Ends a post, or returns the answer that an earlier call with the same
  // request id got.
  absl::StatusOr<Answer> EndPost(const Call& call, Ending ending);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POSTS_H_
