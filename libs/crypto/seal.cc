#include "libs/crypto/seal.h"

#include <openssl/evp.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "libs/crypto/hash.h"

namespace xinqiao::crypto {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;
// Algorithm 1 is AES-256-GCM; then the first bytes of the key's own hash.
constexpr char kAlgorithm = 1;
constexpr size_t kKeyIdBytes = 4;
constexpr size_t kHeaderBytes = 1 + kKeyIdBytes;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string Header(absl::string_view key) {
  return absl::StrCat(std::string(1, kAlgorithm), Sha256(key).substr(0, kKeyIdBytes));
}

// Header, nonce, ciphertext, tag. The header is authenticated too.
std::string Encrypt(absl::string_view key, absl::string_view value) {
  const std::string header = Header(key);
  const std::string nonce = RandomBytes(kNonceBytes);
  std::string body(value.size(), '\0');
  std::string tag(kTagBytes, '\0');
  int size = 0;
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, Bytes(key), Bytes(nonce));
  EVP_EncryptUpdate(context.get(), nullptr, &size, Bytes(header), kHeaderBytes);
  EVP_EncryptUpdate(context.get(), Bytes(body), &size, Bytes(value),
                    static_cast<int>(value.size()));
  EVP_EncryptFinal_ex(context.get(), Bytes(body) + size, &size);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data());
  return absl::StrCat(header, nonce, body, tag);
}

absl::StatusOr<std::string> Decrypt(absl::string_view key, absl::string_view sealed) {
  if (sealed.size() < kHeaderBytes + kNonceBytes + kTagBytes) {
    return absl::DataLossError("a sealed value is too short");
  }
  const absl::string_view header = sealed.substr(0, kHeaderBytes);
  if (header != Header(key)) return absl::DataLossError("a value is sealed with another key");
  const absl::string_view nonce = sealed.substr(kHeaderBytes, kNonceBytes);
  const absl::string_view body = sealed.substr(
      kHeaderBytes + kNonceBytes, sealed.size() - kHeaderBytes - kNonceBytes - kTagBytes);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  std::string value(body.size(), '\0');
  int size = 0;
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, Bytes(key), Bytes(nonce));
  EVP_DecryptUpdate(context.get(), nullptr, &size, Bytes(header), kHeaderBytes);
  EVP_DecryptUpdate(context.get(), Bytes(value), &size, Bytes(body), static_cast<int>(body.size()));
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data());
  if (EVP_DecryptFinal_ex(context.get(), Bytes(value) + size, &size) != 1) {
    return absl::DataLossError("a sealed value was changed");
  }
  return value;
}

}  // namespace

absl::StatusOr<Vault> Vault::Create(absl::string_view secret) {
  if (secret.size() < kKeyBytes) {
    return absl::InvalidArgumentError("the key file holds fewer than 32 bytes");
  }
  return Vault(HmacSha256(secret, "xinqiao key-encryption key"),
               HmacSha256(secret, "xinqiao blind index"));
}

Sealed Vault::Seal(absl::string_view value) const {
  const std::string person_key = RandomBytes(kKeyBytes);
  return {.wrapped_key = Encrypt(key_, person_key), .ciphertext = Encrypt(person_key, value)};
}

absl::StatusOr<std::string> Vault::Open(const Sealed& sealed) const {
  const absl::StatusOr<std::string> person_key = Decrypt(key_, sealed.wrapped_key);
  if (!person_key.ok()) return person_key.status();
  return Decrypt(*person_key, sealed.ciphertext);
}

std::string Vault::BlindIndex(absl::string_view value) const {
  return HmacSha256(index_key_, value);
}

}  // namespace xinqiao::crypto
