#include "libs/feed/sequencer.h"

#include <algorithm>
#include <chrono>
#include <pqxx/pqxx>
#include <vector>

#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/feed/queries.h"
#include "libs/log/log.h"

namespace xinqiao::feed {
namespace {

using Rest = std::chrono::steady_clock::duration;

constexpr int kEventsPerBatch = 500;
// Another replica's changes, and those whose wake-up was lost, wait this long.
constexpr Rest kPoll = std::chrono::milliseconds(50);
constexpr Rest kBackOff = std::chrono::milliseconds(500);
// A look passes by every event that is not committed yet, and long transactions
// leave many. So looking takes at most a tenth of the time, unless woken.
constexpr int kRestPerLook = 9;
constexpr Rest kRestMax = std::chrono::seconds(1);

Call CallOfThread() { return {.deadline = CapDeadline(absl::InfiniteFuture())}; }

absl::StatusOr<std::vector<std::string>> ListPendingLogs(pg::Database& database) {
  using Logs = absl::StatusOr<std::vector<std::string>>;
  return database.Read(CallOfThread(), [](pqxx::transaction_base& tx) -> Logs {
    std::vector<std::string> logs;
    for (const pqxx::row& row : tx.exec_params(sql::kListPendingLogs)) {
      logs.push_back(row["log"].as<std::string>());
    }
    return logs;
  });
}

absl::StatusOr<int64_t> SequenceBatch(pg::Database& database, IdGenerator& ids,
                                      const std::string& log) {
  return database.Transact(
      CallOfThread(), [&](pqxx::transaction_base& tx) -> absl::StatusOr<int64_t> {
        if (!tx.exec_params1(sql::kLockSequence, log)["locked"].as<bool>()) return 0;
        tx.exec_params0(sql::kOpenEpoch, log, ids.NewId());
        const pqxx::result moved = tx.exec_params(sql::kSequenceChanges, log, kEventsPerBatch);
        return static_cast<int64_t>(moved.affected_rows());
      });
}

}  // namespace

absl::StatusOr<int64_t> SequenceOnce(pg::Database& database, IdGenerator& ids) {
  ASSIGN_OR_RETURN(const std::vector<std::string> logs, ListPendingLogs(database));
  int64_t total = 0;
  for (const std::string& log : logs) {
    ASSIGN_OR_RETURN(const int64_t moved, SequenceBatch(database, ids, log));
    total += moved;
  }
  return total;
}

Sequencer::Sequencer(pg::Database& database, IdGenerator& ids, std::function<void()> on_moved)
    : database_(database), ids_(ids), on_moved_(std::move(on_moved)), thread_([this] { Work(); }) {}

Sequencer::~Sequencer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Sequencer::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Sequencer::Work() {
  std::unique_lock lock(mutex_);
  Rest wait = kPoll;
  while (!stopping_) {
    changed_.wait_for(lock, wait, [this] { return stopping_ || woken_; });
    woken_ = false;
    lock.unlock();
    const auto start = std::chrono::steady_clock::now();
    const absl::StatusOr<int64_t> moved = SequenceOnce(database_, ids_);
    const auto taken = std::chrono::steady_clock::now() - start;
    if (!moved.ok()) {
      log::Warn("sequencer_failed", {{"error", moved.status().ToString()}});
    } else if (*moved > 0) {
      on_moved_();
    }
    lock.lock();
    woken_ = woken_ || (moved.ok() && *moved > 0);
    wait = kBackOff;
    if (moved.ok()) wait = std::clamp(taken * kRestPerLook, kPoll, kRestMax);
  }
}

}  // namespace xinqiao::feed
