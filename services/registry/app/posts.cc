#include "services/registry/app/posts.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::StatusOr<Answer> Posts::CreatePost(const Call& call, NewPost draft) {
  const Write write{.request_id = std::move(draft.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  const Post post{
      .post_id = deps_.ids.NewId(),
      .organization_id = std::move(draft.organization_id),
      .person_id = std::move(draft.person_id),
      .title = std::move(draft.title),
      .appointment_type = draft.appointment_type,
      .leadership = draft.leadership,
      .rank_class = draft.rank_class,
      .managing_organization_id = std::move(draft.managing_organization_id),
      .administrator = draft.administrator,
      .validity = draft.validity,
      .create_time = write.time,
  };
  return deps_.store.InsertPost(call, write, post, [&](const AppointmentFacts& facts) {
    return CheckAppointment(post, facts);
  });
}

absl::StatusOr<Post> Posts::GetPost(const Call& call, const PostKey& key) {
  ASSIGN_OR_RETURN(std::optional<Post> found, deps_.store.FindPost(call, key));
  if (!found.has_value()) return errors::PostNotFound();
  return *std::move(found);
}

absl::StatusOr<Page<Post>> Posts::ListPosts(const Call& call, const Query& query) {
  ASSIGN_OR_RETURN(std::vector<Post> found,
                   deps_.store.ListPosts(call, query.organization_id, RangeOf(query.page)));
  return PageOf(query.page, std::move(found), &Post::post_id);
}

absl::StatusOr<Answer> Posts::EndPost(const Call& call, Ending ending) {
  const Write write{.request_id = std::move(ending.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  return deps_.store.EndPost(call, write, ending.key,
                             [&](Post post) { return End(std::move(post), ending.valid_to); });
}

}  // namespace xinqiao::registry
