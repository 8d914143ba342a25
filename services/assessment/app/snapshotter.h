// Saves the read model from time to time.

#ifndef XINQIAO_SERVICES_ASSESSMENT_APP_SNAPSHOTTER_H_
#define XINQIAO_SERVICES_ASSESSMENT_APP_SNAPSHOTTER_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/assessment/app/assessment.h"
#include "services/assessment/app/snapshot_store.h"

namespace xinqiao::assessment {

// How a snapshot is written and read: the format belongs to feed/snapshot_codec.h.
struct SnapshotFormat {
  std::function<std::string(const Model&)> encode;
  std::function<absl::StatusOr<std::vector<Fact>>(const std::string&)> decode;
};

// Brings the last snapshot into `assessment`, which is empty. What it does not
// hold comes from the feeds: everything, when `decode` says that it is of another
// version (FAILED_PRECONDITION).
absl::Status Restore(SnapshotStore& store, const SnapshotFormat& format, Assessment& assessment);

// A thread that saves a snapshot every `interval` if anything was applied, and
// once more when it is destroyed.
class Snapshotter {
 public:
  struct Deps {
    const Assessment& assessment;
    SnapshotStore& store;
    SnapshotFormat format;
    const Clock& clock;
    absl::Duration interval;
    std::function<void(const absl::Status&)> on_saved;  // After each attempt.
  };

  // Everything in `deps` outlives the snapshotter.
  explicit Snapshotter(Deps deps);
  ~Snapshotter();

  // Saves now, unless nothing was applied since the last time. Called by the
  // thread, and by tests.
  absl::Status Save();

 private:
  void Work();

  const Deps deps_;
  std::vector<feed::Cursor> saved_;  // Of the last snapshot. Used under save_mutex_.
  std::mutex save_mutex_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;  // Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_APP_SNAPSHOTTER_H_
