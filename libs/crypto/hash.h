// Hashes and random bytes. Pure but for RandomBytes(); all thread-safe.

#ifndef XINQIAO_LIBS_CRYPTO_HASH_H_
#define XINQIAO_LIBS_CRYPTO_HASH_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace xinqiao::crypto {

// SHA-256 of `bytes`: 32 bytes.
std::string Sha256(absl::string_view bytes);

// HMAC-SHA-256 of `bytes` under `key`: 32 bytes.
std::string HmacSha256(absl::string_view key, absl::string_view bytes);

// Cryptographically random bytes.
std::string RandomBytes(size_t count);

}  // namespace xinqiao::crypto

#endif  // XINQIAO_LIBS_CRYPTO_HASH_H_
