#include "libs/policy/rate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace xinqiao::policy {
namespace {

constexpr int64_t kDaysOfYear = 365;
// Far above every number that a pack may hold; keeps the products in 64 bits.
constexpr int64_t kCountMax = 100'000;

}  // namespace

int64_t YearlyRate(int64_t count, std::optional<PeriodKind> period, const Period& whole) {
  const int64_t units = std::clamp<int64_t>(count, 0, kCountMax) * kRateUnits;
  if (!period.has_value()) {
    const int64_t days = Days(whole);
    return days == 0 ? 0 : units / days * kDaysOfYear + units % days * kDaysOfYear / days;
  }
  switch (*period) {
    case PeriodKind::kDay:
      return units * kDaysOfYear;
    case PeriodKind::kIsoWeek:
      return units / 7 * kDaysOfYear;
    case PeriodKind::kMonth:
      return units * 12;
    case PeriodKind::kTwoMonths:
      return units * 6;
    case PeriodKind::kQuarter:
      return units * 4;
    case PeriodKind::kHalfYear:
      return units * 2;
    case PeriodKind::kYear:
      return units;
  }
  return 0;
}

std::string RateText(int64_t rate, int64_t unit) {
  const int64_t hundredths = rate / unit * 100 + (rate % unit * 100 + unit / 2) / unit;
  std::string text = absl::StrFormat("%d.%02d", hundredths / 100, hundredths % 100);
  if (absl::EndsWith(text, ".00")) return text.substr(0, text.size() - 3);
  return std::string(absl::StripSuffix(text, "0"));
}

std::string PeriodText(std::optional<PeriodKind> period) {
  if (!period.has_value()) return "in all";
  switch (*period) {
    case PeriodKind::kDay:
      return "a day";
    case PeriodKind::kIsoWeek:
      return "a week";
    case PeriodKind::kMonth:
      return "a month";
    case PeriodKind::kTwoMonths:
      return "in two months";
    case PeriodKind::kQuarter:
      return "a quarter";
    case PeriodKind::kHalfYear:
      return "in half a year";
    case PeriodKind::kYear:
      return "a year";
  }
  return "";
}

}  // namespace xinqiao::policy
