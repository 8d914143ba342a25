// How entries become bytes: given by rpc/codec, so that no rule sees a message.

#ifndef XINQIAO_SERVICES_LEDGER_APP_ENTRY_ENCODER_H_
#define XINQIAO_SERVICES_LEDGER_APP_ENTRY_ENCODER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "services/ledger/domain/draft.h"
#include "services/ledger/domain/hash.h"

namespace xinqiao::ledger {

// What an entry says besides its draft: known only once the log is held.
struct EntryContext {
  HashAlgorithm algorithm = HashAlgorithm::kSha256;
  int64_t registry_position = 0;             // At admission.
  Statement before = Statement::kNone;       // Of a Stating.
  int64_t activity_position = 0;             // Of a Redaction.
  int participant_leaf = 0;                  // Of a Redaction with kParticipant.
  std::vector<int64_t> statement_positions;  // Likewise.
};

// A serialized xinqiao.ledger.v1.Event. Called from several threads.
using EntryEncoder = std::function<std::string(const Draft&, const EntryContext&)>;

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_ENTRY_ENCODER_H_
