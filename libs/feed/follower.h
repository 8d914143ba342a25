// Follows one log of another service.

#ifndef XINQIAO_LIBS_FEED_FOLLOWER_H_
#define XINQIAO_LIBS_FEED_FOLLOWER_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <prometheus/gauge.h>

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/feed/cursor.h"
#include "libs/feed/positions.h"
#include "xinqiao/feed/v1/feed.pb.h"

namespace xinqiao::feed {

// Gets what a follower pulled. One follower calls it from one thread.
class Sink {
 public:
  virtual ~Sink() = default;

  // Applies whole changes and moves the cursor from `from` to `to`, both or
  // neither. Reason CURSOR_MOVED when another replica was faster; any other
  // error is tried again.
  virtual absl::Status Apply(const Cursor& from, const Cursor& to,
                             absl::Span<const v1::Event> events) = 0;

  // The cursor as it stands in storage.
  virtual absl::StatusOr<Cursor> Load(const std::string& source, const std::string& log) = 0;
};

// A thread that watches a log from its cursor on, and reconnects by itself.
//
// It hands over whole changes, in order, each exactly once in effect, and only
// after the other feeds of this process have reached the positions that the
// change was admitted at. When the log has another epoch than the cursor, or a
// head below it, the follower says so and stops: the owner lost its history,
// and what was applied must be rebuilt.
class Follower {
 public:
  struct Options {
    std::string source;  // "registry"
    std::string log;
    std::shared_ptr<grpc::Channel> channel;
  };

  // `positions` and `sink` outlive the follower.
  Follower(Options options, Positions& positions, Sink& sink);

  // Stops within a second.
  ~Follower();

 private:
  void Work();
  // Watches once; returns why the stream ended.
  absl::Status WatchOnce();
  absl::Status ApplyReady(std::vector<v1::Event>& waiting, const std::string& epoch);
  bool Stopping() const;
  // False when asked to stop while waiting.
  bool WaitUntilAdmissible(const v1::Event& event) const;

  const Options options_;
  Positions& positions_;
  Sink& sink_;
  prometheus::Gauge& position_gauge_;
  prometheus::Gauge& failing_gauge_;
  Cursor cursor_;  // Of the thread.
  mutable std::mutex mutex_;
  bool stopping_ = false;                   // Guarded by mutex_.
  grpc::ClientContext* context_ = nullptr;  // The running stream's. Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_FOLLOWER_H_
