#include "services/contacts/domain/errors.h"

#include "libs/base/error.h"

namespace xinqiao::contacts::errors {

absl::Status YouthNotFound() {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, "YOUTH_NOT_FOUND"},
                   "there is no such youth");
}

absl::Status ContactLinkNotFound() {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, "CONTACT_LINK_NOT_FOUND"},
                   "there is no such contact link");
}

absl::Status OrganizationUnknown() {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "ORGANIZATION_UNKNOWN"},
                   "the organization is not known");
}

absl::Status UnderAge() {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "UNDER_AGE"},
                   "nobody who may be under 14 by the birth year is registered");
}

absl::Status PhoneInUse() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "PHONE_IN_USE"},
                   "another youth has this phone");
}

absl::Status PostWithoutLog() {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "POST_WITHOUT_LOG"},
                   "the post stands above every ledger root, so its links have no log");
}

absl::Status LinkExists() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "LINK_EXISTS"},
                   "the youth and the post have a proposed or active link");
}

absl::Status LinkNotProposed() {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "LINK_NOT_PROPOSED"},
                   "the link does not wait for an answer");
}

absl::Status LinkNotActive() {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "LINK_NOT_ACTIVE"},
                   "the link is not active");
}

absl::Status NotTheYouth() {
  return MakeError(absl::StatusCode::kPermissionDenied, {kDomain, "NOT_THE_YOUTH"},
                   "only the youth may do this");
}

}  // namespace xinqiao::contacts::errors
