#include "services/ledger/app/batch_decisions.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "libs/base/request_id.h"
#include "libs/calendar/day.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

// Decides one draft after the other.
class Decider {
 public:
  Decider(const LogState& state, Found found, HashAlgorithm algorithm)
      : state_(state), found_(std::move(found)), halted_(state.halted) {
    if (state.head.has_value()) {
      decisions_.epoch = state.head->epoch;
      size_ = state.head->tree.size();
    } else {
      decisions_.epoch.algorithm = algorithm;
    }
  }

  std::vector<Decision> DecideGroup(const DraftGroup& group) {
    const Kept before = Keep(group);
    std::vector<Decision> decided;
    bool refused = group.check_only;
    for (const Draft& draft : group.drafts) {
      decided.push_back(DecideOne(draft));
      refused = refused || !decided.back().status.ok();
    }
    if (!refused) return decided;
    Restore(before);
    for (Decision& decision : decided) {
      if (!decision.status.ok()) continue;
      decision = {.status = absl::CancelledError("another entry was refused")};
    }
    return decided;
  }

  Decisions Result(std::vector<std::vector<Decision>> groups) && {
    decisions_.groups = std::move(groups);
    return std::move(decisions_);
  }

 private:
  // What a group that is refused leaves as it was.
  struct Kept {
    size_t taken_count = 0;
    bool halted = false;
    Epoch epoch;
    bool epoch_is_new = false;
    std::optional<AdmissionFacts> facts;  // Unless the group cannot change them.
  };

  Kept Keep(const DraftGroup& group) const {
    Kept kept = {.taken_count = decisions_.taken.size(),
                 .halted = halted_,
                 .epoch = decisions_.epoch,
                 .epoch_is_new = decisions_.epoch_is_new};
    const auto changes_facts = [](const Draft& draft) {
      return !std::holds_alternative<Recording>(draft.what);
    };
    if ((group.check_only || group.drafts.size() > 1) &&
        std::any_of(group.drafts.begin(), group.drafts.end(), changes_facts)) {
      kept.facts = found_.facts;
    }
    return kept;
  }

  void Restore(const Kept& kept) {
    for (size_t i = kept.taken_count; i < decisions_.taken.size(); ++i) {
      in_batch_.erase(decisions_.taken[i].draft->request_id);
    }
    decisions_.taken.resize(kept.taken_count);
    decisions_.epoch = kept.epoch;
    decisions_.epoch_is_new = kept.epoch_is_new;
    halted_ = kept.halted;
    if (kept.facts.has_value()) found_.facts = *kept.facts;
  }

  Decision DecideOne(const Draft& draft) {
    const bool starts_epoch = std::holds_alternative<EpochStart>(draft.what);
    // Not even what was answered before: the log may be another one now.
    if (halted_ && !starts_epoch) return {.status = errors::LogHalted(state_.log)};
    const auto kept = found_.requests.find(draft.request_id);
    if (kept != found_.requests.end()) return Repeat(draft, kept->second);
    const auto other = in_batch_.find(draft.request_id);
    if (other != in_batch_.end()) return RepeatTaken(draft, other->second);
    if (starts_epoch && !MayStart(std::get<EpochStart>(draft.what))) {
      return {.status = errors::LogNotHalted(state_.log)};
    }
    absl::Status admitted = CheckAdmission(draft, found_.facts, BusinessDay(draft.record_time));
    if (!admitted.ok()) return {.status = std::move(admitted)};
    return TakeOne(draft);
  }

  // Only what was signed last can be stated as lost.
  bool MayStart(const EpochStart& start) const {
    return halted_ && state_.signed_last == start.last_checkpoint;
  }

  Decision TakeOne(const Draft& draft) {
    const size_t index = decisions_.taken.size();
    if (const auto* start = std::get_if<EpochStart>(&draft.what)) {
      halted_ = false;
      BeginEpoch(start->epoch_id);
      decisions_.begun_after = start->last_checkpoint;
    } else if (index == 0 && !state_.head.has_value()) {
      BeginEpoch(draft.change_id);
    }
    TakenDraft& taken = decisions_.taken.emplace_back();
    taken.draft = &draft;
    taken.context.algorithm = decisions_.epoch.algorithm;
    const int64_t position = size_ + static_cast<int64_t>(index) + 1;
    TakeEffect(position, found_.facts, taken);
    in_batch_[draft.request_id] = index;
    return {.taken = index};
  }

  // The tree goes on, so its algorithm stays.
  void BeginEpoch(const std::string& epoch_id) {
    ++decisions_.epoch.number;
    decisions_.epoch.id = epoch_id;
    decisions_.epoch.first_position = size_ + 1;
    decisions_.epoch_is_new = true;
  }

  Decision Repeat(const Draft& draft, const KeptRequest& kept) const {
    if (kept.digest != draft.request_digest) {
      return {.status = RequestIdReused(draft.request_id)};
    }
    Decision decision = {.kept = kept, .repeated = true};
    if (kept.activity_id.empty()) return decision;
    const auto standing = found_.facts.activities.find(kept.activity_id);
    if (standing == found_.facts.activities.end()) {
      return {.status = absl::InternalError("an activity that was answered is gone")};
    }
    decision.activity = standing->second.activity;
    if (standing->second.void_position > kept.position) {
      decision.activity->void_time.reset();
      decision.activity->void_reason.clear();
    }
    return decision;
  }

  Decision RepeatTaken(const Draft& draft, size_t taken) const {
    if (decisions_.taken[taken].draft->request_digest != draft.request_digest) {
      return {.status = RequestIdReused(draft.request_id)};
    }
    return {.taken = taken, .repeated = true};
  }

  const LogState& state_;
  Found found_;
  int64_t size_ = 0;
  bool halted_;
  std::map<std::string, size_t> in_batch_;  // Which of the taken has a request id.
  Decisions decisions_;
};

}  // namespace

Decisions Decide(const LogState& state, Found found, absl::Span<const DraftGroup> groups,
                 HashAlgorithm algorithm) {
  Decider decider(state, std::move(found), algorithm);
  std::vector<std::vector<Decision>> decided;
  decided.reserve(groups.size());
  for (const DraftGroup& group : groups) decided.push_back(decider.DecideGroup(group));
  return std::move(decider).Result(std::move(decided));
}

}  // namespace xinqiao::ledger
