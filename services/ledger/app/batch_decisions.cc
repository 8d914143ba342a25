#include "services/ledger/app/batch_decisions.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "libs/base/request_id.h"
#include "libs/calendar/day.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

void MakeUnique(std::vector<std::string>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void AddUnlessEmpty(const std::string& id, std::vector<std::string>& ids) {
  if (!id.empty()) ids.push_back(id);
}

// Adds what one kind of draft names.
struct Want {
  Wanted& wanted;

  void operator()(const Recording& recording) const {
    const ActivityFacts& facts = recording.activity.facts;
    wanted.post_ids.push_back(facts.author.post_id);
    for (const PostRef& actor : facts.actors) wanted.post_ids.push_back(actor.post_id);
    wanted.kind_ids.push_back(facts.kind_id);
    wanted.organization_ids.push_back(facts.organization_id);
    AddUnlessEmpty(facts.guided_branch_id, wanted.organization_ids);
    AddUnlessEmpty(facts.collective_id, wanted.organization_ids);
    if (facts.visit.has_value()) {
      for (const auto* ids :
           {&facts.visit->new_organization_ids, &facts.visit->guided_organization_ids}) {
        wanted.organization_ids.insert(wanted.organization_ids.end(), ids->begin(), ids->end());
      }
    }
    wanted.books = true;
  }
  void operator()(const Voiding& voiding) const {
    wanted.activity_ids.push_back(voiding.activity_id);
  }
  void operator()(const Stating& stating) const {
    wanted.activity_ids.push_back(stating.activity_id);
  }
  void operator()(const BooksChange& change) const {
    wanted.post_ids.push_back(change.author.post_id);
    wanted.organization_ids.push_back(change.organization_id);
    wanted.books = true;
  }
  void operator()(const Redaction& redaction) const {
    wanted.activity_ids.push_back(redaction.activity_id);
  }
  void operator()(const EpochStart& /*start*/) const {}
};

// The activity that the answer to a draft shows, or "".
struct ShownActivityId {
  std::string operator()(const Recording& recording) const { return recording.activity.id; }
  std::string operator()(const Voiding& voiding) const { return voiding.activity_id; }
  std::string operator()(const Redaction& redaction) const { return redaction.activity_id; }
  template <typename Other>
  std::string operator()(const Other& /*other*/) const {
    return "";
  }
};

// What the last words of the participants come to.
ParticipationSummary SummaryOf(const StandingActivity& standing) {
  ParticipationSummary summary;
  for (const auto& [youth_id, said] : standing.said) {
    if (said.statement == Statement::kConfirmed) ++summary.confirmed_count;
    if (said.statement == Statement::kNotThere || said.statement == Statement::kPressed) {
      ++summary.disputed_count;
    }
  }
  return summary;
}

// Changes the facts as a draft does that is taken at `position`, and tells what
// else its entry says.
struct Take {
  const Draft& draft;
  const int64_t position;
  AdmissionFacts& facts;
  TakenDraft& taken;

  void operator()(const Recording& /*recording*/) const {}

  void operator()(const Voiding& voiding) const {
    StandingActivity& standing = facts.activities.at(voiding.activity_id);
    standing.activity.void_time = draft.record_time;
    standing.activity.void_reason = voiding.reason.value;
    standing.void_position = position;
    taken.activity = standing.activity;
  }

  void operator()(const Stating& stating) const {
    StandingActivity& standing = facts.activities.at(stating.activity_id);
    StandingActivity::Said& said = standing.said[stating.youth_id];
    taken.context.before = said.statement;
    said.statement = stating.statement;
    said.positions.push_back(position);
    said.record_time = draft.record_time;
    standing.activity.participation = SummaryOf(standing);
  }

  void operator()(const BooksChange& change) const {
    facts.books.Add({.position = position,
                     .organization_id = change.organization_id,
                     .period = change.period,
                     .closed = change.closed,
                     .author = change.author,
                     .record_time = draft.record_time});
  }

  void operator()(const Redaction& redaction) const {
    StandingActivity& standing = facts.activities.at(redaction.activity_id);
    RedactionRows& rows = taken.redaction.emplace();
    rows.position = taken.context.activity_position = standing.position;
    for (const RedactedField field : redaction.fields) Erase(field, redaction, standing, rows);
    taken.context.statement_positions = rows.statement_positions;
    std::vector<RedactedField>& redacted = standing.activity.redacted_fields;
    std::vector<RedactedField> fields;
    std::set_union(redacted.begin(), redacted.end(), redaction.fields.begin(),
                   redaction.fields.end(), std::back_inserter(fields));
    redacted = std::move(fields);
    taken.activity = standing.activity;
  }

  void operator()(const EpochStart& /*start*/) const {}

 private:
  void Erase(RedactedField field, const Redaction& redaction, StandingActivity& standing,
             RedactionRows& rows) const {
    ActivityFacts& told = standing.activity.facts;
    switch (field) {
      case RedactedField::kText:
        standing.openings.text.reset();
        told.text.clear();
        return;
      case RedactedField::kCircumstances:
        standing.openings.circumstances.reset();
        told.topic.clear();
        told.platform.clear();
        told.place.clear();
        if (told.visit.has_value()) told.visit->community.clear();
        return;
      case RedactedField::kParticipant:
        EraseParticipant(redaction.participant_id, standing, rows);
        return;
      case RedactedField::kEvidenceUris:
        standing.openings.evidence_uris.reset();
        for (Evidence& evidence : told.evidence) evidence.uri.clear();
        if (told.visit.has_value() && told.visit->research_report.has_value()) {
          told.visit->research_report->uri.clear();
        }
        return;
      case RedactedField::kVoidReason:
        rows.void_position = standing.void_position;
        standing.activity.void_reason.clear();
        return;
    }
  }

  void EraseParticipant(const std::string& youth_id, StandingActivity& standing,
                        RedactionRows& rows) const {
    std::vector<std::string>& named = standing.activity.facts.participant_ids;
    named.erase(std::remove(named.begin(), named.end(), youth_id), named.end());
    if (standing.openings.participants.has_value()) {
      std::vector<ParticipantLeaf>& leaves = standing.openings.participants->leaves;
      for (size_t i = 0; i < leaves.size(); ++i) {
        if (leaves[i].youth_id != youth_id) continue;
        taken.context.participant_leaf = static_cast<int>(i);
        leaves[i] = {.leaf_hash = LeafHashOf(taken.context.algorithm, leaves[i])};
      }
      rows.leaves = leaves;
    }
    const auto said = standing.said.find(youth_id);
    if (said == standing.said.end()) return;
    rows.statement_positions = said->second.positions;
    standing.said.erase(said);
    standing.activity.participation = SummaryOf(standing);
  }
};

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
    std::visit(Take{.draft = draft, .position = position, .facts = found_.facts, .taken = taken},
               draft.what);
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

Wanted WantedBy(absl::Span<const DraftGroup> groups) {
  Wanted wanted;
  for (const DraftGroup& group : groups) {
    for (const Draft& draft : group.drafts) {
      wanted.request_ids.push_back(draft.request_id);
      std::visit(Want{wanted}, draft.what);
    }
  }
  for (auto* ids : {&wanted.request_ids, &wanted.post_ids, &wanted.kind_ids,
                    &wanted.organization_ids, &wanted.activity_ids}) {
    MakeUnique(*ids);
  }
  return wanted;
}

Wanted WantedToRepeat(const Found& found) {
  Wanted wanted;
  for (const auto& [request_id, kept] : found.requests) {
    if (kept.activity_id.empty()) continue;
    if (found.facts.activities.find(kept.activity_id) == found.facts.activities.end()) {
      wanted.activity_ids.push_back(kept.activity_id);
    }
  }
  MakeUnique(wanted.activity_ids);
  return wanted;
}

std::string ShownActivityIdOf(const Draft& draft) {
  return std::visit(ShownActivityId{}, draft.what);
}

Decisions Decide(const LogState& state, Found found, absl::Span<const DraftGroup> groups,
                 HashAlgorithm algorithm) {
  Decider decider(state, std::move(found), algorithm);
  std::vector<std::vector<Decision>> decided;
  decided.reserve(groups.size());
  for (const DraftGroup& group : groups) decided.push_back(decider.DecideGroup(group));
  return std::move(decider).Result(std::move(decided));
}

}  // namespace xinqiao::ledger
