#include "services/ledger/app/log_state.h"

#include "absl/status/statusor.h"

namespace xinqiao::ledger {

bool GoesOn(const TreeHead& kept, const std::optional<LogHead>& head,
            absl::string_view public_key) {
  if (!head.has_value()) return false;
  if (head->tree.size() >= kept.size && head->root_at_asked_size == kept.root) return true;
  if (head->begun_after.empty()) return false;
  const absl::StatusOr<TreeHead> lost = OpenCheckpoint(head->begun_after, public_key);
  return lost.ok() && lost->origin == kept.origin && kept.size <= lost->size;
}

}  // namespace xinqiao::ledger
