// Every error assessment raises on purpose, by name.

#ifndef XINQIAO_SERVICES_ASSESSMENT_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_ASSESSMENT_DOMAIN_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"

namespace xinqiao::assessment::errors {

// NOT_FOUND, ORGANIZATION_UNKNOWN: also one that does not stand on that day.
absl::Status OrganizationUnknown(const std::string& organization_id);

// NOT_FOUND, POST_UNKNOWN.
absl::Status PostUnknown(const std::string& post_id);

// NOT_FOUND, DUTY_UNKNOWN: no such duty binds the post in that window.
absl::Status DutyUnknown(const std::string& duty_id);

// INVALID_ARGUMENT, DAY_IN_FUTURE.
absl::Status DayInFuture(absl::CivilDay day, absl::CivilDay today);

// FAILED_PRECONDITION, TOO_MANY_CHILDREN.
absl::Status TooManyChildren(size_t count, size_t max);

// FAILED_PRECONDITION, EPOCH_NOT_FOLLOWED: what was applied of a feed is of
// another history of its owner than `asked`.
absl::Status EpochNotFollowed(const std::string& source, const std::string& asked,
                              const std::string& applied);

// UNAVAILABLE, POSITION_NOT_REACHED.
absl::Status PositionNotReached();

}  // namespace xinqiao::assessment::errors

#endif  // XINQIAO_SERVICES_ASSESSMENT_DOMAIN_ERRORS_H_
