// Hashes and random bytes. Pure but for RandomBytes(); all thread-safe.

#ifndef XINQIAO_LIBS_CRYPTO_HASH_H_
#define XINQIAO_LIBS_CRYPTO_HASH_H_

#include <cstddef>
#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace xinqiao::crypto {

// Each gives 32 bytes: FIPS 180-4, and GB/T 32905.
enum class HashFunction { kSha256, kSm3 };

// The hash of `parts`, one after the other.
std::string Hash(HashFunction function, std::initializer_list<absl::string_view> parts);

// SHA-256 of `bytes`: 32 bytes.
std::string Sha256(absl::string_view bytes);

// SM3 of `bytes`: 32 bytes.
std::string Sm3(absl::string_view bytes);

// HMAC-SHA-256 of `bytes` under `key`: 32 bytes.
std::string HmacSha256(absl::string_view key, absl::string_view bytes);

// Cryptographically random bytes.
std::string RandomBytes(size_t count);

}  // namespace xinqiao::crypto

#endif  // XINQIAO_LIBS_CRYPTO_HASH_H_
