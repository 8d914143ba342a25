// Entries of logs: their bytes are stored and hashed as they are made here.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_ENTRY_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_ENTRY_CODEC_H_

#include <string>

#include "services/ledger/app/entry_encoder.h"
#include "services/ledger/domain/draft.h"
#include "xinqiao/ledger/v1/event.pb.h"

namespace xinqiao::ledger {

v1::Event EventOf(const Draft& draft, const EntryContext& context);

// An EntryEncoder.
std::string EncodeEntry(const Draft& draft, const EntryContext& context);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_ENTRY_CODEC_H_
