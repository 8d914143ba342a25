// The last tree that this ledger signed of each log, kept outside the database.

#ifndef XINQIAO_SERVICES_LEDGER_APP_SIGNED_HEADS_H_
#define XINQIAO_SERVICES_LEDGER_APP_SIGNED_HEADS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace xinqiao::ledger {

// A log never signs below the last tree it signed: a database that was restored
// to an earlier state would fork it. Thread-safe.
class SignedHeads {
 public:
  virtual ~SignedHeads() = default;

  // The newest checkpoint that was kept; nothing if none ever was.
  // FAILED_PRECONDITION if it cannot be read: the log must not sign then.
  virtual absl::StatusOr<std::optional<std::string>> Get(const std::string& log) = 0;

  // Keeps the checkpoint of `size`, unless a larger one of the same epoch is
  // kept. Called before any answer that shows it.
  virtual absl::Status Put(const std::string& log, int64_t size, const std::string& checkpoint) = 0;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_SIGNED_HEADS_H_
