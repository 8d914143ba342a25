// How far this process has applied the feeds it follows.

#ifndef XINQIAO_LIBS_FEED_POSITIONS_H_
#define XINQIAO_LIBS_FEED_POSITIONS_H_

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "libs/feed/cursor.h"

namespace xinqiao::feed {

// Set by followers; read by whoever waits for them. Thread-safe.
class Positions {
 public:
  void Set(const Cursor& cursor);

  // The cursor of a log; position 0 while nothing was applied.
  Cursor Get(const std::string& source, const std::string& log) const;

  // Every cursor, by source and log.
  std::vector<Cursor> All() const;

  // Waits until `position` of a log is applied; false at `deadline`.
  bool WaitFor(const std::string& source, const std::string& log, int64_t position,
               absl::Time deadline) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::pair<std::string, std::string>, Cursor> cursors_;  // Guarded by mutex_.
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_POSITIONS_H_
