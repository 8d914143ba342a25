#include "services/contacts/domain/youth.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/contacts/domain/errors.h"

namespace xinqiao::contacts {

absl::Status CheckAge(int birth_year, absl::CivilDay day) {
  if (day.year() - birth_year >= kYearsMin) return absl::OkStatus();
  return errors::UnderAge();
}

absl::Status CheckYouth(const YouthFacts& facts) {
  if (!facts.organization_known) return errors::OrganizationUnknown();
  if (facts.phone_in_use) return errors::PhoneInUse();
  return absl::OkStatus();
}

absl::Status CheckIsYouth(absl::string_view principal, absl::string_view youth_id) {
  if (principal == absl::StrCat("youths/", youth_id)) return absl::OkStatus();
  return errors::NotTheYouth();
}

absl::Status CheckIsNoOtherYouth(absl::string_view principal, absl::string_view youth_id) {
  if (!absl::StartsWith(principal, "youths/")) return absl::OkStatus();
  return CheckIsYouth(principal, youth_id);
}

}  // namespace xinqiao::contacts
