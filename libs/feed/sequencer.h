// Numbers the events of a schema, log by log, without gaps.

#ifndef XINQIAO_LIBS_FEED_SEQUENCER_H_
#define XINQIAO_LIBS_FEED_SEQUENCER_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "libs/base/id_generator.h"
#include "libs/feed/outbox_floor.h"
#include "libs/pg/database.h"

namespace xinqiao::feed {

// Moves the oldest events above `floor`, a few batches of each log, from the
// outbox to the feed, and raises the floor. Several may run at once, each with
// a floor of its own: one works on a log at a time. Returns how many it moved.
absl::StatusOr<int64_t> SequenceOnce(pg::Database& database, IdGenerator& ids, OutboxFloor& floor);

// How long a sequencer that nobody wakes rests after a look that took so long.
std::chrono::nanoseconds RestAfter(std::chrono::nanoseconds look);

// A thread that sequences until it is destroyed. Every replica runs one.
class Sequencer {
 public:
  // `on_moved` is called after events got positions, from the thread.
  // `database`, `ids` and `floor`, which no other sequencer has, outlive the
  // sequencer.
  Sequencer(pg::Database& database, IdGenerator& ids, OutboxFloor& floor,
            std::function<void()> on_moved);
  ~Sequencer();

  // Says that a change was committed, so that nobody waits for the next poll.
  // Thread-safe.
  void Wake();

 private:
  void Work();

  pg::Database& database_;
  IdGenerator& ids_;
  OutboxFloor& floor_;
  const std::function<void()> on_moved_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;     // Guarded by mutex_.
  bool stopping_ = false;  // Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_SEQUENCER_H_
