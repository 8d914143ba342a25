#include "libs/calendar/period.h"

#include <gtest/gtest.h>

#include "absl/time/civil_time.h"
#include "libs/calendar/day.h"

namespace xinqiao {
namespace {

Period Of(const char* first, const char* end) {
  return {.first = ParseDay(first).value(), .end = ParseDay(end).value()};
}

// The table walks both sides of every kind of boundary.
TEST(PeriodTest, ContainsTheDay) {
  const struct {
    PeriodKind kind;
    const char* day;
    const char* want;
  } cases[] = {
      {PeriodKind::kDay, "2016-02-29", "[2016-02-29, 2016-03-01)"},
      {PeriodKind::kIsoWeek, "2017-05-14", "[2017-05-08, 2017-05-15)"},  // A Sunday.
      {PeriodKind::kIsoWeek, "2017-05-15", "[2017-05-15, 2017-05-22)"},  // A Monday.
      {PeriodKind::kIsoWeek, "2017-05-17", "[2017-05-15, 2017-05-22)"},
      {PeriodKind::kIsoWeek, "2017-01-01", "[2016-12-26, 2017-01-02)"},  // In 2016-W52.
      {PeriodKind::kMonth, "2024-01-01", "[2024-01-01, 2024-02-01)"},
      {PeriodKind::kMonth, "2024-02-29", "[2024-02-01, 2024-03-01)"},
      {PeriodKind::kMonth, "2024-12-31", "[2024-12-01, 2025-01-01)"},
      {PeriodKind::kTwoMonths, "2017-04-30", "[2017-03-01, 2017-05-01)"},
      {PeriodKind::kTwoMonths, "2017-05-01", "[2017-05-01, 2017-07-01)"},
      {PeriodKind::kTwoMonths, "2024-02-29", "[2024-01-01, 2024-03-01)"},
      {PeriodKind::kTwoMonths, "2024-12-31", "[2024-11-01, 2025-01-01)"},
      {PeriodKind::kQuarter, "2017-03-31", "[2017-01-01, 2017-04-01)"},
      {PeriodKind::kQuarter, "2017-04-01", "[2017-04-01, 2017-07-01)"},
      {PeriodKind::kHalfYear, "2017-06-30", "[2017-01-01, 2017-07-01)"},
      {PeriodKind::kHalfYear, "2017-07-01", "[2017-07-01, 2018-01-01)"},
      {PeriodKind::kYear, "2017-12-31", "[2017-01-01, 2018-01-01)"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(ToString(PeriodContaining(c.kind, ParseDay(c.day).value())), c.want) << c.day;
  }
}

TEST(PeriodTest, EveryDayLiesInItsOwnPeriodAndPeriodsMeetWithoutGaps) {
  for (const PeriodKind kind :
       {PeriodKind::kDay, PeriodKind::kIsoWeek, PeriodKind::kMonth, PeriodKind::kTwoMonths,
        PeriodKind::kQuarter, PeriodKind::kHalfYear, PeriodKind::kYear}) {
    Period period = PeriodContaining(kind, absl::CivilDay(2015, 1, 1));
    for (absl::CivilDay day(2015, 1, 1); day < absl::CivilDay(2021, 1, 1); ++day) {
      const Period next = PeriodContaining(kind, day);
      ASSERT_TRUE(Contains(next, day)) << day;
      if (next != period) {
        ASSERT_EQ(next.first, period.end) << day;
        ASSERT_EQ(next.first, day) << day;
      }
      period = next;
    }
  }
}

TEST(PeriodTest, CountsItsDays) {
  EXPECT_EQ(Days(Of("2017-03-01", "2017-05-01")), 61);
  EXPECT_EQ(Days(Of("2017-01-01", "2017-03-01")), 59);
  EXPECT_EQ(Days(Of("2016-01-01", "2016-03-01")), 60);
  EXPECT_EQ(Days(Of("2016-01-01", "2017-01-01")), 366);
  EXPECT_EQ(Days(Of("2017-05-01", "2017-05-01")), 0);
  EXPECT_EQ(Days(Of("2017-05-02", "2017-05-01")), 0);
}

TEST(PeriodTest, ContainsItsFirstDayButNotItsEnd) {
  const Period april = Of("2017-04-01", "2017-05-01");
  EXPECT_FALSE(Contains(april, absl::CivilDay(2017, 3, 31)));
  EXPECT_TRUE(Contains(april, absl::CivilDay(2017, 4, 1)));
  EXPECT_TRUE(Contains(april, absl::CivilDay(2017, 4, 30)));
  EXPECT_FALSE(Contains(april, absl::CivilDay(2017, 5, 1)));
}

TEST(PeriodTest, IntersectsToTheCommonDays) {
  const Period window = Of("2017-03-01", "2017-05-01");
  const struct {
    Period other;
    const char* want;
  } cases[] = {
      {Of("2017-04-01", "2018-01-01"), "[2017-04-01, 2017-05-01)"},
      {Of("2017-04-01", "2017-04-02"), "[2017-04-01, 2017-04-02)"},
      {Of("2016-01-01", "2018-01-01"), "[2017-03-01, 2017-05-01)"},
      {Of("2017-05-01", "2017-07-01"), "[2017-05-01, 2017-05-01)"},
      {Of("2016-01-01", "2016-02-01"), "[2017-03-01, 2017-03-01)"},
      {{.first = absl::CivilDay(2017, 4, 30), .end = kOpenEnd}, "[2017-04-30, 2017-05-01)"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(ToString(Intersect(window, c.other)), c.want);
    EXPECT_EQ(Days(Intersect(c.other, window)), Days(Intersect(window, c.other)));
  }
}

}  // namespace
}  // namespace xinqiao
