#include "services/ledger/domain/errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/error.h"

namespace xinqiao::ledger::errors {
namespace {

using absl::StatusCode;

// What the fields at fault have in common in `metadata`: a comma between two.
template <typename Problem, typename Text>
std::string Join(const std::vector<Problem>& problems, Text text_of) {
  return absl::StrJoin(problems, ",", [&](std::string* out, const Problem& problem) {
    absl::StrAppend(out, text_of(problem));
  });
}

absl::Status Precondition(absl::string_view reason, const std::vector<FieldViolation>& violations,
                          const ErrorMetadata& metadata) {
  return RefusedFields(StatusCode::kFailedPrecondition, {kDomain, reason}, violations, metadata);
}

std::string FieldsOf(const std::vector<PostProblem>& problems) {
  return Join(problems, [](const PostProblem& problem) { return problem.field; });
}

std::string PostsOf(const std::vector<PostProblem>& problems) {
  return Join(problems, [](const PostProblem& problem) { return problem.post_id; });
}

// Who closed which books.
ErrorMetadata MetadataOf(absl::string_view organization_id, const Period& period) {
  return {{"organization", std::string(organization_id)},
          {"first_day", absl::FormatCivilTime(period.first)},
          {"last_day", absl::FormatCivilTime(period.end - 1)}};
}

std::string DaysOf(const Period& period) {
  return absl::StrCat(absl::FormatCivilTime(period.first), " to ",
                      absl::FormatCivilTime(period.end - 1));
}

// Continues "0,3-5" with row `i`, which was refused. An error may not hold what is
// wrong with each of 500 rows; which rows they are always fits.
void AddToRanges(const std::vector<absl::Status>& rows, size_t i, std::string& ranges) {
  const bool follows = i > 0 && !rows[i - 1].ok();
  const bool ends = i + 1 == rows.size() || rows[i + 1].ok();
  if (!follows) absl::StrAppend(&ranges, ranges.empty() ? "" : ",", i);
  if (follows && ends) absl::StrAppend(&ranges, "-", i);
}

}  // namespace

absl::Status NotACadre() {
  return MakeError(StatusCode::kPermissionDenied, {kDomain, "NOT_A_CADRE"},
                   "youths only state whether they took part");
}

absl::Status NotAnOperator() {
  return MakeError(
      StatusCode::kPermissionDenied, {kDomain, "NOT_AN_OPERATOR"},
      "only operators may do this: name one as principal, and call the ledger itself, for the "
      "gateway takes nobody's word for it");
}

absl::Status NotAParticipant() {
  return MakeError(StatusCode::kPermissionDenied, {kDomain, "NOT_A_PARTICIPANT"},
                   "only a youth whom the activity names may speak of it, in their own name");
}

absl::Status NotASuperior(absl::string_view organization_id) {
  return Precondition(
      "NOT_A_SUPERIOR",
      {{"author",
        "is no post of a body above the organization; its own may close, and only a body above "
        "may reopen"}},
      {{"field", "author"}, {"organization", std::string(organization_id)}});
}

absl::Status OrganizationUnknown(absl::string_view field, absl::string_view organization_id) {
  return OrganizationUnknown(
      {{.field = std::string(field), .organization_id = std::string(organization_id)}});
}

absl::Status OrganizationUnknown(const std::vector<OrganizationProblem>& problems) {
  std::vector<FieldViolation> violations;
  for (const OrganizationProblem& problem : problems) {
    violations.push_back({problem.field, "no such organization"});
  }
  return Precondition(
      "ORGANIZATION_UNKNOWN", violations,
      {{"field", Join(problems, [](const OrganizationProblem& p) { return p.field; })},
       {"organization",
        Join(problems, [](const OrganizationProblem& p) { return p.organization_id; })}});
}

absl::Status OrganizationWithoutLog(absl::string_view organization_id) {
  return Precondition("ORGANIZATION_WITHOUT_LOG",
                      {{"parent", "the organization stands above every ledger root"}},
                      {{"field", "parent"}, {"organization", std::string(organization_id)}});
}

absl::Status PostUnknown(const std::vector<PostProblem>& problems) {
  std::vector<FieldViolation> violations;
  for (const PostProblem& problem : problems) violations.push_back({problem.field, "no such post"});
  return Precondition("POST_UNKNOWN", violations,
                      {{"field", FieldsOf(problems)}, {"post", PostsOf(problems)}});
}

absl::Status PostNotValid(const std::vector<PostProblem>& problems) {
  std::vector<FieldViolation> violations;
  for (const PostProblem& problem : problems) {
    violations.push_back({problem.field, absl::StrCat("the post is not valid on ",
                                                      absl::FormatCivilTime(problem.day))});
  }
  return Precondition("POST_NOT_VALID", violations,
                      {{"field", FieldsOf(problems)},
                       {"post", PostsOf(problems)},
                       {"day", Join(problems, [](const PostProblem& problem) {
                          return absl::FormatCivilTime(problem.day);
                        })}});
}

absl::Status ActivityKindUnknown(absl::string_view kind_id) {
  return Precondition("ACTIVITY_KIND_UNKNOWN",
                      {{"activity.kind", absl::StrCat("the catalogue has no ", kind_id)}},
                      {{"field", "activity.kind"}, {"activity_kind", std::string(kind_id)}});
}

absl::Status DayInFuture(absl::string_view field, absl::CivilDay day, absl::CivilDay today) {
  const std::string day_text = absl::FormatCivilTime(day);
  const std::string today_text = absl::FormatCivilTime(today);
  return RefusedFields(
      StatusCode::kInvalidArgument, {kDomain, "DAY_IN_FUTURE"},
      {{std::string(field),
        absl::StrCat(day_text, day > today ? " is after today, " : " is not before today, ",
                     today_text)}},
      {{"field", std::string(field)}, {"day", day_text}, {"today", today_text}});
}

absl::Status ActivityUnknown(absl::string_view activity_id) {
  return MakeError(StatusCode::kNotFound, {kDomain, "ACTIVITY_UNKNOWN"}, "no such activity",
                   {{"activity", std::string(activity_id)}});
}

absl::Status ActivityVoided(absl::string_view activity_id) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "ACTIVITY_VOIDED"},
                   "the activity is void already", {{"activity", std::string(activity_id)}});
}

absl::Status NothingToWithdraw() {
  return Precondition("NOTHING_TO_WITHDRAW",
                      {{"statement", "nothing was stated that could be withdrawn"}},
                      {{"field", "statement"}});
}

absl::Status NothingToRedact() {
  return Precondition("NOTHING_TO_REDACT",
                      {{"fields", "the activity has nothing of that, or it was erased already"}},
                      {{"field", "fields"}});
}

absl::Status BooksClosed(absl::string_view field, absl::string_view organization_id,
                         const Period& period) {
  ErrorMetadata metadata = MetadataOf(organization_id, period);
  metadata.emplace_back("field", field);
  return Precondition("BOOKS_CLOSED",
                      {{std::string(field),
                        absl::StrCat("organizations/", organization_id, " has closed the books of ",
                                     DaysOf(period), "; a body above it may reopen them")}},
                      metadata);
}

absl::Status BooksNotClosed(absl::string_view organization_id, const Period& period) {
  ErrorMetadata metadata = MetadataOf(organization_id, period);
  metadata.emplace_back("field", "first_day");
  return Precondition(
      "BOOKS_NOT_CLOSED",
      {{"first_day", absl::StrCat("the books of ", DaysOf(period), " are not closed")}}, metadata);
}

absl::Status InvalidRows(const std::vector<absl::Status>& rows) {
  std::vector<FieldViolation> violations;
  std::string ranges;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].ok()) continue;
    AddToRanges(rows, i, ranges);
    const std::string row = absl::StrCat("requests[", i, "]");
    const std::string reason = ErrorReason(rows[i]);
    const std::vector<FieldViolation> of_row = Violations(rows[i]);
    for (const FieldViolation& violation : of_row) {
      violations.push_back({.field = absl::StrCat(row, ".", violation.field),
                            .description = absl::StrCat(reason, ": ", violation.description)});
    }
    if (of_row.empty()) {
      violations.push_back({row, absl::StrCat(reason, ": ", rows[i].message())});
    }
  }
  return RefusedFields(StatusCode::kInvalidArgument, {kDomain, "INVALID_ROWS"}, violations,
                       {{"rows", ranges}});
}

absl::Status SeveralLogs() {
  return RefusedFields(StatusCode::kInvalidArgument, {kDomain, "SEVERAL_LOGS"},
                       {{"requests", "the organizations have several logs; a batch goes to one"}},
                       {{"field", "requests"}});
}

absl::Status QueueFull() {
  return MakeError(StatusCode::kResourceExhausted, {kDomain, "QUEUE_FULL"},
                   "too many calls wait; retry with back-off");
}

absl::Status LogUnknown(absl::string_view log) {
  return MakeError(StatusCode::kNotFound, {kDomain, "LOG_UNKNOWN"}, "no such log",
                   {{"log", std::string(log)}});
}

absl::Status LogHalted(absl::string_view log) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "LOG_HALTED"},
                   "the database of the log was put back to an earlier state: restore a later "
                   "backup, or begin a new epoch (tools/xq log new-epoch)",
                   {{"log", std::string(log)}});
}

absl::Status LogNotHalted(absl::string_view log) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "LOG_NOT_HALTED"},
                   "nothing of the log was lost: no new epoch is needed",
                   {{"log", std::string(log)}});
}

absl::Status CheckpointUnknown(int64_t size) {
  return MakeError(StatusCode::kNotFound, {kDomain, "CHECKPOINT_UNKNOWN"},
                   "no checkpoint has that size", {{"size", absl::StrCat(size)}});
}

absl::Status BeyondTree(int64_t size) {
  return MakeError(StatusCode::kOutOfRange, {kDomain, "BEYOND_TREE"},
                   absl::StrCat("the log has ", size, " entries"), {{"size", absl::StrCat(size)}});
}

absl::Status WitnessUnknown() {
  return MakeError(StatusCode::kPermissionDenied, {kDomain, "WITNESS_UNKNOWN"},
                   "the key is none of the witnesses'");
}

absl::Status CosignatureWrong(absl::string_view problem) {
  return RefusedFields(StatusCode::kInvalidArgument, {kDomain, "COSIGNATURE_WRONG"},
                       {{"cosignature", std::string(problem)}}, {{"field", "cosignature"}});
}

}  // namespace xinqiao::ledger::errors
