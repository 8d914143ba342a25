// Activities by name, many at once.

#ifndef XINQIAO_SERVICES_LEDGER_APP_ACTIVITY_LOOKUP_H_
#define XINQIAO_SERVICES_LEDGER_APP_ACTIVITY_LOOKUP_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/domain/activity.h"

namespace xinqiao::ledger {

// Whoever asks while others are read waits, and is read together with all that
// wait by then: that answers twice as many as a statement for each. Nobody waits
// who asks alone. Thread-safe.
class ActivityLookup {
 public:
  // Reads under way at a time, and activities in each.
  static constexpr int kReadersMax = 2;
  static constexpr size_t kTogetherMax = 64;
  // Beyond that a call is OVERLOADED.
  static constexpr size_t kWaitingMax = 4096;

  using Done = std::function<void(absl::StatusOr<Activity>)>;
  // Runs a task on another thread; false, without running it, when too much waits.
  using Background = std::function<bool(std::function<void()> task)>;

  // `reads` outlives the lookup.
  ActivityLookup(LedgerReads& reads, Background background);
  // Waits for the tasks that it gave away: `background` runs them still.
  ~ActivityLookup();

  ActivityLookup(const ActivityLookup&) = delete;
  ActivityLookup& operator=(const ActivityLookup&) = delete;

  // ACTIVITY_UNKNOWN if the organization has no such activity. Answers through
  // `done`, once, on any thread, perhaps before it returns; does not block.
  void Get(const Call& call, ActivityName name, Done done);

 private:
  struct Waiting {
    absl::Time deadline;
    ActivityName name;
    Done done;
  };

  // Reads until nobody waits.
  void Drain();
  std::vector<Waiting> Take();
  void Read(const std::vector<Waiting>& together);

  LedgerReads& reads_;
  const Background background_;
  std::mutex mutex_;
  std::condition_variable idle_;
  std::vector<Waiting> waiting_;  // In order. Guarded by mutex_.
  int readers_ = 0;               // Drain()s under way. Guarded by mutex_.
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_ACTIVITY_LOOKUP_H_
