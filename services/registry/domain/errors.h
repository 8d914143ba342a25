// Every error that registry raises on purpose, by name.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_ERRORS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "libs/base/error.h"

namespace xinqiao::registry::errors {

// The domain of every reason below.
inline constexpr char kDomain[] = "registry.xinqiao";

// INVALID_ARGUMENT, INVALID_FIELDS: for what shows only beside stored facts.
absl::Status WrongFields(const std::vector<FieldViolation>& violations);

// NOT_FOUND.
absl::Status OrganizationNotFound();
absl::Status PersonNotFound();
absl::Status PostNotFound();
absl::Status RulePackNotFound();

// FAILED_PRECONDITION, PARENT_NOT_VALID.
absl::Status ParentNotValid(absl::CivilDay day);

// FAILED_PRECONDITION, LEVEL_CONFLICT.
absl::Status LevelConflict();

// FAILED_PRECONDITION, ORGANIZATION_NOT_VALID.
absl::Status OrganizationNotValid(absl::CivilDay day);

// FAILED_PRECONDITION, PERSON_UNKNOWN.
absl::Status PersonUnknown();

// FAILED_PRECONDITION, POST_ENDED.
absl::Status PostEnded(absl::CivilDay valid_to);

// ALREADY_EXISTS, PHONE_IN_USE.
absl::Status PhoneInUse();

// ALREADY_EXISTS, ACTIVITY_KIND_EXISTS.
absl::Status ActivityKindExists(const std::string& kind_id);

}  // namespace xinqiao::registry::errors

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_ERRORS_H_
