// Acts per year, as integers.

#ifndef XINQIAO_LIBS_POLICY_RATE_H_
#define XINQIAO_LIBS_POLICY_RATE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "libs/calendar/period.h"

namespace xinqiao::policy {

// Rates are counted in these parts of one act a year: sevenths, so that weeks
// come out whole, of a billionth.
inline constexpr int64_t kRateUnits = 7'000'000'000;

// How often `count` acts in every window of `period` are done in a year of 365
// days. Without a period they are done once, in `whole`; the part of a unit that
// is left over is dropped.
int64_t YearlyRate(int64_t count, std::optional<PeriodKind> period, const Period& whole);

// How many units a rate is: "36.5", rounded to two digits.
std::string RateText(int64_t rate, int64_t unit = kRateUnits);

// "a month", "in two months"; "in all" without a period.
std::string PeriodText(std::optional<PeriodKind> period);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_RATE_H_
