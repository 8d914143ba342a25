// Numbers the events of a schema, log by log, without gaps.

#ifndef XINQIAO_LIBS_FEED_SEQUENCER_H_
#define XINQIAO_LIBS_FEED_SEQUENCER_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "libs/base/id_generator.h"
#include "libs/pg/database.h"

namespace xinqiao::feed {

// Moves what is in the outbox now to the feed. Several may run at once: one
// works on a log at a time. Returns how many events it moved.
absl::StatusOr<int64_t> SequenceOnce(pg::Database& database, IdGenerator& ids);

// A thread that sequences until it is destroyed. Every replica runs one.
class Sequencer {
 public:
  // `on_moved` is called after events got positions, from the thread.
  // `database` and `ids` outlive the sequencer.
  Sequencer(pg::Database& database, IdGenerator& ids, std::function<void()> on_moved);
  ~Sequencer();

  // Says that a change was committed, so that nobody waits for the next poll.
  // Thread-safe.
  void Wake();

 private:
  void Work();

  pg::Database& database_;
  IdGenerator& ids_;
  const std::function<void()> on_moved_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;     // Guarded by mutex_.
  bool stopping_ = false;  // Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_SEQUENCER_H_
