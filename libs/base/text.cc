#include "libs/base/text.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace xinqiao {
namespace {

// Takes the first code point off `text`, or returns nothing if it is malformed.
std::optional<uint32_t> TakeCodePoint(absl::string_view& text) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[i])); };
  const uint32_t first = byte(0);
  size_t length = 0;
  uint32_t smallest = 0;
  uint32_t point = 0;
  if (first < 0x80) {
    length = 1;
    point = first;
  } else if (first >= 0xc2 && first < 0xe0) {
    length = 2;
    smallest = 0x80;
    point = first & 0x1f;
  } else if (first >= 0xe0 && first < 0xf0) {
    length = 3;
    smallest = 0x800;
    point = first & 0x0f;
  } else if (first >= 0xf0 && first < 0xf5) {
    length = 4;
    smallest = 0x10000;
    point = first & 0x07;
  } else {
    return std::nullopt;
  }
  if (text.size() < length) return std::nullopt;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    point = point << 6 | (byte(i) & 0x3f);
  }
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  if (point < smallest || point > 0x10ffff || surrogate) return std::nullopt;
  text.remove_prefix(length);
  return point;
}

bool IsControl(uint32_t point) {
  if (point == '\t' || point == '\n' || point == '\r') return false;
  return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

bool ChangesDirection(uint32_t point) {
  return point == 0x061c || point == 0x200e || point == 0x200f ||
         (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

}  // namespace

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    if (!TakeCodePoint(text).has_value()) return false;
  }
  return true;
}

absl::string_view TextProblem(absl::string_view text) {
  while (!text.empty()) {
    const std::optional<uint32_t> point = TakeCodePoint(text);
    if (!point.has_value()) return "is not well-formed UTF-8";
    if (*point == 0) return "holds U+0000";
    if (IsControl(*point)) return "holds a control character";
    if (ChangesDirection(*point)) return "holds a character that changes the writing direction";
  }
  return "";
}

}  // namespace xinqiao
