// Signed tree heads (C2SP tlog-checkpoint and signed-note).

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_CHECKPOINT_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_CHECKPOINT_H_

#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/ledger/domain/merkle.h"

namespace xinqiao::ledger {

// The key that a ledger signs its logs with.
struct LogKey {
  std::string public_key;  // Ed25519, 32 bytes.
  // The 64-byte signature of a message. Called from several threads.
  std::function<std::string(absl::string_view message)> sign;
};

// The first line of every checkpoint of a log, and the name of its key.
std::string OriginOf(absl::string_view log);

// What is signed: origin, size, and root in base64, one a line.
std::string CheckpointBody(absl::string_view origin, const Frontier& tree);

// The body, a blank line, and the signature line.
std::string SignedCheckpoint(absl::string_view origin, const Frontier& tree, const LogKey& key);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_CHECKPOINT_H_
