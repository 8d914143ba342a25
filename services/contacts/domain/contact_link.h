// Links between youths and posts, and how they change. Pure.
//
//   proposed -> active -> withdrawn
//           \-> declined

#ifndef XINQIAO_SERVICES_CONTACTS_DOMAIN_CONTACT_LINK_H_
#define XINQIAO_SERVICES_CONTACTS_DOMAIN_CONTACT_LINK_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/directory/post.h"

namespace xinqiao::contacts {

enum class LinkState { kProposed, kActive, kDeclined, kWithdrawn };

// A link between a youth and a post.
struct ContactLink {
  std::string id;
  std::string youth_id;
  directory::PostName post;
  std::string log;  // Where its events go: the log of the post, for ever.
  LinkState state = LinkState::kProposed;
  std::optional<absl::CivilDay> active_day;    // Set once accepted.
  std::optional<absl::CivilDay> inactive_day;  // Set once withdrawn.
  absl::Time create_time;

  friend bool operator==(const ContactLink&, const ContactLink&) = default;
};

// What a caller asks to propose: well-formed, not yet accepted.
struct NewContactLink {
  std::string youth_id;
  directory::PostName post;
  std::string request_id;
};

// What a proposal is decided on.
struct ProposalFacts {
  bool youth_known = false;
  std::optional<directory::Post> post;
  bool link_open = false;  // The two have a proposed or active link.
};

// OK if the two may be linked on `day`, else YOUTH_NOT_FOUND, POST_UNKNOWN,
// POST_NOT_VALID, POST_WITHOUT_LOG or LINK_EXISTS.
absl::Status CheckProposal(const ProposalFacts& facts, const directory::PostName& name,
                           absl::CivilDay day);

// Each returns `link` after the youth's act on `day`, or why it cannot be.
//
// LINK_NOT_PROPOSED, POST_UNKNOWN, POST_NOT_VALID. `post` is what is known of
// the link's post.
absl::StatusOr<ContactLink> Accept(ContactLink link, const std::optional<directory::Post>& post,
                                   absl::CivilDay day);
// LINK_NOT_PROPOSED.
absl::StatusOr<ContactLink> Decline(ContactLink link);
// LINK_NOT_ACTIVE. A clock that went back does not end a link before it began.
absl::StatusOr<ContactLink> Withdraw(ContactLink link, absl::CivilDay day);

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_DOMAIN_CONTACT_LINK_H_
