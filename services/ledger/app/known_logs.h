// The logs of organizations, remembered: they never change.

#ifndef XINQIAO_SERVICES_LEDGER_APP_KNOWN_LOGS_H_
#define XINQIAO_SERVICES_LEDGER_APP_KNOWN_LOGS_H_

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/ledger/app/log_store.h"

namespace xinqiao::ledger {

// Keeps a write from asking the store. Thread-safe.
class KnownLogs {
 public:
  // `store` outlives the object.
  explicit KnownLogs(LogStore& store) : store_(store) {}

  // Does not ask the store.
  std::optional<std::string> Find(const std::string& organization_id) const;

  // Asks the store for what is not remembered; as LogStore::LogOf().
  absl::StatusOr<std::string> LogOf(const Call& call, absl::string_view field,
                                    const std::string& organization_id);

 private:
  LogStore& store_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::string> logs_;  // By organization. Guarded by mutex_.
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_KNOWN_LOGS_H_
