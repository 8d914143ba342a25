// The streams of WatchEvents.

#ifndef XINQIAO_LIBS_FEED_WATCHER_H_
#define XINQIAO_LIBS_FEED_WATCHER_H_

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "libs/feed/feed_reader.h"
#include "libs/rpc/executor.h"

namespace xinqiao::feed {

class Watcher;

// Every open stream of one feed, and the thread that wakes those at the head.
// Thread-safe. Destroy it after the server stopped: no stream is open then.
class Watchers {
 public:
  // At most so many streams are open at once.
  static constexpr size_t kOpenMax = 1000;

  // What a stream does to its call.
  struct Hooks {
    std::function<void(const grpc::Status&)> ended;  // Told once, at the end.
    std::function<void()> cancel;                    // Cuts the call off.
  };

  // `reader` and `executor` outlive the watchers.
  Watchers(FeedReader& reader, rpc::Executor& executor, std::string type_url);
  ~Watchers();

  // Starts a stream behind `after_position`. It owns itself. One too many ends
  // with RESOURCE_EXHAUSTED, TOO_MANY_STREAMS.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Watch(std::string log, int64_t after_position,
                                                    Hooks hooks);

  // Says that events were committed.
  void Wake();

  // Ends every stream with UNAVAILABLE, and any that comes later.
  void End();

 private:
  friend class Watcher;

  void Work();
  void Remove(Watcher* watcher);

  FeedReader& reader_;
  rpc::Executor& executor_;
  const std::string type_url_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<Watcher*> open_;  // Guarded by mutex_.
  bool woken_ = false;       // Guarded by mutex_.
  bool ended_ = false;       // Guarded by mutex_.
  bool stopping_ = false;    // Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_WATCHER_H_
