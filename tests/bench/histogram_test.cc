#include "tests/bench/histogram.h"

#include <gtest/gtest.h>

namespace xinqiao::bench {
namespace {

TEST(HistogramTest, PercentilesAreExactToOneInSixtyFour) {
  Histogram histogram;
  for (int i = 1; i <= 1000; ++i) histogram.Add(absl::Microseconds(i));
  EXPECT_EQ(histogram.count(), 1000);
  for (const double percent : {1.0, 50.0, 99.0, 100.0}) {
    const double micros = absl::ToDoubleMicroseconds(histogram.Percentile(percent));
    EXPECT_GE(micros, percent * 10);
    EXPECT_LE(micros, percent * 10 * (1 + 1.0 / 64));
  }
}

TEST(HistogramTest, HoldsTheShortestAndTheLongestDurations) {
  Histogram histogram;
  histogram.Add(absl::ZeroDuration());
  EXPECT_EQ(histogram.Percentile(50), absl::ZeroDuration());
  histogram.Add(absl::Nanoseconds(63));
  EXPECT_EQ(histogram.Percentile(100), absl::Nanoseconds(63));
  histogram.Add(absl::Nanoseconds(64));
  EXPECT_EQ(histogram.Percentile(100), absl::Nanoseconds(64));
  histogram.Add(absl::InfiniteDuration());
  EXPECT_GE(histogram.Percentile(100), absl::Hours(24 * 365));
}

TEST(HistogramTest, TwoTogetherTellWhatOneWould) {
  Histogram fast;
  Histogram slow;
  for (int i = 0; i < 99; ++i) fast.Add(absl::Nanoseconds(10));
  slow.Add(absl::Nanoseconds(50));
  fast.Add(slow);
  EXPECT_EQ(fast.count(), 100);
  EXPECT_EQ(fast.Percentile(99), absl::Nanoseconds(10));
  EXPECT_EQ(fast.Percentile(100), absl::Nanoseconds(50));
}

TEST(HistogramTest, NothingTakesNoTime) {
  EXPECT_EQ(Histogram().Percentile(99), absl::ZeroDuration());
}

}  // namespace
}  // namespace xinqiao::bench
