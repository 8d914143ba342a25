#include "services/assessment/app/snapshotter.h"

#include <optional>
#include <utility>

#include "libs/base/call.h"
#include "libs/base/status_macros.h"

namespace xinqiao::assessment {

absl::Status Restore(SnapshotStore& store, const SnapshotFormat& format, Assessment& assessment) {
  const Call call{.deadline = CapDeadline(absl::InfiniteFuture())};
  ASSIGN_OR_RETURN(const std::optional<Snapshot> snapshot, store.Load(call));
  if (!snapshot.has_value()) return absl::OkStatus();
  const absl::StatusOr<std::vector<Fact>> facts = format.decode(snapshot->bytes);
  // It lacks what this version keeps; its cursors would skip that in the feeds.
  if (absl::IsFailedPrecondition(facts.status())) return absl::OkStatus();
  RETURN_IF_ERROR(facts.status());
  for (size_t i = 0; i < snapshot->cursors.size(); ++i) {
    RETURN_IF_ERROR(assessment.Apply(i == 0 ? *facts : std::vector<Fact>(), snapshot->cursors[i]));
  }
  return absl::OkStatus();
}

Snapshotter::Snapshotter(Deps deps) : deps_(std::move(deps)), thread_([this] { Work(); }) {}

Snapshotter::~Snapshotter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

absl::Status Snapshotter::Save() {
  const std::lock_guard lock(save_mutex_);
  Snapshot snapshot{.create_time = deps_.clock.Now()};
  bool changed = false;
  deps_.assessment.Read([&](const Model& model, const std::vector<feed::Cursor>& cursors) {
    changed = cursors != saved_;
    if (!changed) return;
    snapshot.cursors = cursors;
    snapshot.bytes = deps_.format.encode(model);
  });
  if (!changed) return absl::OkStatus();
  RETURN_IF_ERROR(deps_.store.Save({.deadline = CapDeadline(absl::InfiniteFuture())}, snapshot));
  saved_ = std::move(snapshot.cursors);
  return absl::OkStatus();
}

void Snapshotter::Work() {
  std::unique_lock lock(mutex_);
  bool last = false;
  while (!last) {
    changed_.wait_for(lock, absl::ToChronoMilliseconds(deps_.interval),
                      [this] { return stopping_; });
    last = stopping_;
    lock.unlock();
    // A failure is no loss: the feeds hold everything, and the next one is due.
    deps_.on_saved(Save());
    lock.lock();
  }
}

}  // namespace xinqiao::assessment
