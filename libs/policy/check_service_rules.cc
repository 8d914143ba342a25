#include <cstddef>
#include <cstdint>

#include "libs/policy/checker.h"

namespace xinqiao::policy {
namespace {

constexpr int64_t kLimitDaysMax = 250;  // A year of working days.
constexpr int64_t kClosingDaysMax = 60;

bool HasBooks(PeriodKind period) {
  return period != PeriodKind::kDay && period != PeriodKind::kIsoWeek;
}

// Of rules that say the same thing one is in force on any day.
template <typename Rule, typename Same>
void CheckOneADay(Checker& checker, absl::string_view field, const std::vector<Rule>& rules,
                  std::string Rule::*id, const Same& same) {
  for (size_t later = 0; later < rules.size(); ++later) {
    for (size_t earlier = 0; earlier < later; ++earlier) {
      const Period both = Intersect(rules[earlier].effective, rules[later].effective);
      if (!same(rules[earlier], rules[later]) || Days(both) == 0) continue;
      checker.Wrong(absl::StrCat(field, "[", later, "].effective"),
                    absl::StrCat("'", rules[earlier].*id, "' says the same of ", ToString(both)));
    }
  }
}

void CheckWishLimits(Checker& checker) {
  Checker::Seen seen;
  const std::vector<WishLimit>& limits = checker.pack().wish_limits;
  ForEach("wish_limits", limits, [&](const std::string& path, const WishLimit& limit) {
    checker.Head(path, "wish_limit_id", limit.wish_limit_id, limit, seen);
    checker.Between(path + ".working_days", limit.working_days, 0, kLimitDaysMax);
    checker.Effective(path + ".effective", limit.effective);
  });
  CheckOneADay(checker, "wish_limits", limits, &WishLimit::wish_limit_id,
               [](const WishLimit& a, const WishLimit& b) { return a.step == b.step; });
}

void CheckBookClosings(Checker& checker) {
  Checker::Seen seen;
  const std::vector<BookClosing>& closings = checker.pack().book_closings;
  ForEach("book_closings", closings, [&](const std::string& path, const BookClosing& closing) {
    checker.Head(path, "book_closing_id", closing.book_closing_id, closing, seen);
    if (!HasBooks(closing.period)) {
      checker.Wrong(path + ".period",
                    "books are kept by months, two months, quarters, half-years or years");
    }
    checker.Between(path + ".after_working_days", closing.after_working_days, 0, kClosingDaysMax);
    checker.Effective(path + ".effective", closing.effective);
  });
  CheckOneADay(checker, "book_closings", closings, &BookClosing::book_closing_id,
               [](const BookClosing& a, const BookClosing& b) { return a.period == b.period; });
}

}  // namespace

void CheckServiceRules(Checker& checker) {
  CheckWishLimits(checker);
  Checker::Seen categories;
  ForEach("wish_categories", checker.pack().wish_categories,
          [&](const std::string& path, const WishCategory& category) {
            checker.Head(path, "wish_category_id", category.wish_category_id, category, categories);
          });
  CheckBookClosings(checker);
}

}  // namespace xinqiao::policy
