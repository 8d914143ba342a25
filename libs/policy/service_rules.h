// Limits and categories of wishes, and the closing of books, as values; see
// xinqiao/policy/v1/service_rules.proto.

#ifndef XINQIAO_LIBS_POLICY_SERVICE_RULES_H_
#define XINQIAO_LIBS_POLICY_SERVICE_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libs/calendar/period.h"

namespace xinqiao::policy {

enum class WishStep { kQuestionReply, kWishReply, kToPool, kRise, kDone };

struct WishLimit {
  std::string wish_limit_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  WishStep step = WishStep::kQuestionReply;
  int64_t working_days = 0;  // 0: the document names none.
  std::string text;
  Period effective;

  friend bool operator==(const WishLimit&, const WishLimit&) = default;
};

struct WishCategory {
  std::string wish_category_id;
  std::string title;
  std::vector<std::string> requirement_ids;

  friend bool operator==(const WishCategory&, const WishCategory&) = default;
};

struct BookClosing {
  std::string book_closing_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  PeriodKind period = PeriodKind::kQuarter;
  int64_t after_working_days = 0;
  Period effective;

  friend bool operator==(const BookClosing&, const BookClosing&) = default;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_SERVICE_RULES_H_
