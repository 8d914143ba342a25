// What the writer of logs tells whoever watches it.

#ifndef XINQIAO_SERVICES_LEDGER_APP_WRITE_OBSERVER_H_
#define XINQIAO_SERVICES_LEDGER_APP_WRITE_OBSERVER_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace xinqiao::ledger {

// One transaction.
struct BatchFigures {
  size_t drafts = 0;
  size_t entries = 0;
  absl::Duration wait;    // Of the draft that was queued first, until the transaction.
  absl::Duration lock;    // Until the log was held, and its head and requests read.
  absl::Duration facts;   // Reading what the drafts name.
  absl::Duration merkle;  // Rules, encoding, hashing, signing.
  absl::Duration insert;
  absl::Duration commit;
};

// Thread-safe; must not block.
class WriteObserver {
 public:
  virtual ~WriteObserver() = default;

  virtual void Wrote(const BatchFigures& figures) = 0;

  // A draft was refused, or could not be written.
  virtual void Refused(const absl::Status& status) = 0;

  // What could not be stored, though each of its drafts was tried alone: a mistake
  // of ours, or somebody's who found one. `request_id` is that of its first draft.
  virtual void NotStorable(const std::string& log, const std::string& request_id) = 0;

  // How many drafts wait.
  virtual void Queued(size_t drafts) = 0;

  // How long the unit of a batch that waited longest did, until its answer.
  virtual void Answered(absl::Duration longest) = 0;

  // A log was found halted, or no longer so. Called when that changes.
  virtual void Halted(const std::string& log, bool halted) = 0;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_WRITE_OBSERVER_H_
