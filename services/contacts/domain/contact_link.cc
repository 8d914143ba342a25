#include "services/contacts/domain/contact_link.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "services/contacts/domain/errors.h"

namespace xinqiao::contacts {

absl::Status CheckProposal(const ProposalFacts& facts, const directory::PostName& name,
                           absl::CivilDay day) {
  if (!facts.youth_known) return errors::YouthNotFound();
  RETURN_IF_ERROR(directory::CheckPost(facts.post, name, day, errors::kDomain));
  if (facts.post->log.empty()) return errors::PostWithoutLog();
  if (facts.link_open) return errors::LinkExists();
  return absl::OkStatus();
}

absl::StatusOr<ContactLink> Accept(ContactLink link, const std::optional<directory::Post>& post,
                                   absl::CivilDay day) {
  if (link.state != LinkState::kProposed) return errors::LinkNotProposed();
  RETURN_IF_ERROR(directory::CheckPost(post, link.post, day, errors::kDomain));
  link.state = LinkState::kActive;
  link.active_day = day;
  return link;
}

absl::StatusOr<ContactLink> Decline(ContactLink link) {
  if (link.state != LinkState::kProposed) return errors::LinkNotProposed();
  link.state = LinkState::kDeclined;
  return link;
}

absl::StatusOr<ContactLink> Withdraw(ContactLink link, absl::CivilDay day) {
  if (link.state != LinkState::kActive) return errors::LinkNotActive();
  link.state = LinkState::kWithdrawn;
  link.inactive_day = std::max(day, link.active_day.value_or(day));
  return link;
}

}  // namespace xinqiao::contacts
