#include "services/ledger/storage/batch_columns.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/storage/batch_rows.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

using Type = pg::BinaryArray::Type;

struct ByteaArray : pg::BinaryArray {
  ByteaArray() : BinaryArray(Type::kBytea) {}
};
struct UuidArray : pg::BinaryArray {
  UuidArray() : BinaryArray(Type::kUuid) {}
};
struct TimeArray : pg::BinaryArray {
  TimeArray() : BinaryArray(Type::kTimestamptz) {}
};
struct DayArray : pg::BinaryArray {
  DayArray() : BinaryArray(Type::kDate) {}
};

void AddOrNull(const std::string& text, pg::ArrayText& array) {
  if (text.empty()) {
    array.AddNull();
  } else {
    array.Add(text);
  }
}

void AddOrNull(const std::string& id, UuidArray& array) {
  if (id.empty()) {
    array.AddNull();
  } else {
    array.AddUuid(id);
  }
}

void AddOrNull(const std::optional<int>& number, pg::ArrayText& array) {
  if (number.has_value()) {
    array.Add(*number);
  } else {
    array.AddNull();
  }
}

// Of a salt and a value.
struct OpeningArrays {
  ByteaArray salts;
  ByteaArray values;

  void Add(const std::optional<Opening>& opening) {
    if (opening.has_value()) {
      salts.AddBytes(opening->salt);
      values.AddBytes(opening->value);
    } else {
      salts.AddNull();
      values.AddNull();
    }
  }

  void Add(const std::optional<ParticipantTree>& tree) {
    if (tree.has_value()) {
      salts.AddBytes(tree->salt);
      values.AddBytes(PackLeaves(tree->leaves));
    } else {
      salts.AddNull();
      values.AddNull();
    }
  }
};

// The activity that an entry is about, or "", and what it keeps beside the log.
class About {
 public:
  explicit About(const Draft& draft) { std::visit(*this, draft.what); }

  const std::string& activity_id() const { return activity_id_; }
  const Openings* openings() const { return openings_; }  // nullptr: none.

  void operator()(const Recording& recording) {
    activity_id_ = recording.activity.id;
    openings_ = &recording.openings;
  }
  void operator()(const Voiding& voiding) {
    activity_id_ = voiding.activity_id;
    Own().reason = voiding.reason;
  }
  void operator()(const Stating& stating) {
    activity_id_ = stating.activity_id;
    Own().youth = {.salt = stating.salt, .value = absl::StrCat("youths/", stating.youth_id)};
  }
  void operator()(const BooksChange& change) { Own().reason = change.reason; }
  void operator()(const Redaction& redaction) { activity_id_ = redaction.activity_id; }
  void operator()(const EpochStart& start) { Own().reason = start.reason; }

 private:
  Openings& Own() {
    own_ = std::make_unique<Openings>();
    openings_ = own_.get();
    return *own_;
  }

  std::string activity_id_;
  const Openings* openings_ = nullptr;  // A Recording's are large, and not copied.
  std::unique_ptr<Openings> own_;
};

bool IsAny(const Openings& openings) {
  return openings.text.has_value() || openings.circumstances.has_value() ||
         openings.participants.has_value() || openings.evidence_uris.has_value() ||
         openings.reason.has_value() || openings.youth.has_value();
}

// Columns of every entry.
struct EntryColumns {
  void Add(const NewEntry& entry) {
    const Draft& draft = *entry.draft;
    const About about(draft);
    AddOrNull(about.activity_id(), activity_ids);
    leaf_hashes.AddBytes(entry.leaf_hash);
    payloads.AddBytes(entry.payload);
    change_ids.AddUuid(draft.change_id);
    record_times.AddTime(draft.record_time);
    request_ids.AddUuid(draft.request_id);
    digests.AddBytes(entry.request.digest);
    answers.AddBytes(PackRequest(entry.request));
    if (about.openings() != nullptr && IsAny(*about.openings())) {
      AddOpenings(entry.position, *about.openings());
    }
  }

  void AddOpenings(int64_t position, const Openings& openings) {
    positions.Add(position);
    text.Add(openings.text);
    circumstances.Add(openings.circumstances);
    participants.Add(openings.participants);
    evidence_uris.Add(openings.evidence_uris);
    reason.Add(openings.reason);
    youth.Add(openings.youth);
  }

  UuidArray activity_ids, change_ids, request_ids;
  ByteaArray leaf_hashes, payloads, digests, answers;
  TimeArray record_times;
  pg::ArrayText positions;
  OpeningArrays text, circumstances, participants, evidence_uris, reason, youth;
};

// Columns of what was recorded.
struct ActivityColumns {
  void Add(int64_t position, const Activity& activity, const VisitCodec& visits) {
    const ActivityFacts& facts = activity.facts;
    ids.AddUuid(activity.id);
    positions.Add(position);
    organization_ids.AddUuid(facts.organization_id);
    author_organization_ids.AddUuid(facts.author.organization_id);
    author_post_ids.AddUuid(facts.author.post_id);
    AddActors(activity);
    kind_ids.Add(facts.kind_id);
    channels.Add(static_cast<int>(facts.channel));
    purposes.Add(static_cast<int>(facts.purpose));
    days.AddDay(facts.day);
    AddOrNull(facts.start_minute, start_minutes);
    AddOrNull(facts.end_minute, end_minutes);
    participant_totals.Add(activity.participant_total);
    AddOrNull(facts.collective_id, collective_ids);
    AddEvidence(facts.evidence);
    AddOrNull(facts.guided_branch_id, guided_branch_ids);
    AddOrNull(facts.campaign, campaigns);
    if (facts.visit.has_value()) {
      bytes_of_visits.AddBytes(visits.encode(*facts.visit));
    } else {
      bytes_of_visits.AddNull();
    }
    record_times.AddTime(activity.record_time);
    for (const std::string& youth_id : facts.participant_ids) {
      youth_ids.AddUuid(youth_id);
      activity_ids_by_youth.AddUuid(activity.id);
    }
  }

  // unnest() flattens arrays of arrays: the inner ones travel as text.
  void AddActors(const Activity& activity) {
    pg::ArrayText organizations;
    pg::ArrayText posts;
    for (const PostRef& actor : activity.facts.actors) {
      organizations.Add(actor.organization_id);
      posts.Add(actor.post_id);
      post_ids.AddUuid(actor.post_id);
      activity_ids_by_post.AddUuid(activity.id);
    }
    actor_organization_ids.Add(organizations.Finish());
    actor_post_ids.Add(posts.Finish());
  }

  void AddEvidence(const std::vector<Evidence>& evidence) {
    pg::ArrayText kinds;
    pg::ArrayText digests;
    pg::ArrayText media_types;
    pg::ArrayText sizes;
    for (const Evidence& piece : evidence) {
      kinds.Add(static_cast<int>(piece.kind));
      digests.AddBytes(piece.digest);
      media_types.Add(piece.media_type);
      sizes.Add(piece.size_bytes);
    }
    evidence_kinds.Add(kinds.Finish());
    evidence_digests.Add(digests.Finish());
    evidence_media_types.Add(media_types.Finish());
    evidence_sizes.Add(sizes.Finish());
  }

  UuidArray ids, organization_ids, author_organization_ids, author_post_ids;
  UuidArray collective_ids, guided_branch_ids;
  pg::ArrayText positions, channels, purposes, start_minutes, end_minutes, participant_totals;
  pg::ArrayText actor_organization_ids, actor_post_ids, kind_ids, campaigns;
  pg::ArrayText evidence_kinds, evidence_digests, evidence_media_types, evidence_sizes;
  ByteaArray bytes_of_visits;
  DayArray days;
  TimeArray record_times;
  UuidArray post_ids, activity_ids_by_post;
  UuidArray youth_ids, activity_ids_by_youth;
};

}  // namespace

void AppendColumns(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                   const VisitCodec& visits) {
  EntryColumns e;
  ActivityColumns a;
  for (const NewEntry& entry : batch.entries) {
    e.Add(entry);
    if (const auto* recording = std::get_if<Recording>(&entry.draft->what)) {
      a.Add(entry.position, recording->activity, visits);
    }
  }
  tx.exec_params1(
      sql::kAppendBatch, log, batch.entries.front().position, batch.registry_position,
      e.activity_ids.Finish(), e.leaf_hashes.Finish(), e.payloads.Finish(), e.change_ids.Finish(),
      e.record_times.Finish(), e.request_ids.Finish(), e.digests.Finish(), e.answers.Finish(),
      e.positions.Finish(), e.text.salts.Finish(), e.text.values.Finish(),
      e.circumstances.salts.Finish(), e.circumstances.values.Finish(),
      e.participants.salts.Finish(), e.participants.values.Finish(), e.evidence_uris.salts.Finish(),
      e.evidence_uris.values.Finish(), e.reason.salts.Finish(), e.reason.values.Finish(),
      e.youth.salts.Finish(), e.youth.values.Finish(), a.ids.Finish(), a.positions.Finish(),
      a.organization_ids.Finish(), a.author_organization_ids.Finish(), a.author_post_ids.Finish(),
      a.actor_organization_ids.Finish(), a.actor_post_ids.Finish(), a.kind_ids.Finish(),
      a.channels.Finish(), a.purposes.Finish(), a.days.Finish(), a.start_minutes.Finish(),
      a.end_minutes.Finish(), a.participant_totals.Finish(), a.collective_ids.Finish(),
      a.evidence_kinds.Finish(), a.evidence_digests.Finish(), a.evidence_media_types.Finish(),
      a.evidence_sizes.Finish(), a.guided_branch_ids.Finish(), a.campaigns.Finish(),
      a.bytes_of_visits.Finish(), a.record_times.Finish(), a.post_ids.Finish(),
      a.activity_ids_by_post.Finish(), a.youth_ids.Finish(), a.activity_ids_by_youth.Finish(),
      batch.tree.size(), pg::ToBytea(batch.root),
      pg::ToBytea(absl::StrJoin(batch.tree.roots(), "")), batch.checkpoint, batch.epoch_id,
      pg::ToText(batch.record_time));
}

}  // namespace xinqiao::ledger
