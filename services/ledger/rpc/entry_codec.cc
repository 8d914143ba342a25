#include "services/ledger/rpc/entry_codec.h"

#include <cstdint>
#include <variant>

#include "libs/calendar/day_text.h"
#include "services/ledger/domain/opening.h"
#include "services/ledger/domain/simhash.h"
#include "services/ledger/rpc/activity_codec.h"
#include "services/ledger/rpc/codec_fields.h"
#include "services/ledger/rpc/shared_facts.h"

namespace xinqiao::ledger {
namespace {

// Fills in the change of an event by what a draft is.
struct Encoder {
  const Draft& draft;
  const EntryContext& context;
  v1::Event& event;

  void operator()(const Recording& recording) const {
    const ActivityFacts& facts = recording.activity.facts;
    const Openings& openings = recording.openings;
    v1::ActivityRecorded& recorded = *event.mutable_activity_recorded();
    recorded.set_activity(ActivityNameOf(facts.organization_id, recording.activity.id));
    EncodeShared(facts, recorded);
    *recorded.mutable_record_time() = RecordTime();
    recorded.set_text_commitment(CommitmentOrNone(context.algorithm, openings.text));
    recorded.set_text_simhash(SimHash(facts.text));
    recorded.set_text_length_bytes(static_cast<int32_t>(facts.text.size()));
    recorded.set_circumstances_commitment(
        CommitmentOrNone(context.algorithm, openings.circumstances));
    if (openings.participants.has_value()) {
      recorded.set_participants_commitment(Commitment(context.algorithm, *openings.participants));
    }
    recorded.set_participant_count(ParticipantTotal(facts));
    recorded.set_named_participant_count(static_cast<int32_t>(facts.participant_ids.size()));
    for (const Evidence& evidence : facts.evidence) {
      v1::Evidence& added = *recorded.add_evidence();
      added = Encode(evidence);
      added.clear_uri();
    }
    recorded.set_evidence_uris_commitment(
        CommitmentOrNone(context.algorithm, openings.evidence_uris));
    if (facts.visit.has_value()) *recorded.mutable_visit() = WithoutOpenings(*facts.visit);
  }

  void operator()(const Voiding& voiding) const {
    v1::ActivityVoided& voided = *event.mutable_activity_voided();
    voided.set_activity(ActivityNameOf(voiding.organization_id, voiding.activity_id));
    *voided.mutable_record_time() = RecordTime();
    voided.set_reason_commitment(Commitment(context.algorithm, voiding.reason));
  }

  void operator()(const Stating& stating) const {
    v1::ParticipationStated& stated = *event.mutable_participation_stated();
    stated.set_activity(ActivityNameOf(stating.organization_id, stating.activity_id));
    stated.set_youth_commitment(Commitment(
        context.algorithm, Opening{.salt = stating.salt, .value = YouthName(stating.youth_id)}));
    stated.set_before(static_cast<v1::ParticipationStatement>(context.before));
    stated.set_statement(static_cast<v1::ParticipationStatement>(stating.statement));
    *stated.mutable_record_time() = RecordTime();
  }

  void operator()(const BooksChange& change) const {
    if (change.closed) return EncodeBooks(change, *event.mutable_books_closed());
    v1::BooksReopened& reopened = *event.mutable_books_reopened();
    EncodeBooks(change, reopened);
    reopened.set_reason_commitment(CommitmentOrNone(context.algorithm, change.reason));
  }

  void operator()(const Redaction& redaction) const {
    v1::ActivityRedacted& redacted = *event.mutable_activity_redacted();
    redacted.set_activity(ActivityNameOf(redaction.organization_id, redaction.activity_id));
    for (const RedactedField field : redaction.fields) {
      redacted.add_fields(static_cast<v1::RedactedField>(field));
    }
    redacted.set_position(context.activity_position);
    redacted.set_participant_leaf(context.participant_leaf);
    for (const int64_t position : context.statement_positions) {
      redacted.add_statement_positions(position);
    }
    *redacted.mutable_record_time() = RecordTime();
  }

  void operator()(const EpochStart& start) const {
    v1::EpochStarted& started = *event.mutable_epoch_started();
    started.set_epoch(start.epoch_id);
    started.set_last_checkpoint(start.last_checkpoint);
    *started.mutable_record_time() = RecordTime();
    started.set_reason_commitment(Commitment(context.algorithm, start.reason));
  }

 private:
  google::protobuf::Timestamp RecordTime() const { return ToTimestamp(draft.record_time); }

  template <typename Message>
  void EncodeBooks(const BooksChange& change, Message& message) const {
    message.set_organization(OrganizationName(change.organization_id));
    message.set_first_day(DayText(change.period.first));
    message.set_last_day(DayText(change.period.end - 1));
    message.set_author(PostName(change.author));
    *message.mutable_record_time() = RecordTime();
  }
};

}  // namespace

v1::Event EventOf(const Draft& draft, const EntryContext& context) {
  v1::Event event;
  std::visit(Encoder{.draft = draft, .context = context, .event = event}, draft.what);
  event.set_registry_position(context.registry_position);
  return event;
}

std::string EncodeEntry(const Draft& draft, const EntryContext& context) {
  return EventOf(draft, context).SerializeAsString();
}

}  // namespace xinqiao::ledger
