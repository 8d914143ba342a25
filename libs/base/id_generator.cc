#include "libs/base/id_generator.h"

#include <algorithm>
#include <cstddef>

#include "absl/random/random.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"

namespace xinqiao {

std::string Uuid7Generator::NewId() {
  uint64_t stamp = static_cast<uint64_t>(absl::ToUnixMillis(absl::Now())) << 12;
  {
    const std::lock_guard lock(mutex_);
    // Above 4096 ids in one millisecond the counter runs into the next.
    last_ = std::max(stamp, last_ + 1);
    stamp = last_;
  }
  thread_local absl::BitGen gen;
  const auto random = absl::Uniform<uint64_t>(gen);
  return absl::StrFormat("%08x-%04x-7%03x-%04x-%012x", stamp >> 28, (stamp >> 12) & 0xffff,
                         stamp & 0xfff, 0x8000 | ((random >> 48) & 0x3fff),
                         random & 0xffffffffffff);
}

bool IsUuid(absl::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool want_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool is_hex = ('0' <= c && c <= '9') || ('a' <= c && c <= 'f');
    if (want_dash ? c != '-' : !is_hex) return false;
  }
  return true;
}

}  // namespace xinqiao
