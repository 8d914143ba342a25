// Every error that wishes raises on purpose, by name.

#ifndef XINQIAO_SERVICES_WISHES_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_WISHES_DOMAIN_ERRORS_H_

#include "absl/status/status.h"
#include "absl/time/civil_time.h"

namespace xinqiao::wishes::errors {

inline constexpr char kDomain[] = "wishes.xinqiao";

// NOT_FOUND, APPEAL_NOT_FOUND.
absl::Status AppealNotFound();

// FAILED_PRECONDITION, NO_ACTIVE_LINK.
absl::Status NoActiveLink(absl::CivilDay day);

// PERMISSION_DENIED, NOT_THE_YOUTH.
absl::Status NotTheYouth();

// PERMISSION_DENIED, NOT_A_CADRE.
absl::Status NotACadre();

}  // namespace xinqiao::wishes::errors

#endif  // XINQIAO_SERVICES_WISHES_DOMAIN_ERRORS_H_
