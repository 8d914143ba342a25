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

using std::chrono::nanoseconds;

constexpr int64_t kEventsPerBatch = 500;
// A look passes by all that waits, so it is made use of; but logs take turns.
constexpr int kBatchesPerLook = 40;
// Another replica's changes, and those whose wake-up was lost, wait this long.
constexpr nanoseconds kPoll = std::chrono::milliseconds(50);
constexpr nanoseconds kBackOff = std::chrono::milliseconds(500);
// A look passes by every event that is not committed yet, and long transactions
// leave many. So looking takes at most a tenth of the time, unless woken.
constexpr int kRestPerLook = 9;
constexpr nanoseconds kRestMax = std::chrono::seconds(1);

Call CallOfThread() { return {.deadline = CapDeadline(absl::InfiniteFuture())}; }

struct Look {
  std::vector<std::string> logs;  // In the order of their oldest events.
  OutboxFloor::Look shown;
};

absl::StatusOr<Look> LookAbove(pg::Database& database, int64_t floor_id) {
  return database.Read(CallOfThread(), [&](pqxx::transaction_base& tx) -> absl::StatusOr<Look> {
    const pqxx::result rows = tx.exec_params(sql::kListPendingLogs, floor_id);
    Look look{.shown = {.oldest_transaction = rows[0]["oldest_transaction"].as<int64_t>(),
                        .last_id = rows[0]["last_id"].as<int64_t>()}};
    if (rows[0]["log"].is_null()) return look;
    look.shown.oldest_id = rows[0]["oldest_id"].as<int64_t>();
    for (const pqxx::row& row : rows) look.logs.push_back(row["log"].as<std::string>());
    return look;
  });
}

absl::StatusOr<OutboxFloor::Mark> MarkOutbox(pg::Database& database) {
  using Marked = absl::StatusOr<OutboxFloor::Mark>;
  return database.Read(CallOfThread(), [](pqxx::transaction_base& tx) -> Marked {
    const pqxx::row row = tx.exec_params1(sql::kMarkOutbox);
    return OutboxFloor::Mark{.last_id = row["last_id"].as<int64_t>(),
                             .transaction = row["transaction"].as<int64_t>()};
  });
}

absl::StatusOr<int64_t> SequenceBatch(pg::Database& database, IdGenerator& ids,
                                      const std::string& log, int64_t floor_id) {
  return database.Transact(
      CallOfThread(), [&](pqxx::transaction_base& tx) -> absl::StatusOr<int64_t> {
        if (!tx.exec_params1(sql::kLockSequence, log)["locked"].as<bool>()) return 0;
        tx.exec_params0(sql::kOpenEpoch, log, ids.NewId());
        const pqxx::result moved =
            tx.exec_params(sql::kSequenceChanges, log, kEventsPerBatch, floor_id);
        return static_cast<int64_t>(moved.affected_rows());
      });
}

}  // namespace

absl::StatusOr<int64_t> SequenceOnce(pg::Database& database, IdGenerator& ids, OutboxFloor& floor) {
  ASSIGN_OR_RETURN(const Look look, LookAbove(database, floor.id()));
  if (floor.Pass(look.shown)) {
    ASSIGN_OR_RETURN(const OutboxFloor::Mark mark, MarkOutbox(database));
    floor.Set(mark);
  }
  int64_t total = 0;
  for (const std::string& log : look.logs) {
    for (int batch = 0; batch < kBatchesPerLook; ++batch) {
      ASSIGN_OR_RETURN(const int64_t moved, SequenceBatch(database, ids, log, floor.id()));
      total += moved;
      if (moved < kEventsPerBatch) break;
    }
  }
  return total;
}

nanoseconds RestAfter(nanoseconds look) { return std::clamp(look * kRestPerLook, kPoll, kRestMax); }

Sequencer::Sequencer(pg::Database& database, IdGenerator& ids, OutboxFloor& floor,
                     std::function<void()> on_moved)
    : database_(database),
      ids_(ids),
      floor_(floor),
      on_moved_(std::move(on_moved)),
      thread_([this] { Work(); }) {}

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
  using Clock = std::chrono::steady_clock;
  std::unique_lock lock(mutex_);
  nanoseconds wait = kPoll;
  while (!stopping_) {
    changed_.wait_for(lock, wait, [this] { return stopping_ || woken_; });
    woken_ = false;
    lock.unlock();
    const Clock::time_point start = Clock::now();
    const absl::StatusOr<int64_t> moved = SequenceOnce(database_, ids_, floor_);
    const nanoseconds taken = Clock::now() - start;
    if (!moved.ok()) {
      floor_.Forget();
      log::Warn("sequencer_failed", {{"error", moved.status().ToString()}});
    } else if (*moved > 0) {
      on_moved_();
    }
    lock.lock();
    woken_ = woken_ || (moved.ok() && *moved > 0);
    wait = moved.ok() ? RestAfter(taken) : kBackOff;
  }
}

}  // namespace xinqiao::feed
