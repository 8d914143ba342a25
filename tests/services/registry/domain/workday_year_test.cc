#include "services/registry/domain/workday_year.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/error.h"
#include "tests/support/day.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::xinqiao::testing::Day;

WorkdayYear Year() {
  return {.year = 2018,
          .holidays = {Day("2018-02-15"), Day("2018-02-16")},
          .make_up_days = {Day("2018-02-11"), Day("2018-02-24")},
          .legal_basis = policy::DocumentReference{.issuer = "国务院办公厅",
                                                   .number = "国办发明电〔2017〕12号",
                                                   .issue_day = Day("2017-11-30")}};
}

TEST(CheckWorkdayYearTest, WhatWasAnnouncedAndWhatIsProvisionalIsFine) {
  EXPECT_TRUE(CheckWorkdayYear(Year()).ok());
  EXPECT_TRUE(CheckWorkdayYear({.year = 2027, .provisional = true}).ok());
}

TEST(CheckWorkdayYearTest, NamesEveryViolationAtOnce) {
  WorkdayYear year = Year();
  year.holidays = {Day("2018-02-16"), Day("2018-02-16"), Day("2019-01-01")};
  year.make_up_days = {Day("2018-02-16"), Day("2018-02-24")};
  year.legal_basis.reset();
  EXPECT_THAT(Violations(CheckWorkdayYear(year)),
              ElementsAre(Field(&FieldViolation::field, "workday_year.holidays[1]"),
                          Field(&FieldViolation::field, "workday_year.holidays[2]"),
                          Field(&FieldViolation::field, "workday_year.make_up_days[0]"),
                          Field(&FieldViolation::field, "workday_year.make_up_days[0]"),
                          Field(&FieldViolation::field, "workday_year.legal_basis")));
}

TEST(CheckWorkdayYearTest, NoListIsLongerThanAYear) {
  WorkdayYear year = Year();
  year.holidays.assign(366, Day("2018-02-16"));
  EXPECT_EQ(Violations(CheckWorkdayYear(year))[0].field, "workday_year.holidays[1]");
  year.holidays.assign(100'000, Day("2018-02-16"));
  year.make_up_days = year.holidays;
  EXPECT_THAT(Violations(CheckWorkdayYear(year)),
              ElementsAre(Field(&FieldViolation::field, "workday_year.holidays"),
                          Field(&FieldViolation::field, "workday_year.make_up_days")));
}

TEST(CheckWorkdayYearTest, ADocumentIsNamedInFull) {
  WorkdayYear year = Year();
  year.legal_basis->number = "";
  EXPECT_THAT(Violations(CheckWorkdayYear(year)),
              ElementsAre(Field(&FieldViolation::field, "workday_year.legal_basis")));
}

TEST(CalendarOfTest, CountsByAllYears) {
  const WorkdayCalendar calendar =
      CalendarOf({Year(), {.year = 2019, .holidays = {Day("2019-01-01")}, .provisional = true}});
  EXPECT_FALSE(calendar.IsWorkday(Day("2018-02-15")));  // A Thursday.
  EXPECT_TRUE(calendar.IsWorkday(Day("2018-02-24")));   // A Saturday.
  EXPECT_FALSE(calendar.IsWorkday(Day("2018-02-25")));
  // 29 December 2018 is a Saturday, 1 January a holiday.
  EXPECT_EQ(calendar.AddWorkdays(Day("2018-12-28"), 2), Day("2019-01-02"));
}

}  // namespace
}  // namespace xinqiao::registry
