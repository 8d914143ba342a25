// Every error that registry raises on purpose, by name.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_ERRORS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "libs/base/error.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/reorganization.h"

namespace xinqiao::registry::errors {

// The domain of every reason below.
inline constexpr char kDomain[] = "registry.xinqiao";

// INVALID_ARGUMENT, INVALID_FIELDS: for what shows only beside stored facts.
absl::Status WrongFields(const std::vector<FieldViolation>& violations);

// NOT_FOUND. The organization's id, if given, is in the metadata.
absl::Status OrganizationNotFound();
absl::Status OrganizationNotFound(const std::string& organization_id);
absl::Status ReorganizationNotFound();
absl::Status LinkNotFound();
absl::Status PersonNotFound();
absl::Status PostNotFound();
absl::Status RulePackNotFound();
absl::Status WorkdayYearNotFound(int year);

// FAILED_PRECONDITION, PARENT_NOT_VALID.
absl::Status ParentNotValid(absl::CivilDay day);

// FAILED_PRECONDITION, LEVEL_CONFLICT.
absl::Status LevelConflict();
absl::Status LevelOfKindConflict();

// FAILED_PRECONDITION, ORGANIZATION_NOT_VALID.
absl::Status OrganizationNotValid(absl::CivilDay day);

// FAILED_PRECONDITION, PERSON_UNKNOWN.
absl::Status PersonUnknown();

// FAILED_PRECONDITION, POST_ENDED.
absl::Status PostEnded(absl::CivilDay valid_to);

// FAILED_PRECONDITION, LINK_ENDED.
absl::Status LinkEnded(absl::CivilDay valid_to);

// FAILED_PRECONDITION, REORGANIZATION_IN_EFFECT.
absl::Status ReorganizationInEffect(absl::CivilDay effective_day);

// FAILED_PRECONDITION, REORGANIZATION_CANCELLED.
absl::Status ReorganizationCancelled();

// FAILED_PRECONDITION, REORGANIZATION_CONFLICT: names the conflicts, as many as
// a response can carry, and counts the others. `conflicts` is not empty.
absl::Status ReorganizationConflict(const std::vector<registry::ReorganizationConflict>& conflicts);

// PERMISSION_DENIED, OUT_OF_SCOPE.
absl::Status OutOfScope(const std::string& organization_id);

// ABORTED, TREE_CHANGED.
absl::Status TreeChanged();

// UNAVAILABLE, NOT_CAUGHT_UP.
absl::Status NotCaughtUp();

// UNAVAILABLE, RULE_PACK_TOO_NEW.
absl::Status RulePackTooNew();

// UNAVAILABLE, TREE_BUSY.
absl::Status TreeBusy();

// ALREADY_EXISTS, CODE_IN_USE.
absl::Status CodeInUse(const std::string& code);

// ALREADY_EXISTS, LINK_EXISTS.
absl::Status LinkExists();

// ALREADY_EXISTS, PHONE_IN_USE.
absl::Status PhoneInUse();

// FAILED_PRECONDITION, RULES_RAISED: each rule that asks for more than a level
// above allows, with the reason.
absl::Status RulesRaised(const std::vector<FieldViolation>& raises);

// FAILED_PRECONDITION, RULE_PACK_NOT_IN_FORCE.
absl::Status RulePackNotInForce(absl::CivilDay end_day);

// ALREADY_EXISTS, ACTIVITY_KIND_EXISTS.
absl::Status ActivityKindExists(const std::string& kind_id);

// FAILED_PRECONDITION, ORGANIZATION_NOT_VALID: not on every day of the span.
absl::Status OrganizationNotValid(const Period& validity);
absl::Status ManagingOrganizationNotValid(const Period& validity);

// FAILED_PRECONDITION, POST_NOT_VALID.
absl::Status PostNotValid(const std::string& post_id, absl::CivilDay day);

// ALREADY_EXISTS, POST_EXISTS.
absl::Status PostExists();

// ALREADY_EXISTS, USER_NAME_IN_USE.
absl::Status UserNameInUse();

// NOT_FOUND.
absl::Status WorkingGroupNotFound();
absl::Status MemberNotFound();
absl::Status GuidanceLinkNotFound();

// FAILED_PRECONDITION, WORKING_GROUP_ENDED.
absl::Status WorkingGroupEnded(absl::CivilDay valid_to);

// FAILED_PRECONDITION, WORKING_GROUP_FULL.
absl::Status WorkingGroupFull(size_t members_max);

// ALREADY_EXISTS, MEMBER_EXISTS.
absl::Status MemberExists();

// FAILED_PRECONDITION, GUIDANCE_ENDED.
absl::Status GuidanceEnded(absl::CivilDay valid_to);

// FAILED_PRECONDITION, NOT_GUIDABLE; `what` says what cannot be guided, and why.
absl::Status NotGuidable(const std::string& what);

// FAILED_PRECONDITION, NOT_IN_SUBTREE.
absl::Status NotInSubtree(absl::CivilDay day);

// ALREADY_EXISTS, GUIDANCE_EXISTS.
absl::Status GuidanceExists();

// NOT_FOUND.
absl::Status ImportNotFound();

// INVALID_ARGUMENT, IMPORT_INCOMPLETE: the upload said another number of rows,
// or none.
absl::Status ImportIncomplete(int64_t rows);

// RESOURCE_EXHAUSTED, IMPORT_TOO_LARGE.
absl::Status ImportTooLarge(int64_t rows_max);

// RESOURCE_EXHAUSTED, UPLOAD_RUNNING.
absl::Status UploadRunning();

// ABORTED, UPLOAD_GIVEN_UP: nothing came for too long.
absl::Status UploadGivenUp();

// FAILED_PRECONDITION, IMPORT_NOT_CHECKED.
absl::Status ImportNotChecked();

// FAILED_PRECONDITION, IMPORT_HAS_PROBLEMS.
absl::Status ImportHasProblems(int64_t problem_count);

}  // namespace xinqiao::registry::errors

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_ERRORS_H_
