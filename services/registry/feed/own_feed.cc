#include "services/registry/feed/own_feed.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "libs/feed/unread.h"
#include "services/registry/feed/tree_codec.h"

namespace xinqiao::registry {
namespace {

// Another replica's changes, and those whose wake-up was lost, wait this long.
constexpr auto kPoll = std::chrono::milliseconds(50);
constexpr auto kBackOff = std::chrono::milliseconds(500);
// About as many as an answer of the reader holds.
constexpr int kEventsPerRead = 4096;

Call CallOfThread() { return {.deadline = CapDeadline(absl::InfiniteFuture())}; }

// DATA_LOSS is final; every other error is of the moment.
absl::Status HistoryLost(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("registry's feed: ", what));
}

absl::Status CheckHead(const feed::Cursor& cursor, const feed::Head& head) {
  if (!cursor.epoch.empty() && head.epoch != cursor.epoch) {
    return HistoryLost(absl::StrCat("epoch ", head.epoch, " came after ", cursor.epoch));
  }
  if (head.position < cursor.position) {
    return HistoryLost(absl::StrCat("the head ", head.position, " is below ", cursor.position));
  }
  return absl::OkStatus();
}

}  // namespace

OwnFeed::OwnFeed(Deps deps)
    : deps_(std::move(deps)), cursor_{.source = kSource, .log = kLog}, thread_([this] {
        Work();
      }) {}

OwnFeed::~OwnFeed() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void OwnFeed::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

absl::Status OwnFeed::CatchUp(absl::Time deadline) {
  std::unique_lock lock(mutex_);
  const auto decided = [this] { return caught_up_ || !halted_.ok(); };
  if (!changed_.wait_until(lock, absl::ToChronoTime(deadline), decided)) {
    return absl::DeadlineExceededError("the tree is not caught up with registry's feed");
  }
  return halted_;
}

void OwnFeed::Work() {
  while (!Stopping()) {
    const absl::Status status = FollowOnce();
    if (absl::IsDataLoss(status)) return Halt(status);
    std::unique_lock lock(mutex_);
    if (status.ok() && !caught_up_) {
      caught_up_ = true;
      changed_.notify_all();
    }
    // After an error a wake-up does not shorten the pause.
    changed_.wait_for(lock, status.ok() ? kPoll : kBackOff,
                      [&] { return stopping_ || (woken_ && status.ok()); });
    woken_ = false;
  }
}

absl::Status OwnFeed::FollowOnce() {
  ASSIGN_OR_RETURN(const feed::Head head, deps_.reader.GetHead(CallOfThread(), kLog));
  RETURN_IF_ERROR(CheckHead(cursor_, head));
  while (cursor_.position + static_cast<int64_t>(waiting_.size()) < head.position) {
    if (Stopping()) return absl::CancelledError("stopping");
    const int64_t after = waiting_.empty() ? cursor_.position : waiting_.back().position;
    ASSIGN_OR_RETURN(std::vector<feed::StoredEvent> events,
                     deps_.reader.List(CallOfThread(), kLog, after, kEventsPerRead));
    if (events.empty()) return HistoryLost(absl::StrCat("nothing follows ", after));
    for (feed::StoredEvent& event : events) {
      const int64_t expected = cursor_.position + static_cast<int64_t>(waiting_.size()) + 1;
      if (event.position != expected || event.change_count < 1) {
        return HistoryLost(absl::StrCat("a gap at ", expected));
      }
      waiting_.push_back(std::move(event));
    }
    RETURN_IF_ERROR(ApplyReady(head.epoch));
  }
  return absl::OkStatus();
}

absl::Status OwnFeed::ApplyReady(const std::string& epoch) {
  size_t done = 0;
  while (done < waiting_.size()) {
    const auto count = static_cast<size_t>(waiting_[done].change_count);
    if (waiting_.size() - done < count) break;
    FeedChange change;
    for (size_t i = 0; i < count; ++i) {
      const feed::StoredEvent& event = waiting_[done + i];
      if (event.change_id != waiting_[done].change_id ||
          event.change_index != static_cast<int>(i)) {
        return HistoryLost(absl::StrCat("at ", event.position, ": a change is not whole"));
      }
      if (const absl::Status added = AddEvent(event.payload, change); !added.ok()) {
        return HistoryLost(absl::StrCat("at ", event.position, ": ", added.message()));
      }
    }
    const int64_t position = waiting_[done + count - 1].position;
    absl::Status applied = deps_.tree.Apply(change.tree);
    if (applied.ok()) applied = deps_.book.Apply(change.book);
    if (!applied.ok()) {
      return HistoryLost(absl::StrCat("at ", position, ": ", applied.message()));
    }
    for (const Unread& unread : change.unread) {
      feed::ReportUnread(kSource, unread.name, unread.why);
    }
    cursor_.epoch = epoch;
    cursor_.position = position;
    done += count;
    // Whoever waits for a position sees at least all of its change.
    deps_.positions.Set(cursor_);
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
  return absl::OkStatus();
}

bool OwnFeed::Stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void OwnFeed::Halt(const absl::Status& why) {
  deps_.positions.Set({.source = kSource, .log = kLog});
  deps_.on_halted(why);
  {
    const std::lock_guard lock(mutex_);
    halted_ = why;
  }
  changed_.notify_all();
}

}  // namespace xinqiao::registry
