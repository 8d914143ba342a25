// Working days: weekends, public holidays and the make-up workdays (调休) that pay for them.

#ifndef XINQIAO_LIBS_CALENDAR_WORKDAYS_H_
#define XINQIAO_LIBS_CALENDAR_WORKDAYS_H_

#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"

namespace xinqiao {

// Which days are worked. A value; years that the lists do not mention have
// plain weekends. Safe to read from several threads.
class WorkdayCalendar {
 public:
  // A calendar of plain weekends.
  WorkdayCalendar() = default;

  // `holidays` are off whatever their weekday; `make_up_days` are worked
  // whatever their weekday, and win over a holiday.
  WorkdayCalendar(std::vector<absl::CivilDay> holidays, std::vector<absl::CivilDay> make_up_days);

  bool IsWorkday(absl::CivilDay day) const;

  // The `count`-th workday after `day`, which itself never counts; `day` when
  // `count` is not positive.
  absl::CivilDay AddWorkdays(absl::CivilDay day, int64_t count) const;

 private:
  std::vector<absl::CivilDay> holidays_;      // Sorted.
  std::vector<absl::CivilDay> make_up_days_;  // Sorted.
};

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_CALENDAR_WORKDAYS_H_
