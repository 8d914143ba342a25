// What becomes of each draft of a batch. Pure.

#ifndef XINQIAO_SERVICES_LEDGER_APP_BATCH_DECISIONS_H_
#define XINQIAO_SERVICES_LEDGER_APP_BATCH_DECISIONS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/ledger/app/draft_effects.h"
#include "services/ledger/app/draft_names.h"
#include "services/ledger/app/log_state.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/draft.h"
#include "services/ledger/domain/log.h"

namespace xinqiao::ledger {

// What becomes of one draft: refused, appended, or answered as before.
struct Decision {
  absl::Status status;
  std::optional<size_t> taken;       // Which of the taken holds it.
  std::optional<KeptRequest> kept;   // If an earlier batch had appended it.
  std::optional<Activity> activity;  // To show with `kept`.
  bool repeated = false;             // Another draft had appended it.
};

struct Decisions {
  std::vector<std::vector<Decision>> groups;  // As the drafts.
  std::vector<TakenDraft> taken;              // In order.
  Epoch epoch;                                // In which they are appended.
  bool epoch_is_new = false;                  // The first of the taken begins it.
  std::string begun_after;                    // If so; see LogHead.
};

// Decides each draft in order: what is taken changes what the next ones find.
//
// - A request that was appended before is answered as before, or
//   REQUEST_ID_REUSED if its digest is another one.
// - While the log is halted everything but an EpochStart is LOG_HALTED, and an
//   EpochStart is LOG_NOT_HALTED otherwise.
// - The rest is CheckAdmission()'s. If one draft of a group is refused, or the
//   group is only to be checked, the others of it are CANCELLED.
//
// `algorithm` is that of a log that begins here.
Decisions Decide(const LogState& state, Found found, absl::Span<const DraftGroup> groups,
                 HashAlgorithm algorithm);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_BATCH_DECISIONS_H_
