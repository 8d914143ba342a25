// A post as registry published it, and whether it may act.

#ifndef XINQIAO_LIBS_DIRECTORY_POST_H_
#define XINQIAO_LIBS_DIRECTORY_POST_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"

namespace xinqiao::directory {

// Names a post as its resource name does.
struct PostName {
  std::string organization_id;
  std::string post_id;

  friend bool operator==(const PostName&, const PostName&) = default;
};

struct Post {
  PostName name;
  std::string log;  // "" above every ledger root.
  Period valid;

  friend bool operator==(const Post&, const Post&) = default;
};

// OK if `post` is the one that `name` means and is held on `day`, else
// POST_UNKNOWN or POST_NOT_VALID, both FAILED_PRECONDITION. `error_domain` is
// that of the service that asks: "contacts.xinqiao".
absl::Status CheckPost(const std::optional<Post>& post, const PostName& name, absl::CivilDay day,
                       absl::string_view error_domain);

}  // namespace xinqiao::directory

#endif  // XINQIAO_LIBS_DIRECTORY_POST_H_
