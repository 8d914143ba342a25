#include "services/ledger/app/known_logs.h"

#include "libs/base/status_macros.h"

namespace xinqiao::ledger {
namespace {

// Some 50 MB. More than a province has; beyond that it is filled anew.
constexpr size_t kRememberedMax = 300'000;

}  // namespace

std::optional<std::string> KnownLogs::Find(const std::string& organization_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = logs_.find(organization_id);
  if (found == logs_.end()) return std::nullopt;
  return found->second;
}

absl::StatusOr<std::string> KnownLogs::LogOf(const Call& call, absl::string_view field,
                                             const std::string& organization_id) {
  if (std::optional<std::string> known = Find(organization_id)) return *std::move(known);
  ASSIGN_OR_RETURN(std::string log, store_.LogOf(call, field, organization_id));
  const std::lock_guard lock(mutex_);
  if (logs_.size() >= kRememberedMax) logs_.clear();
  logs_[organization_id] = log;
  return log;
}

}  // namespace xinqiao::ledger
