#include "libs/calendar/day_text.h"

#include <cstddef>

namespace xinqiao {
namespace {

// Writes `value` right-aligned into `size` digits that end before `end`.
void PutDigits(std::string& text, size_t end, size_t size, int64_t value) {
  for (size_t i = 1; i <= size; ++i) {
    text[end - i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

}  // namespace

std::string DayText(absl::CivilDay day) {
  std::string text = "0000-00-00";
  PutDigits(text, 4, 4, day.year());
  PutDigits(text, 7, 2, day.month());
  PutDigits(text, 10, 2, day.day());
  return text;
}

}  // namespace xinqiao
