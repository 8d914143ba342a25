#include "libs/calendar/day.h"

#include <gtest/gtest.h>

namespace xinqiao {
namespace {

TEST(DayTest, AnInstantFallsOnTheDayInShanghai) {
  const struct {
    const char* time;
    const char* want;
  } cases[] = {
      {"2017-05-16T15:59:59.999999Z", "2017-05-16"},
      {"2017-05-16T16:00:00Z", "2017-05-17"},
      {"2017-05-17T00:00:00+08:00", "2017-05-17"},
      {"2016-12-31T16:00:00Z", "2017-01-01"},
  };
  for (const auto& c : cases) {
    absl::Time time;
    ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, c.time, &time, nullptr)) << c.time;
    EXPECT_EQ(absl::FormatCivilTime(BusinessDay(time)), c.want) << c.time;
  }
}

TEST(DayTest, ReadsOnlyTheWrittenFormOfDaysThatExist) {
  EXPECT_EQ(ParseDay("2017-05-17"), absl::CivilDay(2017, 5, 17));
  EXPECT_EQ(ParseDay("2016-02-29"), absl::CivilDay(2016, 2, 29));
  for (const char* text : {"", "2017-02-29", "2017-13-01", "2017-5-17", "2017-05-17T00",
                           " 2017-5-17", "2017-05-17 ", "20170517", "2017/05/17", "2017-05-32"}) {
    EXPECT_EQ(ParseDay(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace xinqiao
