// Every error that contacts raises on purpose, by name.

#ifndef XINQIAO_SERVICES_CONTACTS_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_CONTACTS_DOMAIN_ERRORS_H_

#include "absl/status/status.h"
#include "absl/time/civil_time.h"

namespace xinqiao::contacts::errors {

inline constexpr char kDomain[] = "contacts.xinqiao";

// NOT_FOUND, YOUTH_NOT_FOUND.
absl::Status YouthNotFound();

// NOT_FOUND, CONTACT_LINK_NOT_FOUND.
absl::Status ContactLinkNotFound();

// FAILED_PRECONDITION, ORGANIZATION_UNKNOWN.
absl::Status OrganizationUnknown();

// FAILED_PRECONDITION, UNDER_AGE.
absl::Status UnderAge();

// ALREADY_EXISTS, PHONE_IN_USE.
absl::Status PhoneInUse();

// FAILED_PRECONDITION, POST_WITHOUT_LOG.
absl::Status PostWithoutLog();

// ALREADY_EXISTS, LINK_EXISTS.
absl::Status LinkExists();

// FAILED_PRECONDITION, LINK_NOT_PROPOSED.
absl::Status LinkNotProposed();

// FAILED_PRECONDITION, LINK_NOT_ACTIVE.
absl::Status LinkNotActive();

// PERMISSION_DENIED, NOT_THE_YOUTH.
absl::Status NotTheYouth();

}  // namespace xinqiao::contacts::errors

#endif  // XINQIAO_SERVICES_CONTACTS_DOMAIN_ERRORS_H_
