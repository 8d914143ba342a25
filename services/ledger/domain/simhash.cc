#include "services/ledger/domain/simhash.h"

#include <array>
#include <bit>
#include <cstddef>
#include <vector>

namespace xinqiao::ledger {
namespace {

constexpr int kBits = 64;
constexpr size_t kCountDigits = 32;

std::vector<uint64_t> CharactersOf(absl::string_view text) {
  std::vector<uint64_t> characters;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues = (byte & 0xC0) == 0x80;
    if (continues && !characters.empty()) {
      // The bytes of one character, side by side: as good a code as its point.
      characters.back() = characters.back() << 8 | byte;
    } else {
      characters.push_back(byte);
    }
  }
  return characters;
}

// The finalizer of SplitMix64: every bit of the pair moves every bit of the
// hash.
uint64_t Mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

}  // namespace

uint64_t SimHash(absl::string_view text) {
  std::vector<uint64_t> characters = CharactersOf(text);
  // A single character makes a pair with nothing.
  if (characters.size() == 1) characters.push_back(0);
  // How many hashes have each bit, for all bits at once: digit d of the count of
  // bit b is bit b of counts[d].
  std::array<uint64_t, kCountDigits> counts = {};
  const size_t pairs = characters.empty() ? 0 : characters.size() - 1;
  for (size_t i = 0; i < pairs; ++i) {
    uint64_t carry = Mix(characters[i] << 32 | characters[i + 1]);
    for (size_t digit = 0; carry != 0; ++digit) {
      const uint64_t next = counts[digit] & carry;
      counts[digit] ^= carry;
      carry = next;
    }
  }
  const auto digits = static_cast<size_t>(std::bit_width(pairs));
  uint64_t result = 0;
  for (int bit = 0; bit < kBits; ++bit) {
    size_t count = 0;
    for (size_t digit = 0; digit < digits; ++digit) {
      count |= (counts[digit] >> bit & 1) << digit;
    }
    if (2 * count > pairs) result |= uint64_t{1} << bit;
  }
  return result;
}

}  // namespace xinqiao::ledger
