#include "libs/calendar/day.h"

namespace xinqiao {

absl::TimeZone BusinessZone() {
  absl::TimeZone zone;
  // An image without tzdata still answers right: China has kept UTC+8 without
  // summer time since 1991.
  if (!absl::LoadTimeZone(kBusinessZoneName, &zone)) zone = absl::FixedTimeZone(8 * 60 * 60);
  return zone;
}

absl::CivilDay BusinessDay(absl::Time time) { return absl::ToCivilDay(time, BusinessZone()); }

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  absl::CivilDay day;
  // ParseCivilTime also reads "2017-4-1": only what is written back the same passes.
  if (text.size() != 10 || !absl::ParseCivilTime(text, &day) ||
      absl::FormatCivilTime(day) != text) {
    return std::nullopt;
  }
  return day;
}

}  // namespace xinqiao
