#include "services/registry/domain/secondary_link.h"

#include "absl/strings/str_cat.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::Status CheckSecondaryLink(const SecondaryLink& link, const SecondaryLinkFacts& facts) {
  if (!facts.both_stand) return errors::OrganizationNotValid(link.validity.first);
  if (facts.same_exists) return errors::LinkExists();
  return absl::OkStatus();
}

absl::StatusOr<SecondaryLink> End(SecondaryLink link, absl::CivilDay valid_to) {
  if (link.validity.end != kOpenEnd) return errors::LinkEnded(link.validity.end);
  if (valid_to <= link.validity.first) {
    return errors::WrongFields(
        {{.field = "valid_to",
          .description = absl::StrCat("is not after the first day, ",
                                      absl::FormatCivilTime(link.validity.first))}});
  }
  link.validity.end = valid_to;
  return link;
}

}  // namespace xinqiao::registry
