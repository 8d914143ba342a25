// Ed25519 signatures (RFC 8032).

#ifndef XINQIAO_LIBS_CRYPTO_SIGNATURE_H_
#define XINQIAO_LIBS_CRYPTO_SIGNATURE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct evp_pkey_st;

namespace xinqiao::crypto {

// Signs with one private key. Thread-safe.
class Signer {
 public:
  // Reads a private key in PEM (PKCS #8), as `openssl genpkey -algorithm
  // ed25519` writes it. INVALID_ARGUMENT if it is anything else.
  static absl::StatusOr<Signer> FromPem(absl::string_view pem);

  // 64 bytes.
  std::string Sign(absl::string_view message) const;

  // 32 bytes.
  const std::string& public_key() const { return public_key_; }

 private:
  Signer(std::shared_ptr<evp_pkey_st> key, std::string public_key)
      : key_(std::move(key)), public_key_(std::move(public_key)) {}

  std::shared_ptr<evp_pkey_st> key_;
  std::string public_key_;
};

// Whether `signature` is that of `message` under the 32-byte `public_key`.
bool Verify(absl::string_view public_key, absl::string_view message, absl::string_view signature);

}  // namespace xinqiao::crypto

#endif  // XINQIAO_LIBS_CRYPTO_SIGNATURE_H_
