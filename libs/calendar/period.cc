#include "libs/calendar/period.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace xinqiao {
namespace {

Period MonthsContaining(int months, absl::CivilDay day) {
  const absl::CivilMonth month(day);
  const absl::CivilMonth first = month - (month.month() - 1) % months;
  return {.first = absl::CivilDay(first), .end = absl::CivilDay(first + months)};
}

}  // namespace

std::string ToString(const Period& period) {
  return absl::StrCat("[", absl::FormatCivilTime(period.first), ", ",
                      absl::FormatCivilTime(period.end), ")");
}

Period PeriodContaining(PeriodKind kind, absl::CivilDay day) {
  switch (kind) {
    case PeriodKind::kDay:
      return {.first = day, .end = day + 1};
    case PeriodKind::kIsoWeek: {
      const absl::CivilDay monday = absl::PrevWeekday(day + 1, absl::Weekday::monday);
      return {.first = monday, .end = monday + 7};
    }
    case PeriodKind::kMonth:
      return MonthsContaining(1, day);
    case PeriodKind::kTwoMonths:
      return MonthsContaining(2, day);
    case PeriodKind::kQuarter:
      return MonthsContaining(3, day);
    case PeriodKind::kHalfYear:
      return MonthsContaining(6, day);
    case PeriodKind::kYear:
      return MonthsContaining(12, day);
  }
  return {.first = day, .end = day};
}

int64_t Days(const Period& period) {
  return std::max<int64_t>(0, int64_t{period.end - period.first});
}

bool Contains(const Period& period, absl::CivilDay day) {
  return period.first <= day && day < period.end;
}

Period Intersect(const Period& a, const Period& b) {
  const absl::CivilDay first = std::max(a.first, b.first);
  return {.first = first, .end = std::max(first, std::min(a.end, b.end))};
}

}  // namespace xinqiao
