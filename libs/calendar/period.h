// Calendar periods: the windows in which duties are counted and books closed.

#ifndef XINQIAO_LIBS_CALENDAR_PERIOD_H_
#define XINQIAO_LIBS_CALENDAR_PERIOD_H_

#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"

namespace xinqiao {

// Days, ISO weeks (Monday to Sunday), and calendar months taken one, two
// (Jan-Feb, Mar-Apr, ...), three, six or twelve at a time.
enum class PeriodKind { kDay, kIsoWeek, kMonth, kTwoMonths, kQuarter, kHalfYear, kYear };

// Whole days, from `first` up to but not including `end`. Empty when `end` is
// not after `first`.
struct Period {
  absl::CivilDay first;
  absl::CivilDay end;

  friend bool operator==(const Period&, const Period&) = default;
};

// The `end` of a period that has none yet.
inline constexpr absl::CivilDay kOpenEnd(9999, 12, 31);

// "[2024-02-01, 2024-03-01)".
std::string ToString(const Period& period);

// The period of `kind` that contains `day`.
Period PeriodContaining(PeriodKind kind, absl::CivilDay day);

// How many days `period` has; 0 when it is empty.
int64_t Days(const Period& period);

bool Contains(const Period& period, absl::CivilDay day);

// The days that are in both; empty when there are none.
Period Intersect(const Period& a, const Period& b);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_CALENDAR_PERIOD_H_
