// Threads for work that waits.

#ifndef XINQIAO_LIBS_RPC_EXECUTOR_H_
#define XINQIAO_LIBS_RPC_EXECUTOR_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace xinqiao::rpc {

// Runs tasks on a fixed number of threads, with a bounded queue. Thread-safe.
// Its destructor runs what is queued, then joins.
class Executor {
 public:
  Executor(int threads, size_t queue_max);
  ~Executor();

  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // Queues `task`; false, without keeping it, when the queue is full.
  bool TryRun(std::function<void()> task);

 private:
  void Work();

  const size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;  // Guarded by mutex_.
  bool stopping_ = false;                    // Guarded by mutex_.
  std::vector<std::thread> threads_;
};

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_EXECUTOR_H_
