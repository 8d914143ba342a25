// Linked in place of services/ledger/domain/hash.cc, which it repeats.

#include "tests/bench/ledger_hash.h"

#include <atomic>
#include <initializer_list>

#include "libs/crypto/hash.h"
#include "services/ledger/domain/hash.h"

namespace xinqiao {
namespace {

std::atomic<bool> hashing = true;

std::string HashOf(ledger::HashAlgorithm algorithm,
                   std::initializer_list<absl::string_view> parts) {
  if (!hashing.load(std::memory_order_relaxed)) {
    std::string hash((parts.end() - 1)->substr(0, ledger::kHashBytes));
    hash.resize(ledger::kHashBytes);
    return hash;
  }
  return crypto::Hash(algorithm == ledger::HashAlgorithm::kSm3 ? crypto::HashFunction::kSm3
                                                               : crypto::HashFunction::kSha256,
                      parts);
}

}  // namespace

void bench::SetHashing(bool on) { hashing = on; }

std::string ledger::Hash(HashAlgorithm algorithm, absl::string_view bytes) {
  return HashOf(algorithm, {bytes});
}

std::string ledger::LeafHash(HashAlgorithm algorithm, absl::string_view entry) {
  return HashOf(algorithm, {absl::string_view("\x00", 1), entry});
}

std::string ledger::NodeHash(HashAlgorithm algorithm, absl::string_view left,
                             absl::string_view right) {
  return HashOf(algorithm, {absl::string_view("\x01", 1), left, right});
}

}  // namespace xinqiao
