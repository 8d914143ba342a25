#include "services/ledger/app/batch_writer.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <variant>

#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

// Measures one stage after the other.
class Stopwatch {
 public:
  absl::Duration Lap() {
    const auto now = std::chrono::steady_clock::now();
    const absl::Duration lap = absl::FromChrono(now - last_);
    last_ = now;
    return lap;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

std::vector<DraftGroup> GroupsOf(absl::Span<const std::shared_ptr<QueuedUnit>> units) {
  std::vector<DraftGroup> groups;
  groups.reserve(units.size());
  for (const auto& unit : units) {
    groups.push_back({.drafts = unit->drafts(), .check_only = unit->check_only()});
  }
  return groups;
}

// The activity that a draft shows which is new: what was recorded, or what
// became of it.
std::optional<Activity> ActivityOf(const TakenDraft& taken) {
  if (const auto* recording = std::get_if<Recording>(&taken.draft->what)) {
    return recording->activity;
  }
  return taken.activity;
}

absl::Duration LongestAge(absl::Span<const std::shared_ptr<QueuedUnit>> units) {
  absl::Duration longest;
  for (const auto& unit : units) longest = std::max(longest, unit->Age());
  return longest;
}

}  // namespace

BatchWriter::BatchWriter(Deps deps, const Options& options)
    : deps_(std::move(deps)), options_(options), queue_(options.queue) {
  for (int i = 0; i < options.threads; ++i) threads_.emplace_back([this] { Work(); });
}

BatchWriter::~BatchWriter() {
  queue_.Stop();
  for (std::thread& thread : threads_) thread.join();
}

absl::Status BatchWriter::Submit(const std::string& log, Unit unit) {
  const absl::Status pushed = queue_.Push(log, std::move(unit));
  if (!pushed.ok()) deps_.observer.Refused(pushed);
  deps_.observer.Queued(queue_.queued());
  return pushed;
}

void BatchWriter::Work() {
  while (const std::optional<WriteQueue::Taken> taken = queue_.Take()) {
    deps_.observer.Queued(queue_.queued());
    std::vector<Part> parts;
    Write(taken->log, taken->units, parts);
    // The next batch begins while the callers of this one are answered.
    queue_.Release(taken->log);
    for (const Part& part : parts) Answer(taken->log, part);
    queue_.Forget(taken->units);
    deps_.observer.Answered(LongestAge(taken->units));
  }
}

void BatchWriter::Write(const std::string& log, Units units, std::vector<Part>& parts) {
  absl::StatusOr<Written> written = WriteOnce(log, units);
  if (absl::IsInternal(written.status()) && units.size() > 1) {
    // Something in it cannot be stored: whoever brought it hears so alone.
    Write(log, units.first(units.size() / 2), parts);
    Write(log, units.subspan(units.size() / 2), parts);
    return;
  }
  if (absl::IsInternal(written.status())) {
    deps_.observer.NotStorable(log, units.front()->drafts().front().request_id);
  }
  parts.push_back({.units = units, .written = std::move(written)});
}

absl::StatusOr<BatchWriter::Written> BatchWriter::WriteOnce(const std::string& log, Units units) {
  const Call call = {.deadline = CapDeadline(absl::InfiniteFuture(), kBatchTimeMax)};
  const std::vector<DraftGroup> groups = GroupsOf(units);
  const LogQuery query = {.asked_size = SizeOpened(log), .request_ids = RequestIdsOf(groups)};
  BatchFigures figures = {.drafts = query.request_ids.size(), .wait = LongestAge(units)};
  Stopwatch total;
  Written written;
  const absl::Status status =
      deps_.store.Write(call, log, query, [&](LogTransaction& transaction) -> absl::Status {
        figures.lock = total.Lap();
        ASSIGN_OR_RETURN(written, WriteIn(transaction, log, groups, figures));
        total.Lap();
        return absl::OkStatus();
      });
  RETURN_IF_ERROR(status);
  figures.commit = total.Lap();
  if (written.grown.has_value()) deps_.appended();
  deps_.observer.Wrote(figures);
  // If that fails the batch is durable all the same: who asks again finds out.
  if (written.size > 0) {
    RETURN_IF_ERROR(deps_.signed_heads.Put(log, written.size, written.checkpoint));
  }
  if (written.grown.has_value()) {
    // What this writer has just signed it need not verify.
    const NewBatch& batch = written.grown->batch;
    const std::lock_guard lock(mutex_);
    opened_[log] = {batch.checkpoint,
                    {.origin = OriginOf(log, batch.epoch_id, batch.tree.algorithm()),
                     .size = batch.tree.size(),
                     .root = batch.root}};
  }
  return written;
}

absl::StatusOr<BatchWriter::Written> BatchWriter::WriteIn(LogTransaction& transaction,
                                                          const std::string& log, Groups groups,
                                                          BatchFigures& figures) {
  Stopwatch stopwatch;
  ASSIGN_OR_RETURN(const LogState state, StateOf(transaction, log));
  ASSIGN_OR_RETURN(Found found, transaction.Find(WantedBy(groups)));
  const Wanted to_repeat = WantedToRepeat(found);
  if (!to_repeat.activity_ids.empty()) {
    ASSIGN_OR_RETURN(Found repeated, transaction.Find(to_repeat));
    found.facts.activities.merge(repeated.facts.activities);
  }
  const int64_t registry_position = found.registry_position;
  figures.facts = stopwatch.Lap();

  Written written = {.decisions = Decide(state, std::move(found), groups, options_.algorithm)};
  figures.entries = written.decisions.taken.size();
  if (written.decisions.taken.empty()) {
    if (state.head.has_value() && !state.halted) {
      written.size = state.head->tree.size();
      written.checkpoint = state.head->checkpoint;
    }
    return written;
  }
  ASSIGN_OR_RETURN(written.grown, Grow(state, written.decisions, registry_position, deps_.encode,
                                       deps_.key, [&](const std::vector<NodePlace>& places) {
                                         return transaction.Hashes(places);
                                       }));
  written.size = written.grown->batch.tree.size();
  written.checkpoint = written.grown->batch.checkpoint;
  figures.merkle = stopwatch.Lap();
  transaction.Append(written.grown->batch);
  figures.insert = stopwatch.Lap();
  return written;
}

int64_t BatchWriter::SizeOpened(const std::string& log) {
  const std::lock_guard lock(mutex_);
  const auto known = opened_.find(log);
  return known == opened_.end() ? 0 : known->second.second.size;
}

absl::StatusOr<LogState> BatchWriter::StateOf(LogTransaction& transaction, const std::string& log) {
  LogState state = {.log = log};
  const absl::StatusOr<std::optional<TreeHead>> kept = KeptHead(log, state.signed_last);
  if (!kept.ok()) {
    // What cannot be compared must not be signed over.
    NoteHalted(log, true);
    return errors::LogHalted(log);
  }
  state.head = transaction.Head(kept->has_value() ? (*kept)->size : 0);
  state.halted = kept->has_value() && !GoesOn(**kept, state.head, deps_.key.public_key);
  NoteHalted(log, state.halted);
  return state;
}

absl::StatusOr<std::optional<TreeHead>> BatchWriter::KeptHead(
    const std::string& log, std::optional<std::string>& checkpoint) {
  ASSIGN_OR_RETURN(checkpoint, deps_.signed_heads.Get(log));
  if (!checkpoint.has_value()) return std::nullopt;
  {
    const std::lock_guard lock(mutex_);
    const auto known = opened_.find(log);
    if (known != opened_.end() && known->second.first == *checkpoint) return known->second.second;
  }
  ASSIGN_OR_RETURN(TreeHead head, OpenCheckpoint(*checkpoint, deps_.key.public_key));
  const std::lock_guard lock(mutex_);
  opened_[log] = {*checkpoint, head};
  return head;
}

void BatchWriter::Answer(const std::string& log, const Part& part) {
  for (size_t i = 0; i < part.units.size(); ++i) {
    QueuedUnit& unit = *part.units[i];
    if (unit.answered()) continue;
    UnitResult result;
    for (size_t j = 0; j < unit.drafts().size(); ++j) {
      if (part.written.ok()) {
        result.push_back(AppendedBy(log, part.written->decisions.groups[i][j], *part.written));
      } else {
        result.emplace_back(part.written.status());
      }
      const absl::Status& status = result.back().status();
      if (!status.ok() && !absl::IsCancelled(status)) deps_.observer.Refused(status);
    }
    unit.Answer(std::move(result));
  }
}

absl::StatusOr<Appended> BatchWriter::AppendedBy(const std::string& log, const Decision& decision,
                                                 const Written& written) {
  RETURN_IF_ERROR(decision.status);
  Appended appended = {.repeated = decision.repeated};
  if (decision.taken.has_value()) {
    appended.receipt = ReceiptOf(log, *written.grown, *decision.taken);
    appended.activity = ActivityOf(written.decisions.taken[*decision.taken]);
    return appended;
  }
  const Call call = {.deadline = CapDeadline(absl::InfiniteFuture(), kBatchTimeMax)};
  ASSIGN_OR_RETURN(appended.receipt, deps_.store.GetReceipt(call, log, decision.kept->position,
                                                            decision.kept->tree_size));
  appended.activity = decision.activity;
  return appended;
}

void BatchWriter::NoteHalted(const std::string& log, bool halted) {
  {
    const std::lock_guard lock(mutex_);
    if (halted == (halted_.count(log) > 0)) return;
    if (halted) {
      halted_.insert(log);
    } else {
      halted_.erase(log);
    }
  }
  deps_.observer.Halted(log, halted);
}

}  // namespace xinqiao::ledger
