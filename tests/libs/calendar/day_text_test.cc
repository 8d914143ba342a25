#include "libs/calendar/day_text.h"

#include <gtest/gtest.h>

#include <optional>

#include "libs/calendar/day.h"

namespace xinqiao {
namespace {

TEST(DayTextTest, WritesWhatAbseilWritesAndParseDayReads) {
  for (absl::CivilDay day(1999, 12, 1); day < absl::CivilDay(2004, 3, 2); ++day) {
    EXPECT_EQ(DayText(day), absl::FormatCivilTime(day));
    EXPECT_EQ(ParseDay(DayText(day)), day);
  }
  EXPECT_EQ(DayText(absl::CivilDay(1, 1, 1)), "0001-01-01");
  EXPECT_EQ(DayText(absl::CivilDay(9999, 12, 31)), "9999-12-31");
}

}  // namespace
}  // namespace xinqiao
