#include "services/ledger/app/batch_growth.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/drafts.h"
#include "tests/services/ledger/proofs.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::IsOk;

std::string Encode(const Draft& draft, const EntryContext& /*context*/) {
  return absl::StrCat("entry of ", draft.request_id);
}

// A log that grows by batches, of which every leaf is remembered.
class BatchGrowthTest : public ::testing::TestWithParam<HashAlgorithm> {
 protected:
  absl::StatusOr<Grown> Append(int count) {
    const HashAlgorithm algorithm = GetParam();
    drafts_.clear();
    for (int i = 0; i < count; ++i) drafts_.push_back(scene::RecordingOf(++last_));
    Decisions decisions;
    decisions.epoch = {.number = 1, .id = scene::TestId('e', 1), .algorithm = algorithm};
    decisions.epoch_is_new = !state_.head.has_value();
    for (const Draft& draft : drafts_) {
      TakenDraft& taken = decisions.taken.emplace_back();
      taken.draft = &draft;
    }
    const auto hashes = [&](const std::vector<NodePlace>& places) {
      std::vector<std::string> found;
      for (const NodePlace& place : places) {
        const int64_t width = int64_t{1} << place.level;
        found.push_back(
            proofs::Root(algorithm, leaves_, place.index * width, (place.index + 1) * width));
      }
      return absl::StatusOr<std::vector<std::string>>(found);
    };
    absl::StatusOr<Grown> grown = Grow(state_, decisions, 17, Encode, scene::TestKey(), hashes);
    if (!grown.ok()) return grown;
    for (const NewEntry& entry : grown->batch.entries) leaves_.push_back(entry.leaf_hash);
    state_.head = LogHead{.epoch = decisions.epoch, .tree = grown->batch.tree};
    return grown;
  }

  LogState state_ = {.log = scene::kLog};
  proofs::Hashes leaves_;
  std::vector<Draft> drafts_;
  int last_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, BatchGrowthTest,
                         ::testing::Values(HashAlgorithm::kSha256, HashAlgorithm::kSm3));

TEST_P(BatchGrowthTest, SignsOneCheckpointOverAllAndProvesEach) {
  for (const int count : {1, 3, 7}) {
    const absl::StatusOr<Grown> grown = Append(count);
    ASSERT_THAT(grown, IsOk());
    const NewBatch& batch = grown->batch;
    const auto size = static_cast<int64_t>(leaves_.size());
    EXPECT_EQ(batch.root, proofs::Root(GetParam(), leaves_));
    const auto signed_tree = OpenCheckpoint(batch.checkpoint, scene::TestKey().public_key);
    ASSERT_THAT(signed_tree, IsOk());
    EXPECT_EQ(*signed_tree,
              (TreeHead{.origin = OriginOf(scene::kLog, scene::TestId('e', 1), GetParam()),
                        .size = size,
                        .root = batch.root}));
    EXPECT_EQ(batch.new_epoch.has_value(), count == 1);
    EXPECT_EQ(batch.registry_position, 17);
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<size_t>(i);
      const Receipt receipt = ReceiptOf(scene::kLog, *grown, at);
      EXPECT_EQ(receipt.position, size - count + i + 1);
      EXPECT_EQ(receipt.entry, Encode(drafts_[at], {}));
      EXPECT_EQ(receipt.leaf_hash, LeafHash(GetParam(), receipt.entry));
      EXPECT_EQ(receipt.checkpoint, batch.checkpoint);
      EXPECT_TRUE(proofs::InclusionHolds(GetParam(), receipt.position - 1, size, receipt.leaf_hash,
                                         receipt.inclusion_proof, batch.root));
      EXPECT_EQ(batch.entries[at].position, receipt.position);
      EXPECT_EQ(batch.entries[at].request.position, receipt.position);
      EXPECT_EQ(batch.entries[at].request.tree_size, size);
      EXPECT_EQ(batch.entries[at].request.digest, drafts_[at].request_digest);
      EXPECT_EQ(batch.entries[at].request.activity_id, scene::ActivityId(last_ - count + i + 1));
    }
  }
}

TEST_P(BatchGrowthTest, WritesEachTileOnceItIsFull) {
  std::vector<NewTile> tiles;
  for (const int count : {255, 1, 100, 500, 168}) {  // 1024 in all.
    const absl::StatusOr<Grown> grown = Append(count);
    ASSERT_THAT(grown, IsOk());
    tiles.insert(tiles.end(), grown->batch.tiles.begin(), grown->batch.tiles.end());
  }
  ASSERT_EQ(tiles.size(), 4U);
  for (size_t i = 0; i < tiles.size(); ++i) {
    EXPECT_EQ(tiles[i].level, 0);
    EXPECT_EQ(tiles[i].index, static_cast<int64_t>(i));
    std::string hashes;
    for (size_t j = 0; j < kTileWidth; ++j) hashes += leaves_[i * kTileWidth + j];
    EXPECT_EQ(tiles[i].hashes, hashes);
    const auto first = static_cast<int64_t>(i) * kTileWidth;
    EXPECT_EQ(tiles[i].root, proofs::Root(GetParam(), leaves_, first, first + kTileWidth));
  }
}

// The tile above begins with nodes of earlier batches.
TEST(BatchGrowthTilesTest, FillsATileOfTheNextLevel) {
  constexpr HashAlgorithm kAlgorithm = HashAlgorithm::kSha256;
  constexpr int64_t kBefore = kTileWidth * kTileWidth - 1;
  const proofs::Hashes leaves = proofs::Leaves(kAlgorithm, kBefore);
  const Growth before(Frontier(kAlgorithm), leaves);
  LogState state = {.log = scene::kLog};
  state.head = LogHead{.epoch = {.number = 1, .id = scene::TestId('e', 1)}, .tree = before.after()};
  Decisions decisions;
  decisions.epoch = state.head->epoch;
  const Draft draft = scene::RecordingOf(1);
  decisions.taken.emplace_back().draft = &draft;
  const auto hashes = [&](const std::vector<NodePlace>& places) {
    const std::vector<Growth::Node> nodes = before.NewNodes(places.front().level);
    std::vector<std::string> found;
    for (const NodePlace& place : places) {
      found.push_back(nodes[static_cast<size_t>(place.index)].hash);
    }
    return absl::StatusOr<std::vector<std::string>>(found);
  };
  const auto grown = Grow(state, decisions, 0, Encode, scene::TestKey(), hashes);
  ASSERT_THAT(grown, IsOk());
  ASSERT_EQ(grown->batch.tiles.size(), 2U);
  const NewTile& tile = grown->batch.tiles[1];
  EXPECT_EQ(tile.level, 1);
  EXPECT_EQ(tile.index, 0);
  std::string expected;
  for (const Growth::Node& node : before.NewNodes(kTileHeight)) expected += node.hash;
  expected += grown->growth.NewNodes(kTileHeight)[0].hash;
  EXPECT_EQ(tile.hashes, expected);
  EXPECT_EQ(tile.root, grown->batch.root);
}

}  // namespace
}  // namespace xinqiao::ledger
