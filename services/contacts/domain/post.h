// What contacts knows of a post.

#ifndef XINQIAO_SERVICES_CONTACTS_DOMAIN_POST_H_
#define XINQIAO_SERVICES_CONTACTS_DOMAIN_POST_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"

namespace xinqiao::contacts {

// Names a post as its resource name does.
struct PostName {
  std::string organization_id;
  std::string post_id;

  friend bool operator==(const PostName&, const PostName&) = default;
};

// A post as registry published it.
struct Post {
  PostName name;
  std::string log;  // "" above every ledger root.
  Period valid;

  friend bool operator==(const Post&, const Post&) = default;
};

// OK if `post` is the one that `name` means and is held on `day`, else
// POST_UNKNOWN or POST_NOT_VALID.
absl::Status CheckPost(const std::optional<Post>& post, const PostName& name, absl::CivilDay day);

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_DOMAIN_POST_H_
