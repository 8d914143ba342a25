#include "services/wishes/domain/errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"

namespace xinqiao::wishes::errors {

absl::Status AppealNotFound() {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, "APPEAL_NOT_FOUND"},
                   "there is no such appeal");
}

absl::Status NoActiveLink(absl::CivilDay day) {
  const std::string text = absl::FormatCivilTime(day);
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "NO_ACTIVE_LINK"},
                   absl::StrCat("the youth and the post have no active link on ", text),
                   {{"day", text}});
}

absl::Status NotTheYouth() {
  return MakeError(absl::StatusCode::kPermissionDenied, {kDomain, "NOT_THE_YOUTH"},
                   "appeals are for no other youth to bring or to read");
}

absl::Status NotACadre() {
  return MakeError(absl::StatusCode::kPermissionDenied, {kDomain, "NOT_A_CADRE"},
                   "a youth does not reply to appeals");
}

}  // namespace xinqiao::wishes::errors
