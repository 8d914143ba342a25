#include "services/ledger/storage/tree_rows.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/pg/bytes.h"
#include "services/ledger/domain/merkle.h"
#include "services/ledger/storage/queries.h"

namespace xinqiao::ledger {
namespace {

// A hash that is stored: a leaf is at level 0, the root of a tile of level n at
// level 8 (n + 1). Every perfect subtree is folded from at most 128 of them.
using Hashes = std::map<std::pair<int, int64_t>, std::string>;

struct Range {
  int level = 0;  // A multiple of kTileHeight.
  int64_t first = 0;
  int64_t end = 0;
};

// The stored hashes below a place.
Range StoredBelow(const NodePlace& place) {
  const int height = place.level % kTileHeight;
  return {.level = place.level - height,
          .first = place.index << height,
          .end = (place.index + 1) << height};
}

void FetchRoots(pqxx::transaction_base& tx, const std::string& log,
                const std::set<std::pair<int, int64_t>>& wanted, Hashes& hashes) {
  // Neighbours are fetched as one range.
  std::vector<std::string> levels;
  std::vector<std::string> firsts;
  std::vector<std::string> lasts;
  std::pair<int, int64_t> next = {-1, 0};
  for (const auto& [level, index] : wanted) {
    if (level == 0) continue;
    if (std::pair(level, index) == next) {
      lasts.back() = absl::StrCat(index);
    } else {
      levels.push_back(absl::StrCat(level / kTileHeight - 1));
      firsts.push_back(absl::StrCat(index));
      lasts.push_back(firsts.back());
    }
    next = {level, index + 1};
  }
  if (levels.empty()) return;
  for (const pqxx::row& row : tx.exec_params(sql::kListTileRoots, log, pg::ToArray(levels),
                                             pg::ToArray(firsts), pg::ToArray(lasts))) {
    hashes[{(row["level"].as<int>() + 1) * kTileHeight, row["tile_index"].as<int64_t>()}] =
        pg::BytesFrom(row["root"]);
  }
}

void FetchLeaves(pqxx::transaction_base& tx, const std::string& log,
                 const std::set<std::pair<int, int64_t>>& wanted, Hashes& hashes) {
  std::set<int64_t> tiles;
  for (const auto& [level, index] : wanted) {
    if (level == 0) tiles.insert(index / kTileWidth);
  }
  if (tiles.empty()) return;
  std::vector<std::string> indexes;
  for (const int64_t tile : tiles) indexes.push_back(absl::StrCat(tile));
  for (const pqxx::row& row : tx.exec_params(sql::kListLeafTiles, log, pg::ToArray(indexes))) {
    int64_t leaf = row["tile_index"].as<int64_t>() * kTileWidth;
    for (std::string& hash : SplitHashes(pg::BytesFrom(row["hashes"]))) {
      hashes[{0, leaf++}] = std::move(hash);
    }
  }

  // Those behind the last full tile, which are neighbours. If they are not, full
  // tiles are missing, and with them the proof.
  int64_t first = 0;
  int64_t last = 0;
  for (const auto& place : wanted) {
    if (place.first != 0 || hashes.count(place) > 0) continue;
    last = place.second + 1;
    if (first == 0) first = last;
  }
  if (first == 0 || last - first >= kTileWidth) return;
  for (const pqxx::row& row : tx.exec_params(sql::kListLeafHashes, log, first, last)) {
    hashes[{0, row["position"].as<int64_t>() - 1}] = pg::BytesFrom(row["leaf_hash"]);
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> HashesOf(pqxx::transaction_base& tx,
                                                  const std::string& log, HashAlgorithm algorithm,
                                                  const std::vector<NodePlace>& places) {
  std::set<std::pair<int, int64_t>> wanted;
  for (const NodePlace& place : places) {
    const Range range = StoredBelow(place);
    for (int64_t index = range.first; index < range.end; ++index) {
      wanted.insert({range.level, index});
    }
  }
  Hashes hashes;
  FetchRoots(tx, log, wanted, hashes);
  FetchLeaves(tx, log, wanted, hashes);

  std::vector<std::string> result;
  for (const NodePlace& place : places) {
    const Range range = StoredBelow(place);
    std::vector<std::string> below;
    for (int64_t index = range.first; index < range.end; ++index) {
      const auto found = hashes.find({range.level, index});
      if (found == hashes.end()) {
        return absl::InternalError(
            absl::StrCat("the tree lacks hash ", index, " of level ", range.level));
      }
      below.push_back(found->second);
    }
    result.push_back(RootOf(algorithm, below));
  }
  return result;
}

std::vector<std::string> SplitHashes(absl::string_view bytes) {
  std::vector<std::string> hashes;
  for (size_t at = 0; at + kHashBytes <= bytes.size(); at += kHashBytes) {
    hashes.emplace_back(bytes.substr(at, kHashBytes));
  }
  return hashes;
}

}  // namespace xinqiao::ledger
