#include "services/registry/app/compact_id.h"

#include <cstddef>

#include "libs/base/id_generator.h"

namespace xinqiao::registry {
namespace {

constexpr size_t kTextSize = 36;
constexpr char kDigits[] = "0123456789abcdef";

uint64_t ValueOf(char digit) {
  return static_cast<uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

bool IsDash(size_t place) { return place == 8 || place == 13 || place == 18 || place == 23; }

}  // namespace

std::optional<CompactId> ParseCompactId(absl::string_view text) {
  if (!IsUuid(text)) return std::nullopt;
  CompactId id;
  for (const char c : text) {
    if (c == '-') continue;
    id.high = id.high << 4 | id.low >> 60;
    id.low = id.low << 4 | ValueOf(c);
  }
  return id;
}

std::string ToText(const CompactId& id) {
  std::string text(kTextSize, '-');
  int shift = 124;
  for (size_t place = 0; place < kTextSize; ++place) {
    if (IsDash(place)) continue;
    const uint64_t half = shift >= 64 ? id.high >> (shift - 64) : id.low >> shift;
    text[place] = kDigits[half & 15];
    shift -= 4;
  }
  return text;
}

}  // namespace xinqiao::registry
