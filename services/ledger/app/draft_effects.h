// What a draft that becomes an entry changes. Pure.

#ifndef XINQIAO_SERVICES_LEDGER_APP_DRAFT_EFFECTS_H_
#define XINQIAO_SERVICES_LEDGER_APP_DRAFT_EFFECTS_H_

#include <cstdint>
#include <optional>

#include "services/ledger/app/entry_encoder.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/draft.h"

namespace xinqiao::ledger {

// A draft that becomes an entry.
struct TakenDraft {
  const Draft* draft = nullptr;
  EntryContext context;
  std::optional<RedactionRows> redaction;  // Of a Redaction.
  // As it is after the write, of a Voiding or a Redaction; that of a Recording is
  // in its draft.
  std::optional<Activity> activity;
};

// Changes the facts as the draft of `taken` does at `position`, so that the next
// ones find them changed, and fills in what else its entry says and its answer
// shows. The draft was admitted on those facts; `taken.context.algorithm` is that
// of the log.
void TakeEffect(int64_t position, AdmissionFacts& facts, TakenDraft& taken);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_DRAFT_EFFECTS_H_
