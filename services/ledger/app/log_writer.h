// Merges concurrent writes of a log into batches.

#ifndef XINQIAO_SERVICES_LEDGER_APP_LOG_WRITER_H_
#define XINQIAO_SERVICES_LEDGER_APP_LOG_WRITER_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/draft.h"
#include "services/ledger/domain/log.h"

namespace xinqiao::ledger {

// What became of a draft. What else an answer tells, as its time, stands in the
// entry of the receipt.
struct Appended {
  Receipt receipt;
  // As it is after the write, of what is about one; for a retry as it was then,
  // without what has been erased since.
  std::optional<Activity> activity;
  bool repeated = false;  // An earlier call had appended it.
};

// What became of each draft of a unit; either all are Appended or none. CANCELLED
// for those that would have been taken, but for others or `check_only`.
using UnitResult = std::vector<absl::StatusOr<Appended>>;

// Drafts that are taken all or none, at most 500.
struct Unit {
  Call call;
  std::vector<Draft> drafts;
  // Say of each draft whether it would be taken, and take none.
  bool check_only = false;
  std::function<void(UnitResult)> done;  // Once; on a writer's thread; must not block.
};

class LogWriter {
 public:
  virtual ~LogWriter() = default;

  // Queues a unit for a log. RESOURCE_EXHAUSTED, QUEUE_FULL, without taking it,
  // when too much waits. Each unit is answered when it is durable or refused, or
  // its deadline has passed: DEADLINE_EXCEEDED, it may be recorded then.
  virtual absl::Status Submit(const std::string& log, Unit unit) = 0;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_LOG_WRITER_H_
