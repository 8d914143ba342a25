#include "services/ledger/app/write_queue.h"

#include <variant>

#include "absl/strings/string_view.h"
#include "libs/base/error.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

// About what a draft takes in messages to the database.
size_t SizeBytes(const Draft& draft) {
  constexpr size_t kFixed = 1000;
  constexpr size_t kPerActor = 100;
  constexpr size_t kPerParticipant = 150;
  constexpr size_t kPerEvidence = 700;
  const auto* recording = std::get_if<Recording>(&draft.what);
  if (recording == nullptr) return kFixed;
  const ActivityFacts& facts = recording->activity.facts;
  return kFixed + facts.text.size() + kPerActor * facts.actors.size() +
         kPerParticipant * facts.participant_ids.size() + kPerEvidence * facts.evidence.size();
}

size_t SizeBytes(const std::vector<Draft>& drafts) {
  size_t bytes = 0;
  for (const Draft& draft : drafts) bytes += SizeBytes(draft);
  return bytes;
}

}  // namespace

QueuedUnit::QueuedUnit(Unit unit)
    : unit_(std::move(unit)),
      queued_(std::chrono::steady_clock::now()),
      size_bytes_(SizeBytes(unit_.drafts)) {
  unit_.call.deadline = CapDeadline(unit_.call.deadline);
}

absl::Duration QueuedUnit::Age() const {
  return absl::FromChrono(std::chrono::steady_clock::now() - queued_);
}

void QueuedUnit::Answer(UnitResult result) {
  if (!answered_.exchange(true)) unit_.done(std::move(result));
}

void QueuedUnit::AnswerAll(const absl::Status& status) {
  Answer(UnitResult(unit_.drafts.size(), status));
}

WriteQueue::WriteQueue(const Bounds& bounds)
    : bounds_(bounds), timer_([this] { AnswerExpired(); }) {}

WriteQueue::~WriteQueue() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  watched_changed_.notify_all();
  timer_.join();
}

absl::Status WriteQueue::Push(const std::string& log, Unit unit) {
  const auto queued = std::make_shared<QueuedUnit>(std::move(unit));
  bool earliest = false;
  bool ready = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queued_ + queued->drafts().size() > bounds_.queued_max) {
      return errors::QueueFull();
    }
    queued_ += queued->drafts().size();
    LogQueue& queue = logs_[log];
    queue.units.push_back(queued);
    watched_.insert({queued->deadline(), queued});
    earliest = watched_.begin()->second == queued;
    ready = !queue.busy;
    if (ready) {
      queue.busy = true;
      ready_.push_back(log);
    }
  }
  if (ready) ready_changed_.notify_one();
  if (earliest) watched_changed_.notify_one();
  return absl::OkStatus();
}

std::optional<WriteQueue::Taken> WriteQueue::Take() {
  std::unique_lock lock(mutex_);
  while (true) {
    ready_changed_.wait(lock, [this] { return stopping_ || !ready_.empty(); });
    if (ready_.empty()) return std::nullopt;
    Taken taken = {.log = std::move(ready_.front())};
    ready_.pop_front();
    LogQueue& queue = logs_[taken.log];
    taken.units = TakeFrom(queue);
    if (!taken.units.empty()) return taken;
    queue.busy = false;  // All that waited were too late.
  }
}

QueuedUnits WriteQueue::TakeFrom(LogQueue& queue) {
  QueuedUnits units;
  size_t drafts = 0;
  size_t bytes = 0;
  while (!queue.units.empty()) {
    std::shared_ptr<QueuedUnit>& next = queue.units.front();
    const size_t count = next->drafts().size();
    // The timer tells those whose deadline passed.
    if (!next->answered() && !next->Expired()) {
      if (!units.empty() && (drafts + count > bounds_.batch_max ||
                             bytes + next->size_bytes() > bounds_.batch_bytes_max)) {
        break;
      }
      drafts += count;
      bytes += next->size_bytes();
      units.push_back(std::move(next));
    }
    queue.units.pop_front();
    queued_ -= count;
  }
  return units;
}

void WriteQueue::Release(const std::string& log) {
  {
    const std::lock_guard lock(mutex_);
    LogQueue& queue = logs_[log];
    queue.busy = !queue.units.empty();
    if (!queue.busy) return;
    ready_.push_back(log);
  }
  ready_changed_.notify_one();
}

void WriteQueue::Forget(const QueuedUnits& units) {
  const std::lock_guard lock(mutex_);
  for (const auto& unit : units) watched_.erase({unit->deadline(), unit});
}

void WriteQueue::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ready_changed_.notify_all();
}

size_t WriteQueue::queued() const {
  const std::lock_guard lock(mutex_);
  return queued_;
}

void WriteQueue::AnswerExpired() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    if (watched_.empty()) {
      watched_changed_.wait(lock);
      continue;
    }
    const absl::Time next = watched_.begin()->first;
    if (Call{.deadline = next}.TimeLeft() > absl::ZeroDuration()) {
      watched_changed_.wait_until(lock, absl::ToChronoTime(next));
      continue;
    }
    const std::shared_ptr<QueuedUnit> late = watched_.begin()->second;
    watched_.erase(watched_.begin());
    lock.unlock();
    late->AnswerAll(
        MakeError(absl::StatusCode::kDeadlineExceeded, {errors::kDomain, "NOT_WRITTEN_IN_TIME"},
                  "the deadline passed; it may be recorded: retry with the same request_id"));
    lock.lock();
  }
}

}  // namespace xinqiao::ledger
