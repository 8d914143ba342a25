#include "services/ledger/app/log_audit.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "services/ledger/app/log_state.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/domain/proof.h"

namespace xinqiao::ledger {
namespace {

absl::Status CheckIsOperator(const Call& call) {
  if (absl::StartsWith(call.principal, "operators/")) return absl::OkStatus();
  return errors::NotAnOperator();
}

// Hashes that were fetched together, for a proof that asks for one by one.
class Fetched {
 public:
  Fetched(std::vector<NodePlace> places, std::vector<std::string> hashes)
      : places_(std::move(places)), hashes_(std::move(hashes)) {}

  absl::StatusOr<std::string> operator()(const NodePlace& place) const {
    const auto found = std::find(places_.begin(), places_.end(), place);
    if (found == places_.end()) return absl::InternalError("a proof asks for more than its nodes");
    return hashes_[static_cast<size_t>(found - places_.begin())];
  }

 private:
  std::vector<NodePlace> places_;
  std::vector<std::string> hashes_;
};

// A log as its writer sees it, who knows whether it goes on.
std::optional<LogHead> HeadOf(const StoredEpoch& epoch, const StoredCheckpoint& newest,
                              const std::optional<StoredCheckpoint>& asked) {
  LogHead head;
  head.epoch = epoch.epoch;
  head.tree = Frontier(epoch.epoch.algorithm, newest.size, {});
  head.begun_after = epoch.begun_after;
  if (asked.has_value()) head.root_at_asked_size = asked->root;
  return head;
}

// What StartEpoch() answers, from the log before it.
absl::StatusOr<StartedEpoch> Started(Log log, const std::vector<StoredEpoch>& epochs,
                                     const std::string& kept, const Receipt& receipt) {
  // A retry finds the epoch begun.
  const auto begun = std::find_if(epochs.begin(), epochs.end(), [&](const StoredEpoch& epoch) {
    return epoch.epoch.id == receipt.epoch_id;
  });
  const bool is_retry = begun != epochs.end();
  ASSIGN_OR_RETURN(const TreeHead lost,
                   OpenCheckpoint(is_retry ? begun->begun_after : kept, log.public_key));
  if (!is_retry) {
    ASSIGN_OR_RETURN(const TreeHead tree, OpenCheckpoint(receipt.checkpoint, log.public_key));
    const bool is_sm3 = tree.origin == OriginOf(log.log, receipt.epoch_id, HashAlgorithm::kSm3);
    log.epochs.push_back({.number = log.epochs.empty() ? 1 : log.epochs.back().number + 1,
                          .id = receipt.epoch_id,
                          .first_position = receipt.position,
                          .algorithm = is_sm3 ? HashAlgorithm::kSm3 : HashAlgorithm::kSha256});
    log.checkpoint = receipt.checkpoint;
    log.halted = false;
  }
  return StartedEpoch{.log = std::move(log),
                      .receipt = receipt,
                      .lost_count = std::max<int64_t>(lost.size - (receipt.position - 1), 1)};
}

}  // namespace

absl::StatusOr<LogAudit::Known> LogAudit::Find(const Call& call, const std::string& log) {
  Known known;
  ASSIGN_OR_RETURN(known.epochs, deps_.reads.Epochs(call, log));
  ASSIGN_OR_RETURN(known.newest, deps_.reads.GetCheckpoint(call, log, 0));
  return known;
}

absl::StatusOr<bool> LogAudit::IsHalted(const Call& call, const std::string& log,
                                        const Known& known,
                                        const absl::StatusOr<std::optional<std::string>>& kept) {
  if (!kept.ok()) return true;
  if (!kept->has_value()) return false;
  const absl::StatusOr<TreeHead> signed_tree = OpenCheckpoint(**kept, deps_.public_key);
  if (!signed_tree.ok() || known.epochs.empty() || !known.newest.has_value()) return true;
  ASSIGN_OR_RETURN(const auto asked, deps_.reads.GetCheckpoint(call, log, signed_tree->size));
  return !GoesOn(*signed_tree, HeadOf(known.epochs.back(), *known.newest, asked), deps_.public_key);
}

absl::StatusOr<std::vector<std::string>> LogAudit::HashesOf(const Call& call,
                                                            const std::string& log,
                                                            const Known& known,
                                                            const std::vector<NodePlace>& places) {
  if (places.empty()) return std::vector<std::string>();
  return deps_.reads.Hashes(call, log, known.algorithm(), places);
}

absl::StatusOr<Log> LogAudit::GetLog(const Call& call, const std::string& log) {
  // What was kept first: the log may go on meanwhile, never back.
  const auto kept = deps_.signed_heads.Get(log);
  ASSIGN_OR_RETURN(const Known known, Find(call, log));
  ASSIGN_OR_RETURN(const bool halted, IsHalted(call, log, known, kept));
  Log result = {.log = log,
                .epochs = {},
                .public_key = deps_.public_key,
                .checkpoint = known.newest.has_value() ? known.newest->note : "",
                .halted = halted};
  for (const StoredEpoch& epoch : known.epochs) result.epochs.push_back(epoch.epoch);
  return result;
}

absl::StatusOr<StoredCheckpoint> LogAudit::GetCheckpoint(const Call& call, const std::string& log,
                                                         int64_t size) {
  ASSIGN_OR_RETURN(auto checkpoint, deps_.reads.GetCheckpoint(call, log, size));
  if (!checkpoint.has_value()) return errors::CheckpointUnknown(size);
  return *std::move(checkpoint);
}

absl::StatusOr<Receipt> LogAudit::GetInclusionProof(const Call& call, const std::string& log,
                                                    int64_t position, int64_t& tree_size) {
  ASSIGN_OR_RETURN(const Known known, Find(call, log));
  if (tree_size == 0) tree_size = known.size();
  if (position < 1 || position > tree_size || tree_size > known.size()) {
    return errors::BeyondTree(known.size());
  }
  std::optional<StoredCheckpoint> checkpoint = known.newest;
  if (tree_size != known.size()) {
    ASSIGN_OR_RETURN(checkpoint, deps_.reads.GetCheckpoint(call, log, tree_size));
  }
  ASSIGN_OR_RETURN(const auto entry, deps_.reads.GetEntry(call, log, position));
  if (!entry.has_value()) return absl::InternalError("an entry below the head is gone");

  const std::vector<NodePlace> places = NodesOfInclusion(position - 1, tree_size);
  ASSIGN_OR_RETURN(const std::vector<std::string> hashes, HashesOf(call, log, known, places));
  ASSIGN_OR_RETURN(
      std::vector<std::string> proof,
      InclusionProof(known.algorithm(), position - 1, tree_size, Fetched(places, hashes)));
  return Receipt{.log = log,
                 .epoch_id = checkpoint.has_value() ? checkpoint->epoch_id : "",
                 .position = position,
                 .entry = entry->payload,
                 .leaf_hash = entry->leaf_hash,
                 .checkpoint = checkpoint.has_value() ? checkpoint->note : "",
                 .inclusion_proof = std::move(proof)};
}

absl::StatusOr<ConsistencyAnswer> LogAudit::GetConsistencyProof(const Call& call,
                                                                const std::string& log,
                                                                int64_t first_size,
                                                                int64_t second_size) {
  ASSIGN_OR_RETURN(const Known known, Find(call, log));
  if (second_size == 0) second_size = known.size();
  if (first_size < 1 || first_size > known.size() || second_size > known.size()) {
    return errors::BeyondTree(known.size());
  }
  if (first_size > second_size) {
    return InvalidFields("ledger.xinqiao", {{"first_size", "is larger than second_size"}});
  }
  const std::vector<NodePlace> places = NodesOfConsistency(first_size, second_size);
  ASSIGN_OR_RETURN(const std::vector<std::string> hashes, HashesOf(call, log, known, places));
  ASSIGN_OR_RETURN(
      std::vector<std::string> proof,
      ConsistencyProof(known.algorithm(), first_size, second_size, Fetched(places, hashes)));
  return ConsistencyAnswer{.hashes = std::move(proof), .second_size = second_size};
}

absl::StatusOr<TileAnswer> LogAudit::GetTile(const Call& call, const std::string& log, int level,
                                             int64_t index, int width) {
  ASSIGN_OR_RETURN(const Known known, Find(call, log));
  const int64_t asked = width == 0 ? kTileWidth : width;
  const int tree_level = level * kTileHeight;
  const int64_t nodes = tree_level < 63 ? known.size() >> tree_level : 0;
  // Not by multiplying what a caller sent.
  if (index > nodes / kTileWidth || index * kTileWidth + asked > nodes) {
    return errors::BeyondTree(known.size());
  }
  std::vector<NodePlace> places;
  for (int64_t i = 0; i < asked; ++i) {
    places.push_back({.level = tree_level, .index = index * kTileWidth + i});
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> hashes, HashesOf(call, log, known, places));
  TileAnswer tile{.level = level, .index = index, .hashes = ""};
  for (const std::string& hash : hashes) tile.hashes += hash;
  return tile;
}

absl::StatusOr<StoredCheckpoint> LogAudit::AddCosignature(const Call& call, const std::string& log,
                                                          int64_t size, const std::string& line) {
  ASSIGN_OR_RETURN(const StoredCheckpoint checkpoint, GetCheckpoint(call, log, size));
  const absl::StatusOr<NoteSignature> signature = ParseSignatureLine(line);
  if (!signature.ok()) return errors::CosignatureWrong(signature.status().message());
  const auto witness =
      std::find_if(deps_.witnesses.begin(), deps_.witnesses.end(), [&](const NoteKey& key) {
        return key.name == signature->name && key.Id() == signature->key_id;
      });
  if (witness == deps_.witnesses.end()) return errors::WitnessUnknown();
  ASSIGN_OR_RETURN(const Note note, ParseNote(checkpoint.note));
  RETURN_IF_ERROR(CheckCosignature(note.text, *signature, *witness));

  // With the key, so that those of a witness's old key and of its new one stand
  // beside each other.
  const std::string witness_id =
      absl::StrCat(witness->name, "+", absl::BytesToHexString(signature->key_id));
  std::string normal_line = FormatSignatureLine(*signature);
  normal_line.pop_back();
  RETURN_IF_ERROR(deps_.reads.AddCosignature(call, log, checkpoint.size, witness_id, normal_line,
                                             deps_.clock.Now()));
  return GetCheckpoint(call, log, checkpoint.size);
}

absl::StatusOr<ExportPage> LogAudit::ExportEntries(const Call& call, const std::string& log,
                                                   const ExportRange& range) {
  RETURN_IF_ERROR(CheckIsOperator(call));
  ExportPage page;
  ASSIGN_OR_RETURN(page.entries, deps_.reads.Export(call, log, range));
  if (page.entries.empty()) {
    ASSIGN_OR_RETURN(page.rows, deps_.reads.CountRows(call, log, range.until_position));
  }
  return page;
}

void LogAudit::StartEpoch(const Call& call, const std::string& log, std::string request_id,
                          std::string reason,
                          std::function<void(absl::StatusOr<StartedEpoch>)> done) {
  // Whether the log is halted, and whether this is a retry, is for the writer to
  // say: it holds the log.
  const auto prepare = [&](Log& before, std::vector<StoredEpoch>& epochs,
                           std::string& kept) -> absl::Status {
    RETURN_IF_ERROR(CheckIsOperator(call));
    ASSIGN_OR_RETURN(before, GetLog(call, log));
    ASSIGN_OR_RETURN(epochs, deps_.reads.Epochs(call, log));
    ASSIGN_OR_RETURN(const auto found, deps_.signed_heads.Get(log));
    if (!found.has_value()) return errors::LogNotHalted(log);
    kept = *found;
    return absl::OkStatus();
  };
  Log before;
  std::vector<StoredEpoch> epochs;
  std::string kept;
  const absl::Status prepared = prepare(before, epochs, kept);
  if (!prepared.ok()) return done(prepared);

  Draft draft = {
      .request_id = std::move(request_id),
      .request_digest = call.request_digest,
      .change_id = deps_.ids.NewId(),
      .record_time = deps_.clock.Now(),
      .what = EpochStart{.epoch_id = deps_.ids.NewId(),
                         .last_checkpoint = kept,
                         .reason = {.salt = deps_.new_salt(), .value = std::move(reason)}},
  };
  Unit unit = {
      .call = call, .drafts = {std::move(draft)}, .done = [=](const UnitResult& results) {
        const absl::StatusOr<Appended>& result = results.front();
        done(result.ok() ? Started(before, epochs, kept, result->receipt) : result.status());
      }};
  const absl::Status submitted = deps_.writer.Submit(log, std::move(unit));
  if (!submitted.ok()) done(submitted);
}

}  // namespace xinqiao::ledger
