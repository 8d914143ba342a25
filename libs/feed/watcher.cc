#include "libs/feed/watcher.h"

#include <chrono>
#include <map>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/base/error.h"
#include "libs/feed/feed_codec.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"

namespace xinqiao::feed {
namespace {

// Another replica's commits, and lost wake-ups, are seen this late.
constexpr auto kPoll = std::chrono::milliseconds(25);
constexpr absl::Duration kHeartbeat = absl::Seconds(2);
constexpr absl::Duration kLaggard = absl::Seconds(30);
// How long a laggard has to take its status before it is cut off.
constexpr absl::Duration kGrace = absl::Seconds(10);

grpc::Status Stopping() {
  return rpc::ToGrpcStatus(MakeError(absl::StatusCode::kUnavailable, {"feed.xinqiao", "STOPPING"},
                                     "the service is stopping; watch again"));
}

grpc::Status TooManyStreams() {
  return rpc::ToGrpcStatus(MakeError(absl::StatusCode::kResourceExhausted,
                                     {"feed.xinqiao", "TOO_MANY_STREAMS"},
                                     "too many streams are open; retry with back-off"));
}

}  // namespace

// One stream. Either a read is scheduled on the executor, or a write is under
// way, or it idles at the head until Tick() schedules the next read.
class Watcher final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  Watcher(Watchers& watchers, std::string log, int64_t position, Watchers::Hooks hooks)
      : watchers_(watchers), log_(std::move(log)), position_(position), hooks_(std::move(hooks)) {}

  const std::string& log() const { return log_; }

  // Schedules a read if the stream idles and the log went on or a heartbeat is
  // due; ends a stream whose client takes nothing.
  void Tick(int64_t head) {
    bool lags = false;
    {
      const std::lock_guard lock(mutex_);
      const absl::Duration since_write = absl::Now() - last_write_;
      if (finished_) {
        // The status waits behind a message that the client does not take.
        if (writing_ && since_write >= kLaggard + kGrace) hooks_.cancel();
        return;
      }
      lags = writing_ && since_write >= kLaggard;
      if (!lags && (!idle_ || (head == position_ && since_write < kHeartbeat))) return;
      if (!lags) idle_ = false;
    }
    if (lags) {
      End(rpc::ToGrpcStatus(MakeError(absl::StatusCode::kResourceExhausted,
                                      {"feed.xinqiao", "LAGGARD"},
                                      "nothing was read from the stream for 30 seconds")));
    } else {
      Schedule();
    }
  }

  void Schedule() {
    if (!watchers_.executor_.TryRun([this] { ReadAndWrite(); })) GoIdle();
  }

  // Finishes now, or leaves it to the read that is under way.
  void End(const grpc::Status& status) {
    {
      const std::lock_guard lock(mutex_);
      if (finished_) return;
      finished_ = true;
      status_ = status;
      if (!idle_ && !writing_) return;
    }
    Finish(status);
  }

  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      writing_ = false;
      if (finished_) return;
      idle_ = !ok;
    }
    if (ok) {
      Schedule();
    } else {
      End(grpc::Status::CANCELLED);
    }
  }

  void OnCancel() override { End(grpc::Status::CANCELLED); }

  void OnDone() override {
    watchers_.Remove(this);
    hooks_.ended(status_);
    delete this;
  }

 private:
  void GoIdle() {
    {
      const std::lock_guard lock(mutex_);
      idle_ = true;
      if (!finished_) return;
    }
    Finish(status_);
  }

  void ReadAndWrite() {
    const Call call{.deadline = CapDeadline(absl::InfiniteFuture())};
    absl::StatusOr<v1::WatchEventsResponse> response = Read(call);
    std::unique_lock lock(mutex_);
    if (finished_) {
      lock.unlock();
      return Finish(status_);
    }
    if (!response.ok()) {
      finished_ = true;
      status_ = rpc::ToGrpcStatus(response.status());
      lock.unlock();
      return Finish(status_);
    }
    const absl::Time now = absl::Now();
    if (response->events().empty() && now - last_write_ < kHeartbeat) {
      idle_ = true;
      return;
    }
    if (!response->events().empty()) {
      position_ = response->events(response->events_size() - 1).position();
    }
    last_write_ = now;
    writing_ = true;
    message_ = rpc::ToByteBuffer(response->SerializeAsString());
    StartWrite(&message_);
  }

  absl::StatusOr<v1::WatchEventsResponse> Read(const Call& call) {
    // The head first: what is listed is then at or below a head that some
    // answer has shown, or shows next.
    const absl::StatusOr<Head> head = watchers_.reader_.GetHead(call, log_);
    if (!head.ok()) return head.status();
    const absl::Status beyond = CheckNotBeyond(*head, position_);
    if (!beyond.ok()) return beyond;
    v1::WatchEventsResponse response;
    *response.mutable_head() = Encode(log_, *head);
    if (head->position == position_) return response;
    auto events = watchers_.reader_.List(call, log_, position_, FeedReader::kEventsMax);
    if (!events.ok()) return events.status();
    for (StoredEvent& event : *events) {
      *response.add_events() = Encode(std::move(event), watchers_.type_url_);
    }
    return response;
  }

  Watchers& watchers_;
  const std::string log_;
  int64_t position_;  // Of the read that is under way, or the next.
  const Watchers::Hooks hooks_;
  grpc::ByteBuffer message_;

  std::mutex mutex_;
  bool idle_ = false;                             // Guarded by mutex_.
  bool writing_ = false;                          // Guarded by mutex_.
  bool finished_ = false;                         // Guarded by mutex_.
  grpc::Status status_;                           // Guarded by mutex_ until finished_.
  absl::Time last_write_ = absl::InfinitePast();  // Guarded by mutex_.
};

Watchers::Watchers(FeedReader& reader, rpc::Executor& executor, std::string type_url)
    : reader_(reader),
      executor_(executor),
      type_url_(std::move(type_url)),
      thread_([this] { Work(); }) {}

Watchers::~Watchers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* Watchers::Watch(std::string log, int64_t after_position,
                                                            Hooks hooks) {
  auto* watcher = new Watcher(*this, std::move(log), after_position, std::move(hooks));
  bool stopping = false;
  bool crowded = false;
  {
    const std::lock_guard lock(mutex_);
    crowded = open_.size() >= kOpenMax;
    open_.insert(watcher);
    stopping = ended_;
  }
  watcher->Schedule();
  if (stopping) {
    watcher->End(Stopping());
  } else if (crowded) {
    watcher->End(TooManyStreams());
  }
  return watcher;
}

void Watchers::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Watchers::End() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  for (Watcher* watcher : open_) watcher->End(Stopping());
}

void Watchers::Remove(Watcher* watcher) {
  const std::lock_guard lock(mutex_);
  open_.erase(watcher);
}

void Watchers::Work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, kPoll, [this] { return stopping_ || woken_; });
    woken_ = false;
    std::map<std::string, int64_t> heads;
    for (const Watcher* watcher : open_) heads.emplace(watcher->log(), 0);
    lock.unlock();
    for (auto& [log, position] : heads) {
      const auto head = reader_.GetHead({.deadline = CapDeadline(absl::InfiniteFuture())}, log);
      // A stream that is scheduled for -1 reads, and reports the error itself.
      position = head.ok() ? head->position : -1;
    }
    lock.lock();
    for (Watcher* watcher : open_) {
      const auto head = heads.find(watcher->log());
      if (head != heads.end()) watcher->Tick(head->second);
    }
  }
}

}  // namespace xinqiao::feed
