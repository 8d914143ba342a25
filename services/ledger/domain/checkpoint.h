// Signed tree heads (C2SP tlog-checkpoint), and what witnesses sign of them
// (C2SP tlog-cosignature).

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_CHECKPOINT_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_CHECKPOINT_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ledger/domain/hash.h"
#include "services/ledger/domain/note.h"

namespace xinqiao::ledger {

// The key that a ledger signs its logs with.
struct LogKey {
  std::string public_key;  // Ed25519, 32 bytes.
  // The 64-byte signature of a message. Called from several threads.
  std::function<std::string(absl::string_view message)> sign;
};

// A tree as a checkpoint names it.
struct TreeHead {
  std::string origin;
  int64_t size = 0;
  std::string root;  // 32 bytes.

  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

// The first line of every checkpoint of an epoch, and the name of its key:
// xinqiao/ledger/{log}/{epoch}, with ledger-sm3 for SM3. A restored log has
// another origin, because its tree does not continue the old one.
std::string OriginOf(absl::string_view log, absl::string_view epoch, HashAlgorithm algorithm);

// What is signed: origin, size, and root in base64, one a line.
std::string CheckpointBody(const TreeHead& tree);

// INVALID_ARGUMENT unless `body` is what CheckpointBody() writes; lines after
// the third are taken and ignored.
absl::StatusOr<TreeHead> ParseCheckpointBody(absl::string_view body);

// The body, a blank line, and the signature line.
std::string SignedCheckpoint(const TreeHead& tree, const LogKey& key);

// The tree of a note that this ledger signed: INVALID_ARGUMENT unless it parses
// and a signature verifies with `public_key`.
absl::StatusOr<TreeHead> OpenCheckpoint(absl::string_view note, absl::string_view public_key);

// OK if `signature` is a witness's cosignature/v1 of `body` by `witness`;
// INVALID_ARGUMENT otherwise.
absl::Status CheckCosignature(absl::string_view body, const NoteSignature& signature,
                              const NoteKey& witness);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_CHECKPOINT_H_
