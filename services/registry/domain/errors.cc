#include "services/registry/domain/errors.h"

#include "absl/strings/str_cat.h"

namespace xinqiao::registry::errors {
namespace {

absl::Status NotFound(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, reason}, message);
}

absl::Status FailedPrecondition(absl::string_view reason, absl::string_view message,
                                const ErrorMetadata& metadata = {}) {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, reason}, message, metadata);
}

}  // namespace

absl::Status WrongFields(const std::vector<FieldViolation>& violations) {
  return InvalidFields(kDomain, violations);
}

absl::Status OrganizationNotFound() {
  return NotFound("ORGANIZATION_NOT_FOUND", "no such organization stands on that day");
}

absl::Status PersonNotFound() { return NotFound("PERSON_NOT_FOUND", "no such person"); }

absl::Status PostNotFound() { return NotFound("POST_NOT_FOUND", "no such post"); }

absl::Status RulePackNotFound() { return NotFound("RULE_PACK_NOT_FOUND", "no such rule pack"); }

absl::Status ParentNotValid(absl::CivilDay day) {
  const std::string text = absl::FormatCivilTime(day);
  return FailedPrecondition("PARENT_NOT_VALID", absl::StrCat("the parent does not stand on ", text),
                            {{"day", text}});
}

absl::Status LevelConflict() {
  return FailedPrecondition("LEVEL_CONFLICT",
                            "the level of the parent is not above that of the child");
}

absl::Status OrganizationNotValid(absl::CivilDay day) {
  const std::string text = absl::FormatCivilTime(day);
  return FailedPrecondition("ORGANIZATION_NOT_VALID",
                            absl::StrCat("the organization does not stand on ", text),
                            {{"day", text}});
}

absl::Status PersonUnknown() {
  return FailedPrecondition("PERSON_UNKNOWN", "the person is not registered");
}

absl::Status PostEnded(absl::CivilDay valid_to) {
  const std::string text = absl::FormatCivilTime(valid_to);
  return FailedPrecondition("POST_ENDED", absl::StrCat("the post has the end ", text, " already"),
                            {{"valid_to", text}});
}

absl::Status PhoneInUse() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "PHONE_IN_USE"},
                   "another person has the phone");
}

absl::Status ActivityKindExists(const std::string& kind_id) {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "ACTIVITY_KIND_EXISTS"},
                   absl::StrCat("the catalogue has ", kind_id, " already"),
                   {{"activity_kind_id", kind_id}});
}

}  // namespace xinqiao::registry::errors
