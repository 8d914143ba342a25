// The hash functions of logs (RFC 6962, section 2.1). Pure, thread-safe.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_HASH_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_HASH_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace xinqiao::ledger {

// The numbers are stored, and are those of the contract.
enum class HashAlgorithm { kSha256 = 1, kSm3 = 2 };

inline constexpr size_t kHashBytes = 32;

// H(bytes): 32 bytes.
std::string Hash(HashAlgorithm algorithm, absl::string_view bytes);

// H(0x00 || entry).
std::string LeafHash(HashAlgorithm algorithm, absl::string_view entry);

// H(0x01 || left || right).
std::string NodeHash(HashAlgorithm algorithm, absl::string_view left, absl::string_view right);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_HASH_H_
