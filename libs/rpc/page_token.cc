#include "libs/rpc/page_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/crypto/hash.h"

namespace xinqiao::rpc {
namespace {

constexpr size_t kFingerprintBytes = 8;

std::string Fingerprint(absl::string_view query) {
  return crypto::Sha256(query).substr(0, kFingerprintBytes);
}

}  // namespace

std::string MakePageToken(absl::string_view query, absl::string_view cursor) {
  if (cursor.empty()) return "";
  return absl::WebSafeBase64Escape(absl::StrCat(Fingerprint(query), cursor));
}

std::string CursorFrom(Fields& fields, absl::string_view query, absl::string_view token) {
  if (token.empty()) return "";
  std::string bytes;
  if (absl::WebSafeBase64Unescape(token, &bytes) && bytes.size() > kFingerprintBytes &&
      bytes.substr(0, kFingerprintBytes) == Fingerprint(query)) {
    return bytes.substr(kFingerprintBytes);
  }
  fields.Add("page_token", "is not a token of this query; start again from the first page");
  return "";
}

}  // namespace xinqiao::rpc
