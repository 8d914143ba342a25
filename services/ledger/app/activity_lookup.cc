#include "services/ledger/app/activity_lookup.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {

ActivityLookup::ActivityLookup(LedgerReads& reads, Background background)
    : reads_(reads), background_(std::move(background)) {}

ActivityLookup::~ActivityLookup() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return readers_ == 0; });
}

void ActivityLookup::Get(const Call& call, ActivityName name, Done done) {
  bool refused = false;
  bool begin = false;
  {
    const std::lock_guard lock(mutex_);
    refused = waiting_.size() >= kWaitingMax;
    if (!refused) {
      waiting_.push_back(
          {.deadline = call.deadline, .name = std::move(name), .done = std::move(done)});
      begin = readers_ < kReadersMax;
      if (begin) ++readers_;
    }
  }
  if (refused) return done(errors::QueueFull());
  if (!begin || background_([this] { Drain(); })) return;

  std::vector<Waiting> stranded;
  {
    const std::lock_guard lock(mutex_);
    // Another reader comes to them all.
    if (--readers_ > 0) return;
    stranded.swap(waiting_);
  }
  for (const Waiting& each : stranded) each.done(errors::QueueFull());
}

void ActivityLookup::Drain() {
  for (std::vector<Waiting> together = Take(); !together.empty(); together = Take()) {
    Read(together);
  }
}

std::vector<ActivityLookup::Waiting> ActivityLookup::Take() {
  const std::lock_guard lock(mutex_);
  const auto count = static_cast<ptrdiff_t>(std::min(waiting_.size(), kTogetherMax));
  std::vector<Waiting> together(std::make_move_iterator(waiting_.begin()),
                                std::make_move_iterator(waiting_.begin() + count));
  waiting_.erase(waiting_.begin(), waiting_.begin() + count);
  // The last that a reader does here: the lookup may end at once.
  if (together.empty() && --readers_ == 0) idle_.notify_all();
  return together;
}

void ActivityLookup::Read(const std::vector<Waiting>& together) {
  // As long as the most patient of them waits.
  Call call = {.deadline = absl::InfinitePast()};
  std::vector<ActivityName> names;
  names.reserve(together.size());
  for (const Waiting& each : together) {
    call.deadline = std::max(call.deadline, each.deadline);
    names.push_back(each.name);
  }
  absl::StatusOr<std::vector<std::optional<Activity>>> found = reads_.Get(call, names);
  for (size_t i = 0; i < together.size(); ++i) {
    const Waiting& each = together[i];
    if (!found.ok()) {
      each.done(found.status());
    } else if (!(*found)[i].has_value()) {
      each.done(errors::ActivityUnknown(each.name.activity_id));
    } else {
      each.done(*std::move((*found)[i]));
    }
  }
}

}  // namespace xinqiao::ledger
