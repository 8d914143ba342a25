#include "libs/calendar/workdays.h"

#include <gtest/gtest.h>

#include <vector>

namespace xinqiao {
namespace {

// Holidays and make-up workdays of the second quarter of 2017, as the State
// Council's office announced them: Qingming, May Day, Dragon Boat Festival.
WorkdayCalendar SecondQuarter2017() {
  return WorkdayCalendar(
      {absl::CivilDay(2017, 5, 1), absl::CivilDay(2017, 4, 2), absl::CivilDay(2017, 4, 3),
       absl::CivilDay(2017, 4, 4), absl::CivilDay(2017, 5, 28), absl::CivilDay(2017, 5, 29),
       absl::CivilDay(2017, 5, 30)},
      {absl::CivilDay(2017, 5, 27), absl::CivilDay(2017, 4, 1)});
}

TEST(WorkdayCalendarTest, KnowsHolidaysAndMakeUpDays) {
  const WorkdayCalendar calendar = SecondQuarter2017();
  EXPECT_TRUE(calendar.IsWorkday(absl::CivilDay(2017, 4, 1)));    // A Saturday, worked.
  EXPECT_FALSE(calendar.IsWorkday(absl::CivilDay(2017, 4, 4)));   // A Tuesday, off.
  EXPECT_TRUE(calendar.IsWorkday(absl::CivilDay(2017, 4, 5)));    // A Wednesday.
  EXPECT_FALSE(calendar.IsWorkday(absl::CivilDay(2017, 4, 8)));   // A Saturday.
  EXPECT_FALSE(calendar.IsWorkday(absl::CivilDay(2017, 4, 9)));   // A Sunday.
  EXPECT_TRUE(calendar.IsWorkday(absl::CivilDay(2017, 5, 27)));   // A Saturday, worked.
  EXPECT_FALSE(calendar.IsWorkday(absl::CivilDay(2017, 5, 29)));  // A Monday, off.
}

TEST(WorkdayCalendarTest, AMakeUpDayWinsOverAHoliday) {
  const absl::CivilDay day(2017, 4, 1);
  EXPECT_TRUE(WorkdayCalendar({day}, {day}).IsWorkday(day));
}

TEST(WorkdayCalendarTest, YearsWithoutListsHavePlainWeekends) {
  const WorkdayCalendar plain;
  EXPECT_TRUE(plain.IsWorkday(absl::CivilDay(2030, 1, 4)));   // A Friday.
  EXPECT_FALSE(plain.IsWorkday(absl::CivilDay(2030, 1, 5)));  // A Saturday.
}

TEST(WorkdayCalendarTest, AddsWorkdaysWithoutCountingTheDayItself) {
  const WorkdayCalendar calendar = SecondQuarter2017();
  const struct {
    absl::CivilDay day;
    int64_t count;
    absl::CivilDay want;
  } cases[] = {
      {absl::CivilDay(2017, 3, 31), 0, absl::CivilDay(2017, 3, 31)},
      {absl::CivilDay(2017, 3, 31), -1, absl::CivilDay(2017, 3, 31)},
      {absl::CivilDay(2017, 3, 31), 1, absl::CivilDay(2017, 4, 1)},
      {absl::CivilDay(2017, 4, 1), 1, absl::CivilDay(2017, 4, 5)},
      {absl::CivilDay(2017, 4, 2), 1, absl::CivilDay(2017, 4, 5)},
      {absl::CivilDay(2017, 5, 26), 1, absl::CivilDay(2017, 5, 27)},
      {absl::CivilDay(2017, 5, 26), 7, absl::CivilDay(2017, 6, 7)},
      {absl::CivilDay(2017, 6, 30), 10, absl::CivilDay(2017, 7, 14)},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(calendar.AddWorkdays(c.day, c.count), c.want) << c.day << " + " << c.count;
  }
}

}  // namespace
}  // namespace xinqiao
