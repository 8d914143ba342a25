// How a civil day is written, for answers that hold many.

#ifndef XINQIAO_LIBS_CALENDAR_DAY_TEXT_H_
#define XINQIAO_LIBS_CALENDAR_DAY_TEXT_H_

#include <string>

#include "absl/time/civil_time.h"

namespace xinqiao {

// "YYYY-MM-DD", as absl::FormatCivilTime() writes a day of the years 0 to 9999,
// at a tenth of the time. ParseDay() reads it.
std::string DayText(absl::CivilDay day);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_CALENDAR_DAY_TEXT_H_
