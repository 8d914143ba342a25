#include "libs/directory/post.h"

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"

namespace xinqiao::directory {

absl::Status CheckPost(const std::optional<Post>& post, const PostName& name, absl::CivilDay day,
                       absl::string_view error_domain) {
  if (!post.has_value() || post->name != name) {
    return MakeError(absl::StatusCode::kFailedPrecondition, {error_domain, "POST_UNKNOWN"},
                     "the post is not known");
  }
  if (!Contains(post->valid, day)) {
    const std::string text = absl::FormatCivilTime(day);
    return MakeError(absl::StatusCode::kFailedPrecondition, {error_domain, "POST_NOT_VALID"},
                     absl::StrCat("the post is not held on ", text), {{"day", text}});
  }
  return absl::OkStatus();
}

}  // namespace xinqiao::directory
