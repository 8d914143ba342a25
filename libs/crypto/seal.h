// Personal data at rest: AES-256-GCM under a key per person, which is itself
// wrapped by a key-encryption key (design.md, section 3). Destroying the
// wrapped key erases what it sealed.

#ifndef XINQIAO_LIBS_CRYPTO_SEAL_H_
#define XINQIAO_LIBS_CRYPTO_SEAL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xinqiao::crypto {

// One person's sealed value, as stored.
struct Sealed {
  std::string wrapped_key;  // The person's key, under the key-encryption key.
  std::string ciphertext;   // The value, under the person's key.
};

// Seals and opens values with one key-encryption key. Every ciphertext names
// its algorithm and key id in its first bytes. Thread-safe.
class Vault {
 public:
  // `secret` is the content of a key file: at least 32 bytes. The
  // key-encryption key and the key of the blind index are derived from it.
  // INVALID_ARGUMENT if it is shorter.
  static absl::StatusOr<Vault> Create(absl::string_view secret);

  // Seals `value` under a new key of its own.
  Sealed Seal(absl::string_view value) const;

  // Opens what Seal() made. DATA_LOSS if anything was changed, or if another
  // key sealed it.
  absl::StatusOr<std::string> Open(const Sealed& sealed) const;

  // The same for equal values, and tells nothing else: finds a value without
  // opening any. 32 bytes.
  std::string BlindIndex(absl::string_view value) const;

 private:
  Vault(std::string key, std::string index_key)
      : key_(std::move(key)), index_key_(std::move(index_key)) {}

  std::string key_;        // 32 bytes.
  std::string index_key_;  // 32 bytes.
};

}  // namespace xinqiao::crypto

#endif  // XINQIAO_LIBS_CRYPTO_SEAL_H_
