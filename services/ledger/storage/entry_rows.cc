#include "services/ledger/storage/entry_rows.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/pg/binary.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/storage/batch_rows.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

using pg::Type;

void AddUuidOrNull(const std::string& id, pg::BinaryRows& rows) {
  if (id.empty()) {
    rows.AddNull(Type::kUuid);
  } else {
    rows.AddUuid(id);
  }
}

void AddTextOrNull(const std::string& text, pg::BinaryRows& rows) {
  if (text.empty()) {
    rows.AddNull(Type::kText);
  } else {
    rows.AddText(text);
  }
}

void AddMinuteOrNull(const std::optional<int>& minute, pg::BinaryRows& rows) {
  if (minute.has_value()) {
    rows.AddInt2(*minute);
  } else {
    rows.AddNull(Type::kInt2);
  }
}

void AddSaltAndValue(absl::string_view salt, absl::string_view value, pg::BinaryRows& rows) {
  rows.AddBytes(salt);
  rows.AddBytes(value);
}

void AddNoOpening(pg::BinaryRows& rows) {
  rows.AddNull(Type::kBytea);
  rows.AddNull(Type::kBytea);
}

void AddOpening(const std::optional<Opening>& opening, pg::BinaryRows& rows) {
  if (opening.has_value()) {
    AddSaltAndValue(opening->salt, opening->value, rows);
  } else {
    AddNoOpening(rows);
  }
}

void AddOpening(const std::optional<ParticipantTree>& tree, pg::BinaryRows& rows) {
  if (tree.has_value()) {
    AddSaltAndValue(tree->salt, PackLeaves(tree->leaves), rows);
  } else {
    AddNoOpening(rows);
  }
}

void AddUuids(const std::vector<std::string>& ids, pg::BinaryRows& rows) {
  pg::BinaryArray array(Type::kUuid);
  for (const std::string& id : ids) array.AddUuid(id);
  rows.AddArray(array);
}

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

// Of every entry; the columns are those of new_entry.
void AddEntry(const NewEntry& entry, const std::string& activity_id, pg::BinaryRows& rows) {
  const Draft& draft = *entry.draft;
  rows.NextRow();
  rows.AddInt8(entry.position);
  AddUuidOrNull(activity_id, rows);
  rows.AddBytes(entry.leaf_hash);
  rows.AddBytes(entry.payload);
  rows.AddUuid(draft.change_id);
  rows.AddTime(draft.record_time);
  rows.AddUuid(draft.request_id);
  rows.AddBytes(entry.request.digest);
  rows.AddBytes(PackRequest(entry.request));
}

// The columns are those of new_opening.
void AddOpenings(int64_t position, const Openings& openings, pg::BinaryRows& rows) {
  rows.NextRow();
  rows.AddInt8(position);
  AddOpening(openings.text, rows);
  AddOpening(openings.circumstances, rows);
  AddOpening(openings.participants, rows);
  AddOpening(openings.evidence_uris, rows);
  AddOpening(openings.reason, rows);
  AddOpening(openings.youth, rows);
}

void AddActors(const std::vector<PostRef>& actors, pg::BinaryRows& rows) {
  pg::BinaryArray organization_ids(Type::kUuid);
  pg::BinaryArray post_ids(Type::kUuid);
  for (const PostRef& actor : actors) {
    organization_ids.AddUuid(actor.organization_id);
    post_ids.AddUuid(actor.post_id);
  }
  rows.AddArray(organization_ids);
  rows.AddArray(post_ids);
}

void AddEvidence(const std::vector<Evidence>& evidence, pg::BinaryRows& rows) {
  pg::BinaryArray kinds(Type::kInt2);
  pg::BinaryArray digests(Type::kBytea);
  pg::BinaryArray media_types(Type::kText);
  pg::BinaryArray sizes(Type::kInt8);
  for (const Evidence& piece : evidence) {
    kinds.AddInt2(static_cast<int>(piece.kind));
    digests.AddBytes(piece.digest);
    media_types.AddText(piece.media_type);
    sizes.AddInt8(piece.size_bytes);
  }
  rows.AddArray(kinds);
  rows.AddArray(digests);
  rows.AddArray(media_types);
  rows.AddArray(sizes);
}

// The columns are those of new_activity.
void AddActivity(int64_t position, const Activity& activity, const VisitCodec& visits,
                 pg::BinaryRows& rows) {
  const ActivityFacts& facts = activity.facts;
  rows.NextRow();
  rows.AddUuid(activity.id);
  rows.AddInt8(position);
  rows.AddUuid(facts.organization_id);
  rows.AddUuid(facts.author.organization_id);
  rows.AddUuid(facts.author.post_id);
  AddActors(facts.actors, rows);
  rows.AddText(facts.kind_id);
  rows.AddInt2(static_cast<int>(facts.channel));
  rows.AddInt2(static_cast<int>(facts.purpose));
  rows.AddDay(facts.day);
  AddMinuteOrNull(facts.start_minute, rows);
  AddMinuteOrNull(facts.end_minute, rows);
  rows.AddInt4(activity.participant_total);
  AddUuidOrNull(facts.collective_id, rows);
  AddEvidence(facts.evidence, rows);
  AddUuidOrNull(facts.guided_branch_id, rows);
  AddTextOrNull(facts.campaign, rows);
  if (facts.visit.has_value()) {
    rows.AddBytes(visits.encode(*facts.visit));
  } else {
    rows.AddNull(Type::kBytea);
  }
  rows.AddTime(activity.record_time);
  AddUuids(facts.participant_ids, rows);
}

}  // namespace

void AppendEntries(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                   const RowTypes& types, const VisitCodec& visits) {
  constexpr int kEntryColumns = 9;
  constexpr int kOpeningColumns = 13;
  constexpr int kActivityColumns = 24;
  pg::BinaryRows entries(types.entry, kEntryColumns);
  pg::BinaryRows openings(types.opening, kOpeningColumns);
  pg::BinaryRows activities(types.activity, kActivityColumns);
  for (const NewEntry& entry : batch.entries) {
    const About about(*entry.draft);
    AddEntry(entry, about.activity_id(), entries);
    if (about.openings() != nullptr && IsAny(*about.openings())) {
      AddOpenings(entry.position, *about.openings(), openings);
    }
    if (const auto* recording = std::get_if<Recording>(&entry.draft->what)) {
      AddActivity(entry.position, recording->activity, visits, activities);
    }
  }
  tx.exec_params1(sql::kAppendBatch, log, batch.registry_position, entries.Parameter(),
                  openings.Parameter(), activities.Parameter(), batch.tree.size(),
                  pg::ToBytea(batch.root), pg::ToBytea(absl::StrJoin(batch.tree.roots(), "")),
                  batch.checkpoint, batch.epoch_id, pg::ToText(batch.record_time));
}

}  // namespace xinqiao::ledger
