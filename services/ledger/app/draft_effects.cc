#include "services/ledger/app/draft_effects.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace xinqiao::ledger {
namespace {

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

}  // namespace

void TakeEffect(int64_t position, AdmissionFacts& facts, TakenDraft& taken) {
  const Draft& draft = *taken.draft;
  std::visit(Take{.draft = draft, .position = position, .facts = facts, .taken = taken},
             draft.what);
}

}  // namespace xinqiao::ledger
