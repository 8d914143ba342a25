#include "services/ledger/domain/errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/error.h"

namespace xinqiao::ledger::errors {
namespace {

using absl::StatusCode;

constexpr char kDomain[] = "ledger.xinqiao";

std::string Fields(const std::vector<PostProblem>& problems) {
  return absl::StrJoin(problems, ",", [](std::string* out, const PostProblem& problem) {
    absl::StrAppend(out, problem.field);
  });
}

std::string Posts(const std::vector<PostProblem>& problems) {
  return absl::StrJoin(problems, ",", [](std::string* out, const PostProblem& problem) {
    absl::StrAppend(out, problem.post_id);
  });
}

std::string Days(const std::vector<PostProblem>& problems) {
  return absl::StrJoin(problems, ",", [](std::string* out, const PostProblem& problem) {
    absl::StrAppend(out, absl::FormatCivilTime(problem.day));
  });
}

}  // namespace

absl::Status NotACadre() {
  return MakeError(StatusCode::kPermissionDenied, {kDomain, "NOT_A_CADRE"},
                   "youths neither record nor void activities");
}

absl::Status OrganizationUnknown(absl::string_view field, absl::string_view organization_id) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "ORGANIZATION_UNKNOWN"},
                   absl::StrCat(field, ": no such organization"),
                   {{"field", std::string(field)}, {"organization", std::string(organization_id)}});
}

absl::Status OrganizationWithoutLog(absl::string_view organization_id) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "ORGANIZATION_WITHOUT_LOG"},
                   "the organization stands above every ledger root",
                   {{"organization", std::string(organization_id)}});
}

absl::Status PostUnknown(const std::vector<PostProblem>& problems) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "POST_UNKNOWN"},
                   absl::StrCat("no such post: ", Fields(problems)),
                   {{"field", Fields(problems)}, {"post", Posts(problems)}});
}

absl::Status PostNotValid(const std::vector<PostProblem>& problems) {
  const std::string message =
      absl::StrJoin(problems, "; ", [](std::string* out, const PostProblem& problem) {
        absl::StrAppend(out, problem.field, ": the post is not valid on ",
                        absl::FormatCivilTime(problem.day));
      });
  return MakeError(
      StatusCode::kFailedPrecondition, {kDomain, "POST_NOT_VALID"}, message,
      {{"field", Fields(problems)}, {"post", Posts(problems)}, {"day", Days(problems)}});
}

absl::Status ActivityKindUnknown(absl::string_view kind_id) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "ACTIVITY_KIND_UNKNOWN"},
                   absl::StrCat("activity.kind: the catalogue has no ", kind_id),
                   {{"field", "activity.kind"}, {"activity_kind", std::string(kind_id)}});
}

absl::Status DayInFuture(absl::CivilDay day, absl::CivilDay today) {
  return MakeError(StatusCode::kInvalidArgument, {kDomain, "DAY_IN_FUTURE"},
                   absl::StrCat("activity.day: ", absl::FormatCivilTime(day), " is after today, ",
                                absl::FormatCivilTime(today)),
                   {{"field", "activity.day"},
                    {"day", absl::FormatCivilTime(day)},
                    {"today", absl::FormatCivilTime(today)}});
}

absl::Status ActivityUnknown(absl::string_view activity_id) {
  return MakeError(StatusCode::kNotFound, {kDomain, "ACTIVITY_UNKNOWN"}, "no such activity",
                   {{"activity", std::string(activity_id)}});
}

absl::Status ActivityVoided(absl::string_view activity_id) {
  return MakeError(StatusCode::kFailedPrecondition, {kDomain, "ACTIVITY_VOIDED"},
                   "the activity is void already", {{"activity", std::string(activity_id)}});
}

absl::Status LogUnknown(absl::string_view log) {
  return MakeError(StatusCode::kNotFound, {kDomain, "LOG_UNKNOWN"}, "no such log",
                   {{"log", std::string(log)}});
}

}  // namespace xinqiao::ledger::errors
