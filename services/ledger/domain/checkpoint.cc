#include "services/ledger/domain/checkpoint.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/crypto/hash.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kKeyIdBytes = 4;
// The signature type of Ed25519 in signed notes.
constexpr absl::string_view kEd25519 = "\x01";

std::string KeyId(absl::string_view name, absl::string_view public_key) {
  return crypto::Sha256(absl::StrCat(name, "\n", kEd25519, public_key)).substr(0, kKeyIdBytes);
}

}  // namespace

std::string OriginOf(absl::string_view log) { return absl::StrCat("xinqiao/ledger/", log); }

std::string CheckpointBody(absl::string_view origin, const Frontier& tree) {
  return absl::StrCat(origin, "\n", tree.size(), "\n", absl::Base64Escape(tree.Root()), "\n");
}

std::string SignedCheckpoint(absl::string_view origin, const Frontier& tree, const LogKey& key) {
  const std::string body = CheckpointBody(origin, tree);
  const std::string signature =
      absl::Base64Escape(absl::StrCat(KeyId(origin, key.public_key), key.sign(body)));
  return absl::StrCat(body, "\n— ", origin, " ", signature, "\n");
}

}  // namespace xinqiao::ledger
