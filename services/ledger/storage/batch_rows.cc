#include "services/ledger/storage/batch_rows.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kNumberBytes = 8;
constexpr size_t kUuidBytes = 16;

void AddOrNull(const std::string& text, pg::ArrayText& array) {
  if (text.empty()) {
    array.AddNull();
  } else {
    array.Add(text);
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
  pg::ArrayText salts;
  pg::ArrayText values;

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
struct EntryRows {
  void Add(const NewEntry& entry) {
    const Draft& draft = *entry.draft;
    const About about(draft);
    const std::string record_time = pg::ToText(draft.record_time);
    AddOrNull(about.activity_id(), activity_ids);
    leaf_hashes.AddBytes(entry.leaf_hash);
    payloads.AddBytes(entry.payload);
    change_ids.Add(draft.change_id);
    record_times.Add(record_time);
    request_ids.Add(draft.request_id);
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

  pg::ArrayText activity_ids, leaf_hashes, payloads, change_ids, record_times;
  pg::ArrayText request_ids, digests, answers;
  pg::ArrayText positions;
  OpeningArrays text, circumstances, participants, evidence_uris, reason, youth;
};

// Columns of what was recorded.
struct ActivityRows {
  void Add(int64_t position, const Activity& activity, const VisitCodec& visits) {
    const ActivityFacts& facts = activity.facts;
    ids.Add(activity.id);
    positions.Add(position);
    organization_ids.Add(facts.organization_id);
    author_organization_ids.Add(facts.author.organization_id);
    author_post_ids.Add(facts.author.post_id);
    AddActors(activity);
    kind_ids.Add(facts.kind_id);
    channels.Add(static_cast<int>(facts.channel));
    purposes.Add(static_cast<int>(facts.purpose));
    days.Add(pg::ToText(facts.day));
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
    record_times.Add(pg::ToText(activity.record_time));
    for (const std::string& youth_id : facts.participant_ids) {
      youth_ids.Add(youth_id);
      activity_ids_by_youth.Add(activity.id);
    }
  }

  // unnest() flattens arrays of arrays: the inner ones travel as text.
  void AddActors(const Activity& activity) {
    pg::ArrayText organizations;
    pg::ArrayText posts;
    for (const PostRef& actor : activity.facts.actors) {
      organizations.Add(actor.organization_id);
      posts.Add(actor.post_id);
      post_ids.Add(actor.post_id);
      activity_ids_by_post.Add(activity.id);
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

  pg::ArrayText ids, positions, organization_ids, author_organization_ids, author_post_ids;
  pg::ArrayText actor_organization_ids, actor_post_ids, kind_ids, channels, purposes, days;
  pg::ArrayText start_minutes, end_minutes, participant_totals, collective_ids;
  pg::ArrayText evidence_kinds, evidence_digests, evidence_media_types, evidence_sizes;
  pg::ArrayText guided_branch_ids, campaigns, bytes_of_visits, record_times;
  pg::ArrayText post_ids, activity_ids_by_post;
  pg::ArrayText youth_ids, activity_ids_by_youth;
};

// All of them in one statement, with the checkpoint.
void InsertRows(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                EntryRows& e, ActivityRows& a) {
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

// Rows of what is not an activity.
class OtherRows {
 public:
  void Add(int64_t position, absl::Time record_time, const Voiding& voiding) {
    void_activity_ids_.Add(voiding.activity_id);
    void_positions_.Add(position);
    void_times_.Add(pg::ToText(record_time));
  }

  void Add(int64_t position, absl::Time record_time, const Stating& stating) {
    statement_activity_ids_.Add(stating.activity_id);
    statement_youth_ids_.Add(stating.youth_id);
    statement_positions_.Add(position);
    statements_.Add(static_cast<int>(stating.statement));
    statement_times_.Add(pg::ToText(record_time));
  }

  void Insert(pqxx::transaction_base& tx, const std::string& log) {
    if (!void_positions_.empty()) {
      tx.exec_params0(sql::kAppendVoids, log, void_activity_ids_.Finish(), void_positions_.Finish(),
                      void_times_.Finish());
    }
    if (!statement_positions_.empty()) {
      tx.exec_params0(sql::kAppendStatements, log, statement_activity_ids_.Finish(),
                      statement_youth_ids_.Finish(), statement_positions_.Finish(),
                      statements_.Finish(), statement_times_.Finish());
    }
  }

 private:
  pg::ArrayText void_activity_ids_, void_positions_, void_times_;
  pg::ArrayText statement_activity_ids_, statement_youth_ids_, statement_positions_, statements_;
  pg::ArrayText statement_times_;
};

void InsertBooks(pqxx::transaction_base& tx, const std::string& log, const NewEntry& entry,
                 const BooksChange& change) {
  tx.exec_params0(sql::kAppendBooks, log, entry.position, change.organization_id,
                  pg::ToText(change.period.first), pg::ToText(change.period.end), change.closed,
                  change.author.organization_id, change.author.post_id,
                  pg::ToText(entry.draft->record_time));
}

std::string ToNumberArray(const std::vector<int64_t>& numbers) {
  pg::ArrayText array;
  for (const int64_t number : numbers) array.Add(number);
  return array.Finish();
}

void Erase(pqxx::transaction_base& tx, const std::string& log, const NewEntry& entry,
           const Redaction& redaction) {
  const RedactionRows& rows = *entry.redaction;
  const auto has = [&](RedactedField field) {
    return std::find(redaction.fields.begin(), redaction.fields.end(), field) !=
           redaction.fields.end();
  };
  std::vector<int64_t> fields;
  for (const RedactedField field : redaction.fields) fields.push_back(static_cast<int>(field));
  tx.exec_params0(sql::kAppendRedactions, log, redaction.activity_id, entry.position,
                  ToNumberArray(fields));
  const std::string leaves =
      rows.leaves.empty() ? std::string() : pg::ToBytea(PackLeaves(rows.leaves));
  tx.exec_params0(sql::kEraseOpenings, log, rows.position, has(RedactedField::kText),
                  has(RedactedField::kCircumstances), has(RedactedField::kEvidenceUris),
                  pg::NullIfEmpty(leaves));
  if (rows.void_position > 0) tx.exec_params0(sql::kEraseReason, log, rows.void_position);
  if (has(RedactedField::kParticipant)) {
    tx.exec_params0(sql::kEraseParticipant, log, redaction.participant_id, redaction.activity_id);
  }
  if (!rows.statement_positions.empty()) {
    const std::string positions = ToNumberArray(rows.statement_positions);
    tx.exec_params0(sql::kEraseStatements, log, redaction.activity_id, positions);
    tx.exec_params0(sql::kEraseYouths, log, positions);
  }
}

std::string BigEndian(int64_t number) {
  std::string bytes(kNumberBytes, '\0');
  auto rest = static_cast<uint64_t>(number);
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, rest >>= 8) {
    *byte = static_cast<char>(rest & 0xff);
  }
  return bytes;
}

int64_t FromBigEndian(absl::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return static_cast<int64_t>(number);
}

}  // namespace

std::string PackRequest(const KeptRequest& request) {
  return absl::StrCat(
      BigEndian(request.position), BigEndian(request.tree_size),
      absl::HexStringToBytes(absl::StrReplaceAll(request.activity_id, {{"-", ""}})));
}

absl::StatusOr<KeptRequest> UnpackRequest(absl::string_view digest, absl::string_view answer) {
  constexpr size_t kFixedBytes = 2 * kNumberBytes;
  if (answer.size() != kFixedBytes && answer.size() != kFixedBytes + kUuidBytes) {
    return absl::InternalError("a kept request has a wrong size");
  }
  KeptRequest request = {.digest = std::string(digest),
                         .position = FromBigEndian(answer.substr(0, kNumberBytes)),
                         .tree_size = FromBigEndian(answer.substr(kNumberBytes, kNumberBytes))};
  answer.remove_prefix(kFixedBytes);
  if (answer.empty()) return request;
  const std::string digits = absl::BytesToHexString(answer);
  const absl::string_view view = digits;
  request.activity_id = absl::StrJoin({view.substr(0, 8), view.substr(8, 4), view.substr(12, 4),
                                       view.substr(16, 4), view.substr(20)},
                                      "-");
  return request;
}

void InsertBatch(pqxx::transaction_base& tx, const std::string& log, const NewBatch& batch,
                 const VisitCodec& visits) {
  EntryRows entries;
  ActivityRows activities;
  OtherRows others;
  for (const NewEntry& entry : batch.entries) {
    const Draft& draft = *entry.draft;
    entries.Add(entry);
    if (const auto* recording = std::get_if<Recording>(&draft.what)) {
      activities.Add(entry.position, recording->activity, visits);
    } else if (const auto* voiding = std::get_if<Voiding>(&draft.what)) {
      others.Add(entry.position, draft.record_time, *voiding);
    } else if (const auto* stating = std::get_if<Stating>(&draft.what)) {
      others.Add(entry.position, draft.record_time, *stating);
    } else if (const auto* change = std::get_if<BooksChange>(&draft.what)) {
      InsertBooks(tx, log, entry, *change);
    }
  }

  if (batch.new_epoch.has_value()) {
    const Epoch& epoch = *batch.new_epoch;
    tx.exec_params0(sql::kAppendEpoch, log, epoch.number, epoch.id, epoch.first_position,
                    static_cast<int>(epoch.algorithm), batch.begun_after);
  }
  InsertRows(tx, log, batch, entries, activities);
  others.Insert(tx, log);
  for (const NewTile& tile : batch.tiles) {
    tx.exec_params0(sql::kAppendTile, log, tile.level, tile.index, pg::ToBytea(tile.hashes),
                    pg::ToBytea(tile.root));
  }
  // Last: what they erase may have been written in this batch.
  for (const NewEntry& entry : batch.entries) {
    if (const auto* redaction = std::get_if<Redaction>(&entry.draft->what)) {
      Erase(tx, log, entry, *redaction);
    }
  }
}

}  // namespace xinqiao::ledger
