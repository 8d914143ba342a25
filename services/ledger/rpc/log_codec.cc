#include "services/ledger/rpc/log_codec.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/fields.h"
#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/domain/proof.h"
#include "services/ledger/rpc/activity_codec.h"
#include "services/ledger/rpc/books_codec.h"
#include "services/ledger/rpc/codec_fields.h"

namespace xinqiao::ledger {
namespace {

constexpr char kLogPattern[] = "logs/*";
// More levels than 64-bit sizes have.
constexpr int kTileLevelMax = 7;
constexpr int kExportMax = 256;
constexpr size_t kExportBytesMax = 1 << 20;
constexpr rpc::TextBounds kCosignatureBytes = {1, 1000};

// A number that is not below `min`.
int64_t Number(rpc::Fields& fields, absl::string_view field, int64_t value, int64_t min) {
  if (value < min) fields.Add(field, absl::StrCat("is below ", min));
  return value;
}

v1::Openings::Opening Encode(const Opening& opening) {
  v1::Openings::Opening result;
  result.set_salt(opening.salt);
  result.set_value(opening.value);
  return result;
}

v1::Openings Encode(const Openings& openings) {
  v1::Openings result;
  if (openings.text.has_value()) *result.mutable_text() = Encode(*openings.text);
  if (openings.circumstances.has_value()) {
    *result.mutable_circumstances() = Encode(*openings.circumstances);
  }
  if (openings.participants.has_value()) {
    result.set_participants_salt(openings.participants->salt);
    for (const ParticipantLeaf& leaf : openings.participants->leaves) {
      v1::Openings::Participant& participant = *result.add_participants();
      participant.set_salt(leaf.salt);
      if (!leaf.youth_id.empty()) participant.set_youth(YouthName(leaf.youth_id));
      participant.set_leaf_hash(leaf.leaf_hash);
    }
  }
  if (openings.evidence_uris.has_value()) {
    *result.mutable_evidence_uris() = Encode(*openings.evidence_uris);
  }
  if (openings.reason.has_value()) *result.mutable_reason() = Encode(*openings.reason);
  if (openings.youth.has_value()) *result.mutable_youth() = Encode(*openings.youth);
  return result;
}

v1::ExportedEntry Encode(const ExportedEntry& exported, absl::string_view principal) {
  v1::ExportedEntry result;
  result.set_position(exported.entry.position);
  result.set_entry(exported.entry.payload);
  result.set_leaf_hash(exported.entry.leaf_hash);
  *result.mutable_openings() = Encode(exported.openings);
  for (const Activity& activity : exported.activities) {
    *result.add_activities() = Encode(activity, principal);
  }
  for (const BooksEntry& books : exported.books) *result.add_books() = Encode(books);
  result.set_actor_row_count(exported.actor_rows);
  result.set_participant_row_count(exported.participant_rows);
  *result.mutable_record_time() = ToTimestamp(exported.record_time);
  result.set_registry_position(exported.registry_position);
  result.set_contacts_position(exported.contacts_position);
  return result;
}

std::string OriginOf(const Log& log, const Epoch& epoch) {
  return OriginOf(log.log, epoch.id, epoch.algorithm);
}

}  // namespace

absl::StatusOr<std::string> Decode(const v1::GetLogRequest& request) {
  rpc::Fields fields(errors::kDomain);
  std::string log = fields.Id("name", request.name(), kLogPattern);
  RETURN_IF_ERROR(fields.status());
  return log;
}

absl::StatusOr<CheckpointQuery> Decode(const v1::GetCheckpointRequest& request) {
  rpc::Fields fields(errors::kDomain);
  CheckpointQuery query = {.log = fields.Id("name", request.name(), kLogPattern),
                           .size = Number(fields, "size", request.size(), 0)};
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<InclusionQuery> Decode(const v1::GetInclusionProofRequest& request) {
  rpc::Fields fields(errors::kDomain);
  InclusionQuery query = {.log = fields.Id("name", request.name(), kLogPattern),
                          .position = Number(fields, "position", request.position(), 1),
                          .tree_size = Number(fields, "tree_size", request.tree_size(), 0)};
  if (query.tree_size > 0 && query.tree_size < query.position) {
    fields.Add("tree_size", "is below position");
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<ConsistencyQuery> Decode(const v1::GetConsistencyProofRequest& request) {
  rpc::Fields fields(errors::kDomain);
  ConsistencyQuery query = {.log = fields.Id("name", request.name(), kLogPattern),
                            .first_size = Number(fields, "first_size", request.first_size(), 1),
                            .second_size = Number(fields, "second_size", request.second_size(), 0)};
  if (query.second_size > 0 && query.second_size < query.first_size) {
    fields.Add("second_size", "is below first_size");
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<TileQuery> Decode(const v1::GetTileRequest& request) {
  rpc::Fields fields(errors::kDomain);
  TileQuery query = {
      .log = fields.Id("name", request.name(), kLogPattern),
      .level = request.level(),
      .index = Number(fields, "index", request.index(), 0),
      .width = request.width() == 0 ? static_cast<int>(kTileWidth) : request.width()};
  if (query.level < 0 || query.level > kTileLevelMax) {
    fields.Add("level", absl::StrCat("is not from 0 to ", kTileLevelMax));
  }
  if (query.width < 0 || query.width > kTileWidth) {
    fields.Add("width", absl::StrCat("is not from 0 to ", kTileWidth));
  }
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<NewCosignature> Decode(const v1::AddCosignatureRequest& request) {
  rpc::Fields fields(errors::kDomain);
  NewCosignature cosignature = {
      .log = fields.Id("name", request.name(), kLogPattern),
      .size = Number(fields, "size", request.size(), 1),
      .line = Line(fields, "cosignature", request.cosignature(), kCosignatureBytes)};
  RETURN_IF_ERROR(fields.status());
  return cosignature;
}

absl::StatusOr<StartEpochRequest> Decode(const v1::StartEpochRequest& request) {
  rpc::Fields fields(errors::kDomain);
  StartEpochRequest result = {.log = fields.Id("name", request.name(), kLogPattern),
                              .request_id = fields.RequestId(request.request_id()),
                              .reason = fields.Text("reason", request.reason(), kReasonBytes)};
  RETURN_IF_ERROR(fields.status());
  return result;
}

absl::StatusOr<ExportQuery> Decode(const v1::ExportEntriesRequest& request) {
  rpc::Fields fields(errors::kDomain);
  ExportQuery query = {
      .log = fields.Id("name", request.name(), kLogPattern),
      .range = {.after_position = Number(fields, "after_position", request.after_position(), 0),
                .until_position = Number(fields, "until_position", request.until_position(), 0),
                .limit = fields.PageSize(request.page_size(), kExportMax, kExportMax)}};
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::Receipt Encode(const Receipt& receipt) {
  v1::Receipt result;
  result.set_log(LogName(receipt.log));
  result.set_epoch(receipt.epoch_id);
  result.set_position(receipt.position);
  result.set_entry(receipt.entry);
  result.set_leaf_hash(receipt.leaf_hash);
  result.set_checkpoint(receipt.checkpoint);
  for (const std::string& hash : receipt.inclusion_proof) result.add_inclusion_proof(hash);
  return result;
}

v1::Log Encode(const Log& log) {
  v1::Log result;
  result.set_name(LogName(log.log));
  result.set_public_key(log.public_key);
  result.set_checkpoint(log.checkpoint);
  if (log.halted) result.set_halted_reason("LOG_HALTED");
  for (const Epoch& epoch : log.epochs) {
    v1::Epoch& added = *result.add_epochs();
    added.set_epoch(epoch.id);
    added.set_first_position(epoch.first_position);
    added.set_origin(OriginOf(log, epoch));
  }
  if (log.epochs.empty()) return result;
  const Epoch& running = log.epochs.back();
  result.set_epoch(running.id);
  result.set_origin(OriginOf(log, running));
  result.set_hash_algorithm(static_cast<v1::HashAlgorithm>(running.algorithm));
  return result;
}

v1::Checkpoint Encode(const StoredCheckpoint& checkpoint) {
  v1::Checkpoint result;
  result.set_size(checkpoint.size);
  result.set_root(checkpoint.root);
  std::string note = checkpoint.note;
  for (const std::string& line : checkpoint.cosignatures) absl::StrAppend(&note, line, "\n");
  result.set_note(std::move(note));
  return result;
}

v1::Tile Encode(const TileAnswer& tile) {
  v1::Tile result;
  result.set_level(tile.level);
  result.set_index(tile.index);
  result.set_hashes(tile.hashes);
  return result;
}

v1::GetInclusionProofResponse Encode(const Receipt& receipt, int64_t tree_size) {
  v1::GetInclusionProofResponse response;
  *response.mutable_receipt() = Encode(receipt);
  response.set_tree_size(tree_size);
  return response;
}

v1::GetConsistencyProofResponse Encode(const ConsistencyAnswer& proof) {
  v1::GetConsistencyProofResponse response;
  for (const std::string& hash : proof.hashes) response.add_hashes(hash);
  response.set_second_size(proof.second_size);
  return response;
}

v1::StartedEpoch Encode(const StartedEpoch& started) {
  v1::StartedEpoch result;
  *result.mutable_log() = Encode(started.log);
  *result.mutable_receipt() = Encode(started.receipt);
  result.set_lost_count(started.lost_count);
  return result;
}

v1::ExportEntriesResponse Encode(const ExportPage& page, absl::string_view principal) {
  v1::ExportEntriesResponse response;
  size_t bytes = 0;
  for (const ExportedEntry& exported : page.entries) {
    v1::ExportedEntry entry = Encode(exported, principal);
    bytes += entry.ByteSizeLong();
    if (bytes > kExportBytesMax && response.entries_size() > 0) break;
    *response.add_entries() = std::move(entry);
  }
  if (page.rows.has_value()) {
    response.set_activity_row_count(page.rows->activities);
    response.set_books_row_count(page.rows->books);
    response.set_unsigned_entry_count(page.rows->unsigned_entries);
  }
  return response;
}

}  // namespace xinqiao::ledger
