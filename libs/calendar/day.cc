#include "libs/calendar/day.h"

namespace xinqiao {

namespace {

absl::TimeZone LoadBusinessZone() {
  absl::TimeZone zone;
  // An image without tzdata still answers right: China has kept UTC+8 without
  // summer time since 1991.
  if (!absl::LoadTimeZone(kBusinessZoneName, &zone)) zone = absl::FixedTimeZone(8 * 60 * 60);
  return zone;
}

}  // namespace

absl::TimeZone BusinessZone() {
  // Looking a zone up takes a lock each time.
  static const absl::TimeZone zone = LoadBusinessZone();
  return zone;
}

absl::CivilDay BusinessDay(absl::Time time) { return absl::ToCivilDay(time, BusinessZone()); }

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  // Nothing but digits in their places: ParseCivilTime() also reads "2017-4-1",
  // and takes ten times as long.
  constexpr absl::string_view kForm = "0000-00-00";
  if (text.size() != kForm.size()) return std::nullopt;
  int parts[3] = {};
  size_t part = 0;
  for (size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '-') {
      if (text[i] != '-') return std::nullopt;
      ++part;
    } else {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  }
  const absl::CivilDay day(parts[0], parts[1], parts[2]);
  // CivilDay makes 1 March of 30 February.
  if (day.month() != parts[1] || day.day() != parts[2]) return std::nullopt;
  return day;
}

}  // namespace xinqiao
