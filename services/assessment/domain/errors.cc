#include "services/assessment/domain/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"

namespace xinqiao::assessment::errors {
namespace {

constexpr char kDomain[] = "assessment.xinqiao";

}  // namespace

absl::Status OrganizationUnknown(const std::string& organization_id) {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, "ORGANIZATION_UNKNOWN"},
                   absl::StrCat("no organization ", organization_id, " stands on that day"),
                   {{"organization", organization_id}});
}

absl::Status PostUnknown(const std::string& post_id) {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, "POST_UNKNOWN"},
                   absl::StrCat("no post ", post_id), {{"post", post_id}});
}

absl::Status DutyUnknown(const std::string& duty_id) {
  return MakeError(absl::StatusCode::kNotFound, {kDomain, "DUTY_UNKNOWN"},
                   absl::StrCat("no duty ", duty_id, " binds the post in that window"),
                   {{"duty", duty_id}});
}

absl::Status DayInFuture(absl::CivilDay day, absl::CivilDay today) {
  const std::string asked = absl::FormatCivilTime(day);
  const std::string now = absl::FormatCivilTime(today);
  return MakeError(absl::StatusCode::kInvalidArgument, {kDomain, "DAY_IN_FUTURE"},
                   absl::StrCat("as_of is ", asked, ", today is ", now),
                   {{"as_of", asked}, {"today", now}});
}

absl::Status TooManyChildren(size_t count, size_t max) {
  return MakeError(absl::StatusCode::kFailedPrecondition, {kDomain, "TOO_MANY_CHILDREN"},
                   absl::StrCat("the unit has ", count, " children; a table holds ", max,
                                ": ask for each child"),
                   {{"count", absl::StrCat(count)}, {"max", absl::StrCat(max)}});
}

absl::Status EpochNotFollowed(const std::string& source, const std::string& asked,
                              const std::string& applied) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, {kDomain, "EPOCH_NOT_FOLLOWED"},
      absl::StrCat("min_positions name epoch ", asked, " of ", source, ", applied was ", applied,
                   ": read GetFeedHead of ", source,
                   " anew; if it still says so, its history was replaced and assessment must be "
                   "rebuilt"),
      {{"source", source}, {"asked", asked}, {"applied", applied}});
}

absl::Status PositionNotReached() {
  return MakeError(absl::StatusCode::kUnavailable, {kDomain, "POSITION_NOT_REACHED"},
                   "min_positions were not applied before the deadline; retry");
}

}  // namespace xinqiao::assessment::errors
