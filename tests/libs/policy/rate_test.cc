#include "libs/policy/rate.h"

#include <gtest/gtest.h>

#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {
namespace {

TEST(YearlyRateTest, CountsWindowsOfAYearOf365Days) {
  const auto text = [](int64_t count, std::optional<PeriodKind> period) {
    return RateText(YearlyRate(count, period, Of("2017-04-01", "2017-10-01")));
  };
  EXPECT_EQ(text(1, PeriodKind::kDay), "365");
  EXPECT_EQ(text(1, PeriodKind::kIsoWeek), "52.14");
  EXPECT_EQ(text(2, PeriodKind::kMonth), "24");
  EXPECT_EQ(text(5, PeriodKind::kTwoMonths), "30");
  EXPECT_EQ(text(5, PeriodKind::kQuarter), "20");
  EXPECT_EQ(text(3, PeriodKind::kHalfYear), "6");
  EXPECT_EQ(text(7, PeriodKind::kYear), "7");
  EXPECT_EQ(text(1, std::nullopt), "1.99");  // 365 / 183.
  EXPECT_EQ(text(0, PeriodKind::kDay), "0");
}

TEST(YearlyRateTest, ComparesWhatIsEqualAsEqual) {
  EXPECT_EQ(YearlyRate(7, PeriodKind::kIsoWeek, {}), YearlyRate(1, PeriodKind::kDay, {}));
  EXPECT_EQ(YearlyRate(1, PeriodKind::kMonth, {}), YearlyRate(12, PeriodKind::kYear, {}));
  EXPECT_EQ(YearlyRate(2, std::nullopt, Of("2017-01-01", "2018-01-01")),
            YearlyRate(1, PeriodKind::kHalfYear, {}));
  EXPECT_EQ(YearlyRate(1, std::nullopt, Of("2017-05-01", "2017-05-08")),
            YearlyRate(1, PeriodKind::kIsoWeek, {}));
}

TEST(YearlyRateTest, StaysWithin64BitsWhateverTheCount) {
  EXPECT_GT(YearlyRate(INT64_MAX, PeriodKind::kDay, {}), 0);
  EXPECT_GT(YearlyRate(INT64_MAX, std::nullopt, Of("2017-05-01", "2017-05-02")), 0);
  EXPECT_EQ(YearlyRate(-1, PeriodKind::kDay, {}), 0);
  EXPECT_EQ(YearlyRate(1, std::nullopt, Of("2017-05-01", "2017-05-01")), 0);
}

TEST(RateTextTest, DropsZeroesAtTheEnd) {
  EXPECT_EQ(RateText(kRateUnits * 36), "36");
  EXPECT_EQ(RateText(kRateUnits * 73 / 2), "36.5");
  EXPECT_EQ(RateText(kRateUnits / 4), "0.25");
}

TEST(PeriodTextTest, SaysHowOften) {
  EXPECT_EQ(PeriodText(PeriodKind::kTwoMonths), "in two months");
  EXPECT_EQ(PeriodText(std::nullopt), "in all");
}

}  // namespace
}  // namespace xinqiao::policy
