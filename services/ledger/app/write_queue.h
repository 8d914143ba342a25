// Units that wait for the writer of their log.

#ifndef XINQIAO_SERVICES_LEDGER_APP_WRITE_QUEUE_H_
#define XINQIAO_SERVICES_LEDGER_APP_WRITE_QUEUE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/ledger/app/log_writer.h"

namespace xinqiao::ledger {

// A unit that was accepted. Answered exactly once, by whoever comes first.
class QueuedUnit {
 public:
  explicit QueuedUnit(Unit unit);

  const std::vector<Draft>& drafts() const { return unit_.drafts; }
  bool check_only() const { return unit_.check_only; }
  absl::Time deadline() const { return unit_.call.deadline; }
  bool Expired() const { return unit_.call.TimeLeft() <= absl::ZeroDuration(); }
  size_t size_bytes() const { return size_bytes_; }
  absl::Duration Age() const;

  bool answered() const { return answered_; }
  // Does nothing if it is answered already.
  void Answer(UnitResult result);
  // The same answer to every draft.
  void AnswerAll(const absl::Status& status);

 private:
  Unit unit_;
  const std::chrono::steady_clock::time_point queued_;
  const size_t size_bytes_;
  std::atomic<bool> answered_ = false;
};

using QueuedUnits = std::vector<std::shared_ptr<QueuedUnit>>;

// Queues units by log, each log first in, first out, and gives a log to one
// taker at a time. A thread of its own answers units whose deadline passes, in
// the queue or later. Thread-safe.
class WriteQueue {
 public:
  struct Bounds {
    size_t queued_max = 10'000;        // Drafts that wait, of all logs together.
    size_t batch_max = 500;            // Drafts that are taken together;
    size_t batch_bytes_max = 4 << 20;  // a unit is never split.
  };

  explicit WriteQueue(const Bounds& bounds);
  ~WriteQueue();  // Stop() was called, and every taker has heard of it.

  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  // QUEUE_FULL when it is.
  absl::Status Push(const std::string& log, Unit unit);

  struct Taken {
    std::string log;
    QueuedUnits units;  // Not empty; nobody else's.
  };

  // Waits for the next units. Nothing after Stop() once all were taken.
  std::optional<Taken> Take();

  // Lets the log be taken again. The units of `taken` are watched on until they
  // are forgotten.
  void Release(const std::string& log);
  void Forget(const QueuedUnits& units);

  void Stop();

  size_t queued() const;  // Drafts that wait.

 private:
  struct LogQueue {
    std::deque<std::shared_ptr<QueuedUnit>> units;
    bool busy = false;  // Ready to be taken, or taken.
  };
  using Watched = std::set<std::pair<absl::Time, std::shared_ptr<QueuedUnit>>>;

  QueuedUnits TakeFrom(LogQueue& queue);
  void AnswerExpired();

  const Bounds bounds_;
  mutable std::mutex mutex_;
  std::condition_variable ready_changed_;
  std::condition_variable watched_changed_;
  // All guarded by mutex_.
  std::map<std::string, LogQueue> logs_;
  std::deque<std::string> ready_;  // Logs with units that nobody holds.
  Watched watched_;                // By deadline.
  size_t queued_ = 0;
  bool stopping_ = false;
  bool ended_ = false;
  std::thread timer_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_WRITE_QUEUE_H_
