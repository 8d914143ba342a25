#include "services/wishes/feed/contacts_followers.h"

#include <chrono>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace xinqiao::wishes {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(200);

}  // namespace

ContactsFollowers::ContactsFollowers(Deps deps)
    : deps_(std::move(deps)), thread_([this] { Work(); }) {}

ContactsFollowers::~ContactsFollowers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ContactsFollowers::Work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    StartMissing();
    lock.lock();
    changed_.wait_for(lock, kPoll, [this] { return stopping_; });
  }
}

void ContactsFollowers::StartMissing() {
  // A database that does not answer is asked again; the sequencer logs it.
  const absl::StatusOr<std::vector<std::string>> logs = deps_.store.ListLogs();
  if (!logs.ok()) return;
  for (const std::string& log : *logs) {
    followers_.try_emplace(
        log, feed::Follower::Options{.source = "contacts", .log = log, .channel = deps_.channel},
        deps_.positions, deps_.sink);
  }
}

}  // namespace xinqiao::wishes
