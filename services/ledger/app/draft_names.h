// What drafts name, for the store to look up. Pure.

#ifndef XINQIAO_SERVICES_LEDGER_APP_DRAFT_NAMES_H_
#define XINQIAO_SERVICES_LEDGER_APP_DRAFT_NAMES_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/draft.h"

namespace xinqiao::ledger {

// Drafts that are decided together.
struct DraftGroup {
  absl::Span<const Draft> drafts;
  bool check_only = false;
};

// What the drafts name.
Wanted WantedBy(absl::Span<const DraftGroup> groups);

// The requests of the drafts, each once.
std::vector<std::string> RequestIdsOf(absl::Span<const DraftGroup> groups);

// The activity that the answer to a draft shows; "" if it shows none.
std::string ShownActivityIdOf(const Draft& draft);

// The activities that kept answers show and `found` has not told yet.
Wanted WantedToRepeat(const Found& found);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_DRAFT_NAMES_H_
