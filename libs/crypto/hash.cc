#include "libs/crypto/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <cstdlib>
#include <memory>

namespace xinqiao::crypto {
namespace {

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Looking a function up takes longer than hashing a few bytes with it: each is
// looked up once, and each thread keeps a context.
const EVP_MD* Fetch(const char* name) {
  const EVP_MD* function = EVP_MD_fetch(nullptr, name, nullptr);
  if (function == nullptr) std::abort();
  return function;
}

const EVP_MD* FunctionOf(HashFunction function) {
  static const EVP_MD* const kSha256 = Fetch("SHA256");
  static const EVP_MD* const kSm3 = Fetch("SM3");
  return function == HashFunction::kSm3 ? kSm3 : kSha256;
}

// One for each function: a context that changes its function is set up anew.
EVP_MD_CTX* ContextOf(HashFunction function) {
  using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
  thread_local const Context sha256(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  thread_local const Context sm3(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return (function == HashFunction::kSm3 ? sm3 : sha256).get();
}

}  // namespace

std::string Hash(HashFunction function, std::initializer_list<absl::string_view> parts) {
  EVP_MD_CTX* const context = ContextOf(function);
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  bool done = EVP_DigestInit_ex(context, FunctionOf(function), nullptr) == 1;
  for (const absl::string_view part : parts) {
    done = done && EVP_DigestUpdate(context, part.data(), part.size()) == 1;
  }
  // Nothing that is written or proved would be right with a wrong hash.
  if (!done || EVP_DigestFinal_ex(context, Bytes(digest), nullptr) != 1) std::abort();
  return digest;
}

std::string Sha256(absl::string_view bytes) { return Hash(HashFunction::kSha256, {bytes}); }

std::string Sm3(absl::string_view bytes) { return Hash(HashFunction::kSm3, {bytes}); }

std::string HmacSha256(absl::string_view key, absl::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(bytes), bytes.size(),
       Bytes(digest), &size);
  return digest;
}

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  // Without randomness no key is safe: there is nothing to go on with.
  if (RAND_bytes(Bytes(bytes), static_cast<int>(count)) != 1) std::abort();
  return bytes;
}

}  // namespace xinqiao::crypto
