#include "services/ledger/app/batch_growth.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/ledger/domain/hash.h"

namespace xinqiao::ledger {
namespace {

// The tiles of one level that the new nodes of it fill. Both are in order, and
// `roots` are new nodes of the level above, one for each such tile.
absl::Status AddTiles(int level, const std::vector<Growth::Node>& nodes,
                      const std::vector<Growth::Node>& roots, HashesBefore hashes_before,
                      std::vector<NewTile>& tiles) {
  for (const Growth::Node& root : roots) {
    NewTile tile = {.level = level, .index = root.index, .root = root.hash};
    const int64_t first = tile.index * kTileWidth;
    const int64_t first_new = std::max(first, nodes.front().index);
    if (first < first_new) {
      std::vector<NodePlace> places;
      for (int64_t index = first; index < first_new; ++index) {
        places.push_back({.level = level * kTileHeight, .index = index});
      }
      ASSIGN_OR_RETURN(const std::vector<std::string> hashes, hashes_before(places));
      for (const std::string& hash : hashes) absl::StrAppend(&tile.hashes, hash);
    }
    for (int64_t index = first_new; index < first + kTileWidth; ++index) {
      absl::StrAppend(&tile.hashes, nodes[static_cast<size_t>(index - nodes.front().index)].hash);
    }
    tiles.push_back(std::move(tile));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<NewTile>> TilesOf(const Growth& growth, HashesBefore hashes_before) {
  std::vector<NewTile> tiles;
  std::vector<Growth::Node> nodes = growth.NewNodes(0);
  for (int level = 0;; ++level) {
    std::vector<Growth::Node> roots = growth.NewNodes((level + 1) * kTileHeight);
    if (roots.empty()) return tiles;
    RETURN_IF_ERROR(AddTiles(level, nodes, roots, hashes_before, tiles));
    nodes = std::move(roots);
  }
}

}  // namespace

absl::StatusOr<Grown> Grow(const LogState& state, const Decisions& decisions,
                           int64_t registry_position, const EntryEncoder& encode, const LogKey& key,
                           HashesBefore hashes_before) {
  const HashAlgorithm algorithm = decisions.epoch.algorithm;
  const Frontier before = state.head.has_value() ? state.head->tree : Frontier(algorithm);
  NewBatch batch = {.epoch_id = decisions.epoch.id,
                    .registry_position = registry_position,
                    .record_time = decisions.taken.back().draft->record_time,
                    .begun_after = decisions.begun_after};
  if (decisions.epoch_is_new) batch.new_epoch = decisions.epoch;

  std::vector<std::string> leaf_hashes;
  leaf_hashes.reserve(decisions.taken.size());
  batch.entries.reserve(decisions.taken.size());
  const int64_t size_after = before.size() + static_cast<int64_t>(decisions.taken.size());
  for (const TakenDraft& taken : decisions.taken) {
    NewEntry& entry = batch.entries.emplace_back();
    entry.position = before.size() + static_cast<int64_t>(batch.entries.size());
    entry.draft = taken.draft;
    entry.request = {.digest = taken.draft->request_digest,
                     .activity_id = ShownActivityIdOf(*taken.draft),
                     .position = entry.position,
                     .tree_size = size_after};
    EntryContext context = taken.context;
    context.registry_position = registry_position;
    entry.payload = encode(*taken.draft, context);
    entry.leaf_hash = LeafHash(algorithm, entry.payload);
    entry.redaction = taken.redaction;
    leaf_hashes.push_back(entry.leaf_hash);
  }

  Growth growth(before, std::move(leaf_hashes));
  batch.tree = growth.after();
  batch.root = batch.tree.Root();
  batch.checkpoint = SignedCheckpoint({.origin = OriginOf(state.log, batch.epoch_id, algorithm),
                                       .size = size_after,
                                       .root = batch.root},
                                      key);
  ASSIGN_OR_RETURN(batch.tiles, TilesOf(growth, hashes_before));
  return Grown{.batch = std::move(batch), .growth = std::move(growth)};
}

Receipt ReceiptOf(const std::string& log, const Grown& grown, size_t i) {
  const NewEntry& entry = grown.batch.entries[i];
  return {.log = log,
          .epoch_id = grown.batch.epoch_id,
          .position = entry.position,
          .entry = entry.payload,
          .leaf_hash = entry.leaf_hash,
          .checkpoint = grown.batch.checkpoint,
          .inclusion_proof = grown.growth.ProofOf(i)};
}

}  // namespace xinqiao::ledger
