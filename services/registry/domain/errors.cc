#include "services/registry/domain/errors.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace xinqiao::registry::errors {
namespace {

// What of a list of conflicts travels: see kMessageBytesMax of libs/base/error.cc.
constexpr size_t kConflictBytesMax = 1000;
constexpr size_t kConflictsInMetadataMax = 5;

absl::Status NotFound(absl::string_view reason, absl::string_view message,
                      const ErrorMetadata& metadata = {}) {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, reason}, message, metadata);
}

absl::Status FailedPrecondition(absl::string_view reason, absl::string_view message,
                                const ErrorMetadata& metadata = {}) {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, reason}, message, metadata);
}

// "changes[2]: "; nothing in a cancellation.
std::string PlaceOf(const registry::ReorganizationConflict& conflict) {
  return conflict.change_index < 0 ? "" : absl::StrCat("changes[", conflict.change_index, "]: ");
}

}  // namespace

absl::Status WrongFields(const std::vector<FieldViolation>& violations) {
  return InvalidFields(kDomain, violations);
}

absl::Status OrganizationNotFound() {
  return NotFound("ORGANIZATION_NOT_FOUND", "no such organization stands on that day");
}

absl::Status OrganizationNotFound(const std::string& organization_id) {
  return NotFound("ORGANIZATION_NOT_FOUND",
                  absl::StrCat("organization ", organization_id, " does not stand on that day"),
                  {{"organization_id", organization_id}});
}

absl::Status ReorganizationNotFound() {
  return NotFound("REORGANIZATION_NOT_FOUND", "no such reorganization");
}

absl::Status LinkNotFound() { return NotFound("LINK_NOT_FOUND", "no such link"); }

absl::Status PersonNotFound() { return NotFound("PERSON_NOT_FOUND", "no such person"); }

absl::Status PostNotFound() { return NotFound("POST_NOT_FOUND", "no such post"); }

absl::Status RulePackNotFound() { return NotFound("RULE_PACK_NOT_FOUND", "no such rule pack"); }
absl::Status WorkdayYearNotFound(int year) {
  return NotFound("WORKDAY_YEAR_NOT_FOUND",
                  absl::StrCat("the working days of ", year, " are not published"));
}

absl::Status ParentNotValid(absl::CivilDay day) {
  const std::string text = absl::FormatCivilTime(day);
  return FailedPrecondition("PARENT_NOT_VALID", absl::StrCat("the parent does not stand on ", text),
                            {{"day", text}});
}

absl::Status LevelConflict() {
  return FailedPrecondition("LEVEL_CONFLICT",
                            "the level of the parent is not above that of the child");
}

absl::Status LevelOfKindConflict() {
  return FailedPrecondition("LEVEL_CONFLICT", "an organization of this kind has no such level");
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

absl::Status LinkEnded(absl::CivilDay valid_to) {
  const std::string text = absl::FormatCivilTime(valid_to);
  return FailedPrecondition("LINK_ENDED", absl::StrCat("the link has the end ", text, " already"),
                            {{"valid_to", text}});
}

absl::Status ReorganizationInEffect(absl::CivilDay effective_day) {
  const std::string text = absl::FormatCivilTime(effective_day);
  return FailedPrecondition("REORGANIZATION_IN_EFFECT",
                            absl::StrCat("the reorganization is in effect since ", text),
                            {{"effective_day", text}});
}

absl::Status ReorganizationCancelled() {
  return FailedPrecondition("REORGANIZATION_CANCELLED", "the reorganization was taken back");
}

absl::Status ReorganizationConflict(
    const std::vector<registry::ReorganizationConflict>& conflicts) {
  std::string message;
  size_t listed = 0;
  for (const registry::ReorganizationConflict& conflict : conflicts) {
    const std::string text = absl::StrCat(PlaceOf(conflict), conflict.message);
    if (listed > 0 && message.size() + text.size() > kConflictBytesMax) break;
    absl::StrAppend(&message, listed > 0 ? "; " : "", text);
    ++listed;
  }
  if (listed < conflicts.size()) {
    absl::StrAppend(&message, "; and ", conflicts.size() - listed, " more");
  }
  ErrorMetadata metadata = {{"conflicts", absl::StrCat(conflicts.size())}};
  for (size_t i = 0; i < std::min(conflicts.size(), kConflictsInMetadataMax); ++i) {
    metadata.emplace_back(absl::StrCat("conflict_", i),
                          absl::StrCat(PlaceOf(conflicts[i]), conflicts[i].reason, " ",
                                       conflicts[i].organization_id));
  }
  return FailedPrecondition("REORGANIZATION_CONFLICT", message, metadata);
}

absl::Status OutOfScope(const std::string& organization_id) {
  return MakeError(absl::StatusCode::kPermissionDenied, {kDomain, "OUT_OF_SCOPE"},
                   absl::StrCat("organization ", organization_id, " is out of the caller's scope"),
                   {{"organization_id", organization_id}});
}

absl::Status TreeChanged() {
  return MakeError(absl::StatusCode::kAborted, {kDomain, "TREE_CHANGED"},
                   "the tree was changed between two pages; start again");
}

absl::Status NotCaughtUp() {
  return MakeError(absl::StatusCode::kUnavailable, {kDomain, "NOT_CAUGHT_UP"},
                   "the feed is not applied up to min_position yet");
}

absl::Status RulePackTooNew() {
  return MakeError(absl::StatusCode::kUnavailable, {kDomain, "RULE_PACK_TOO_NEW"},
                   "a rule pack was published by a newer version of registry than this replica "
                   "runs; try again with the same request_id once all replicas are updated");
}

absl::Status TreeBusy() {
  return MakeError(absl::StatusCode::kUnavailable, {kDomain, "TREE_BUSY"},
                   "a large change of the tree, such as an import, is being applied; try again in "
                   "a minute with the same request_id");
}

absl::Status CodeInUse(const std::string& code) {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "CODE_IN_USE"},
                   absl::StrCat("another organization has the code ", code), {{"code", code}});
}

absl::Status LinkExists() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "LINK_EXISTS"},
                   "the same link is in force already");
}

absl::Status PhoneInUse() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "PHONE_IN_USE"},
                   "another person has the phone");
}

absl::Status RulesRaised(const std::vector<FieldViolation>& raises) {
  return RefusedFields(absl::StatusCode::kFailedPrecondition, {kDomain, "RULES_RAISED"}, raises);
}

absl::Status RulePackNotInForce(absl::CivilDay end_day) {
  const std::string text = absl::FormatCivilTime(end_day);
  return FailedPrecondition("RULE_PACK_NOT_IN_FORCE",
                            absl::StrCat("the rule pack has the end ", text, " already"),
                            {{"end_day", text}});
}

absl::Status ActivityKindExists(const std::string& kind_id) {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "ACTIVITY_KIND_EXISTS"},
                   absl::StrCat("the catalogue has ", kind_id, " already"),
                   {{"activity_kind_id", kind_id}});
}

absl::Status OrganizationNotValid(const Period& validity) {
  return FailedPrecondition(
      "ORGANIZATION_NOT_VALID",
      absl::StrCat("the organization does not stand on every day of ", ToString(validity)),
      {{"day", absl::FormatCivilTime(validity.first)}});
}

absl::Status ManagingOrganizationNotValid(const Period& validity) {
  return FailedPrecondition(
      "ORGANIZATION_NOT_VALID",
      absl::StrCat("the managing organization does not stand on every day of ", ToString(validity)),
      {{"day", absl::FormatCivilTime(validity.first)}});
}

absl::Status PostNotValid(const std::string& post_id, absl::CivilDay day) {
  const std::string text = absl::FormatCivilTime(day);
  return FailedPrecondition("POST_NOT_VALID",
                            absl::StrCat("nobody is in office in post ", post_id, " on ", text),
                            {{"post_id", post_id}, {"day", text}});
}

absl::Status PostExists() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "POST_EXISTS"},
                   "the person has a post of that title there on one of the days");
}

absl::Status UserNameInUse() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "USER_NAME_IN_USE"},
                   "another person has the user name");
}

absl::Status WorkingGroupNotFound() {
  return NotFound("WORKING_GROUP_NOT_FOUND", "no such working group");
}

absl::Status MemberNotFound() {
  return NotFound("MEMBER_NOT_FOUND", "the post is not a member with an open end");
}

absl::Status GuidanceLinkNotFound() {
  return NotFound("GUIDANCE_LINK_NOT_FOUND", "no such guidance");
}

absl::Status WorkingGroupEnded(absl::CivilDay valid_to) {
  const std::string text = absl::FormatCivilTime(valid_to);
  return FailedPrecondition("WORKING_GROUP_ENDED",
                            absl::StrCat("the working group has the end ", text, " already"),
                            {{"valid_to", text}});
}

absl::Status WorkingGroupFull(size_t members_max) {
  return FailedPrecondition("WORKING_GROUP_FULL",
                            absl::StrCat("the working group has ", members_max, " members"));
}

absl::Status MemberExists() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "MEMBER_EXISTS"},
                   "the post leads the working group, or is a member on that day or later");
}

absl::Status GuidanceEnded(absl::CivilDay valid_to) {
  const std::string text = absl::FormatCivilTime(valid_to);
  return FailedPrecondition("GUIDANCE_ENDED",
                            absl::StrCat("the guidance has the end ", text, " already"),
                            {{"valid_to", text}});
}

absl::Status NotGuidable(const std::string& what) {
  return FailedPrecondition("NOT_GUIDABLE", what);
}

absl::Status NotInSubtree(absl::CivilDay day) {
  const std::string text = absl::FormatCivilTime(day);
  return FailedPrecondition("NOT_IN_SUBTREE",
                            absl::StrCat("the branch is not below the committee on ", text),
                            {{"day", text}});
}

absl::Status GuidanceExists() {
  return MakeError(absl::StatusCode::kAlreadyExists, {kDomain, "GUIDANCE_EXISTS"},
                   "the post guides a base committee, or the same post, on that day or later");
}

absl::Status ImportNotFound() { return NotFound("IMPORT_NOT_FOUND", "no such import"); }

absl::Status ImportIncomplete(int64_t rows) {
  return MakeError(absl::StatusCode::kInvalidArgument, {kDomain, "IMPORT_INCOMPLETE"},
                   absl::StrCat("the upload ended after ", rows,
                                " rows, and its last message does not say so many"));
}

absl::Status ImportTooLarge(int64_t rows_max) {
  return MakeError(absl::StatusCode::kResourceExhausted, {kDomain, "IMPORT_TOO_LARGE"},
                   absl::StrCat("an import has at most ", rows_max, " rows"));
}

absl::Status UploadRunning() {
  return MakeError(absl::StatusCode::kResourceExhausted, {kDomain, "UPLOAD_RUNNING"},
                   "another upload of the same caller is under way");
}

absl::Status UploadGivenUp() {
  return MakeError(absl::StatusCode::kAborted, {kDomain, "UPLOAD_GIVEN_UP"},
                   "nothing came for too long; upload it again with the same request_id");
}

absl::Status ImportNotChecked() {
  return FailedPrecondition("IMPORT_NOT_CHECKED", "the import is not in state CHECKED");
}

absl::Status ImportHasProblems(int64_t problem_count) {
  return FailedPrecondition("IMPORT_HAS_PROBLEMS",
                            absl::StrCat("the import has ", problem_count, " problems"));
}

}  // namespace xinqiao::registry::errors
