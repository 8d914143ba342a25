// Where assessment keeps its read model over a restart.

#ifndef XINQIAO_SERVICES_ASSESSMENT_APP_SNAPSHOT_STORE_H_
#define XINQIAO_SERVICES_ASSESSMENT_APP_SNAPSHOT_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/feed/cursor.h"

namespace xinqiao::assessment {

// The model as bytes, and how far each feed was applied to it.
struct Snapshot {
  std::string bytes;
  std::vector<feed::Cursor> cursors;
  absl::Time create_time;

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

// Keeps one snapshot at a time. Each method is one transaction. Thread-safe.
class SnapshotStore {
 public:
  virtual ~SnapshotStore() = default;

  // Replaces the snapshot: a reader sees the old one or the new one, whole.
  virtual absl::Status Save(const Call& call, const Snapshot& snapshot) = 0;

  // The snapshot, or nothing before the first. DATA_LOSS when its bytes are
  // not those that were saved.
  virtual absl::StatusOr<std::optional<Snapshot>> Load(const Call& call) = 0;
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_APP_SNAPSHOT_STORE_H_
