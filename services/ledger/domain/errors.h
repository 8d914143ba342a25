// Every business error of the ledger, by name. ledger_service.proto says when
// a caller gets which.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_ERRORS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace xinqiao::ledger::errors {

// A post that keeps an activity out: where the request names it, and the day
// on which it had to be valid.
struct PostProblem {
  std::string field;
  std::string post_id;
  absl::CivilDay day;
};

// The caller is a youth.
absl::Status NotACadre();

// `field` is where the request names the organization.
absl::Status OrganizationUnknown(absl::string_view field, absl::string_view organization_id);

// The organization stands above every ledger root.
absl::Status OrganizationWithoutLog(absl::string_view organization_id);

absl::Status PostUnknown(const std::vector<PostProblem>& problems);
absl::Status PostNotValid(const std::vector<PostProblem>& problems);
absl::Status ActivityKindUnknown(absl::string_view kind_id);
absl::Status DayInFuture(absl::CivilDay day, absl::CivilDay today);
absl::Status ActivityUnknown(absl::string_view activity_id);
absl::Status ActivityVoided(absl::string_view activity_id);
absl::Status LogUnknown(absl::string_view log);

}  // namespace xinqiao::ledger::errors

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_ERRORS_H_
