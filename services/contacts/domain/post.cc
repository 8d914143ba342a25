#include "services/contacts/domain/post.h"

#include "services/contacts/domain/errors.h"

namespace xinqiao::contacts {

absl::Status CheckPost(const std::optional<Post>& post, const PostName& name, absl::CivilDay day) {
  if (!post.has_value() || post->name != name) return errors::PostUnknown();
  if (!Contains(post->valid, day)) return errors::PostNotValid(day);
  return absl::OkStatus();
}

}  // namespace xinqiao::contacts
