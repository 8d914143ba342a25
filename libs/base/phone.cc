#include "libs/base/phone.h"

#include <cstddef>

namespace xinqiao {
namespace {

constexpr size_t kShownFirst = 3;
constexpr size_t kShownLast = 2;

}  // namespace

std::string MaskPhone(absl::string_view phone) {
  std::string masked(phone.size(), '*');
  if (phone.size() <= kShownFirst + kShownLast) return masked;
  for (size_t i = 0; i < phone.size(); ++i) {
    if (i < kShownFirst || i >= phone.size() - kShownLast) masked[i] = phone[i];
  }
  return masked;
}

}  // namespace xinqiao
