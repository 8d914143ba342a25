// Civil days: how they are written and which one an instant falls on.

#ifndef XINQIAO_LIBS_CALENDAR_DAY_H_
#define XINQIAO_LIBS_CALENDAR_DAY_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace xinqiao {

// The zone in which every day of the product is meant.
inline constexpr char kBusinessZoneName[] = "Asia/Shanghai";

absl::TimeZone BusinessZone();

// The civil day on which `time` falls in the business zone.
absl::CivilDay BusinessDay(absl::Time time);

// Reads exactly "YYYY-MM-DD" of a day that exists; absl::FormatCivilTime()
// writes the same form.
std::optional<absl::CivilDay> ParseDay(absl::string_view text);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_CALENDAR_DAY_H_
