#include "libs/calendar/workdays.h"

#include <algorithm>
#include <utility>

namespace xinqiao {

WorkdayCalendar::WorkdayCalendar(std::vector<absl::CivilDay> holidays,
                                 std::vector<absl::CivilDay> make_up_days)
    : holidays_(std::move(holidays)), make_up_days_(std::move(make_up_days)) {
  std::sort(holidays_.begin(), holidays_.end());
  std::sort(make_up_days_.begin(), make_up_days_.end());
}

bool WorkdayCalendar::IsWorkday(absl::CivilDay day) const {
  if (std::binary_search(make_up_days_.begin(), make_up_days_.end(), day)) return true;
  if (std::binary_search(holidays_.begin(), holidays_.end(), day)) return false;
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
}

absl::CivilDay WorkdayCalendar::AddWorkdays(absl::CivilDay day, int64_t count) const {
  while (count > 0) {
    ++day;
    if (IsWorkday(day)) --count;
  }
  return day;
}

}  // namespace xinqiao
