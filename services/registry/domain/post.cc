#include "services/registry/domain/post.h"

#include "absl/strings/str_cat.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::Status CheckAppointment(const Post& post, const AppointmentFacts& facts) {
  if (!facts.organization_stands) return errors::OrganizationNotValid(post.validity);
  if (!facts.managing_stands) return errors::ManagingOrganizationNotValid(post.validity);
  if (!facts.person_known) return errors::PersonUnknown();
  if (facts.same_exists) return errors::PostExists();
  return absl::OkStatus();
}

absl::StatusOr<Post> End(Post post, absl::CivilDay valid_to) {
  if (post.validity.end != kOpenEnd) return errors::PostEnded(post.validity.end);
  if (valid_to < post.validity.first) {
    return errors::WrongFields(
        {{.field = "valid_to",
          .description = absl::StrCat("is before the first day in office, ",
                                      absl::FormatCivilTime(post.validity.first))}});
  }
  post.validity.end = valid_to;
  return post;
}

}  // namespace xinqiao::registry
