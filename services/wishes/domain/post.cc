#include "services/wishes/domain/post.h"

#include "services/wishes/domain/errors.h"

namespace xinqiao::wishes {

absl::Status CheckPost(const std::optional<Post>& post, const PostName& name, absl::CivilDay day) {
  if (!post.has_value() || post->name != name) return errors::PostUnknown();
  if (!Contains(post->valid, day)) return errors::PostNotValid(day);
  return absl::OkStatus();
}

}  // namespace xinqiao::wishes
