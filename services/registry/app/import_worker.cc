#include "services/registry/app/import_worker.h"

#include <chrono>

#include "services/registry/app/imports.h"

namespace xinqiao::registry {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(500);
constexpr absl::Duration kExpiryInterval = absl::Minutes(1);
constexpr absl::Duration kRowsKept = absl::Hours(24);
constexpr absl::Duration kImportsKept = absl::Hours(24 * 30);

}  // namespace

ImportWorker::ImportWorker(const Deps& deps) : deps_(deps), thread_([this] { Work(); }) {}

ImportWorker::~ImportWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ImportWorker::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void ImportWorker::Work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    ExpireIfDue();
    // An error is logged where it is made, and what failed is tried again.
    const bool more = deps_.jobs.WorkOnOne(deps_.clock.Now()).value_or(false);
    lock.lock();
    if (more) continue;
    changed_.wait_for(lock, kPoll, [this] { return stopping_ || woken_; });
    woken_ = false;
  }
}

void ImportWorker::ExpireIfDue() {
  const absl::Time real_time = deps_.real_clock.Now();
  if (real_time < next_expiry_) return;
  next_expiry_ = real_time + kExpiryInterval;
  const absl::Time now = deps_.clock.Now();
  deps_.jobs
      .Expire({.receiving = real_time - kUploadSilenceMax,
               .rows = now - kRowsKept,
               .imports = now - kImportsKept})
      .IgnoreError();
}

}  // namespace xinqiao::registry
