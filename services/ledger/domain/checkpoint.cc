#include "services/ledger/domain/checkpoint.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/crypto/signature.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kTimeBytes = 8;
constexpr char kCosignature = '\x04';

// The key of a log: its name is the origin.
NoteKey KeyOf(absl::string_view origin, absl::string_view public_key) {
  return {.name = std::string(origin), .type = '\x01', .public_key = std::string(public_key)};
}

uint64_t BigEndian(absl::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

std::string OriginOf(absl::string_view log, absl::string_view epoch, HashAlgorithm algorithm) {
  return absl::StrCat("xinqiao/", algorithm == HashAlgorithm::kSm3 ? "ledger-sm3" : "ledger", "/",
                      log, "/", epoch);
}

std::string CheckpointBody(const TreeHead& tree) {
  return absl::StrCat(tree.origin, "\n", tree.size, "\n", absl::Base64Escape(tree.root), "\n");
}

absl::StatusOr<TreeHead> ParseCheckpointBody(absl::string_view body) {
  if (!absl::ConsumeSuffix(&body, "\n")) {
    return absl::InvalidArgumentError("the last line must end with a line feed");
  }
  const std::vector<std::string> lines = absl::StrSplit(body, '\n');
  if (lines.size() < 3) return absl::InvalidArgumentError("a checkpoint has three lines");
  for (const std::string& line : lines) {
    if (line.empty()) return absl::InvalidArgumentError("a line is empty");
  }
  TreeHead tree = {.origin = lines[0]};
  if (!absl::SimpleAtoi(lines[1], &tree.size) || tree.size < 0 ||
      absl::StrCat(tree.size) != lines[1]) {
    return absl::InvalidArgumentError("line 2: not the size of a tree");
  }
  if (!absl::Base64Unescape(lines[2], &tree.root) || tree.root.size() != kHashBytes ||
      absl::Base64Escape(tree.root) != lines[2]) {
    return absl::InvalidArgumentError("line 3: not a root of 32 bytes in base64");
  }
  return tree;
}

std::string SignedCheckpoint(const TreeHead& tree, const LogKey& key) {
  const std::string body = CheckpointBody(tree);
  return FormatNote({.text = body,
                     .signatures = {{.name = tree.origin,
                                     .key_id = KeyOf(tree.origin, key.public_key).Id(),
                                     .signature = key.sign(body)}}});
}

absl::StatusOr<TreeHead> OpenCheckpoint(absl::string_view note, absl::string_view public_key) {
  ASSIGN_OR_RETURN(const Note parsed, ParseNote(note));
  ASSIGN_OR_RETURN(TreeHead tree, ParseCheckpointBody(parsed.text));
  const std::string key_id = KeyOf(tree.origin, public_key).Id();
  for (const NoteSignature& signature : parsed.signatures) {
    if (signature.name == tree.origin && signature.key_id == key_id &&
        crypto::Verify(public_key, parsed.text, signature.signature)) {
      return tree;
    }
  }
  return absl::InvalidArgumentError("the key of the log did not sign this");
}

absl::Status CheckCosignature(absl::string_view body, const NoteSignature& signature,
                              const NoteKey& witness) {
  if (witness.type != kCosignature || signature.name != witness.name ||
      signature.key_id != witness.Id()) {
    return errors::CosignatureWrong("not by the key of that witness");
  }
  if (signature.signature.size() <= kTimeBytes) {
    return errors::CosignatureWrong("wanted are a time of 8 bytes and a signature");
  }
  const absl::string_view bytes = signature.signature;
  const std::string message =
      absl::StrCat("cosignature/v1\ntime ", BigEndian(bytes.substr(0, kTimeBytes)), "\n", body);
  if (!crypto::Verify(witness.public_key, message, bytes.substr(kTimeBytes))) {
    return errors::CosignatureWrong("the signature does not verify");
  }
  return absl::OkStatus();
}

}  // namespace xinqiao::ledger
