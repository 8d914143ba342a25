#include "services/ledger/storage/tree_rows.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/crypto/hash.h"
#include "libs/pg/binary.h"
#include "libs/pg/bytes.h"
#include "libs/pg/database.h"
#include "services/ledger/domain/merkle.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

pqxx::binarystring ByteaArray(const std::vector<std::string>& values) {
  pg::BinaryArray array(pg::Type::kBytea);
  for (const std::string& value : values) array.AddBytes(value);
  return array.Parameter();
}

using ::xinqiao::testing::IsOk;

constexpr HashAlgorithm kSha256 = HashAlgorithm::kSha256;
constexpr char kLog[] = "10000000-0000-7000-8000-000000000001";
// A full tile of level 1, and one of level 0 that is not.
constexpr int64_t kSize = kTileWidth * kTileWidth + kTileWidth + 5;

// A log of kSize leaves. Its full tiles are there; of its entries only those
// that no full tile holds: whoever reads more of them finds nothing.
class TreeRowsTest : public ::testing::Test {
 protected:
  TreeRowsTest() {
    levels_.emplace_back();
    for (int64_t leaf = 0; leaf < kSize; ++leaf) {
      levels_[0].push_back(crypto::Sha256(absl::StrCat(leaf)));
    }
    while (levels_.back().size() > 1) {
      const std::vector<std::string>& below = levels_.back();
      std::vector<std::string> level;
      for (size_t right = 1; right < below.size(); right += 2) {
        level.push_back(NodeHash(kSha256, below[right - 1], below[right]));
      }
      levels_.push_back(std::move(level));
    }
    EXPECT_THAT(database_.Transact({},
                                   [this](pqxx::transaction_base& tx) {
                                     Write(tx);
                                     return absl::OkStatus();
                                   }),
                IsOk());
  }

  void Write(pqxx::transaction_base& tx) const {
    std::vector<std::string> levels;
    std::vector<std::string> indexes;
    std::vector<std::string> hashes;
    std::vector<std::string> roots;
    for (int level = 0; level < 2; ++level) {
      const std::vector<std::string>& nodes = levels_[static_cast<size_t>(8 * level)];
      for (size_t end = 256; end <= nodes.size(); end += 256) {
        levels.push_back(absl::StrCat(level));
        indexes.push_back(absl::StrCat(end / 256 - 1));
        std::string& tile = hashes.emplace_back();
        for (size_t i = end - 256; i < end; ++i) tile += nodes[i];
        roots.push_back(levels_[static_cast<size_t>(8 * level + 8)][end / 256 - 1]);
      }
    }
    tx.exec_params0(
        "INSERT INTO tiles (log, level, tile_index, hashes, root) SELECT $1, t.level, t.index, "
        "t.hashes, t.root FROM unnest($2::integer[], $3::bigint[], $4::bytea[], $5::bytea[]) "
        "AS t (level, index, hashes, root)",
        kLog, pg::ToArray(levels), pg::ToArray(indexes), ByteaArray(hashes), ByteaArray(roots));
    const std::vector<std::string> last(levels_[0].end() - 5, levels_[0].end());
    tx.exec_params0(
        "INSERT INTO entries SELECT $1, $2::bigint + t.n, NULL, t.hash, '', "
        "'80000000-0000-7000-8000-000000000001', 0, 0, '2017-05-17' "
        "FROM unnest($3::bytea[]) WITH ORDINALITY AS t (hash, n)",
        kLog, kSize - 5, ByteaArray(last));
  }

  absl::StatusOr<std::vector<std::string>> Hashes(const std::vector<NodePlace>& places) {
    return database_.Read(
        {}, [&](pqxx::transaction_base& tx) { return HashesOf(tx, kLog, kSha256, places); });
  }

  const std::string& At(const NodePlace& place) const {
    return levels_[static_cast<size_t>(place.level)][static_cast<size_t>(place.index)];
  }

  std::vector<std::vector<std::string>> levels_;  // Perfect subtrees, by level.
  testing::TestDatabase test_database_{"ledger"};
  pg::Database database_{test_database_.url(), 1};
};

TEST_F(TreeRowsTest, HashesComeFromTilesAndFromLeavesBehindThem) {
  std::vector<NodePlace> places;
  for (size_t level = 0; level < levels_.size(); ++level) {
    const auto count = static_cast<int64_t>(levels_[level].size());
    // From both ends and between.
    for (const int64_t index :
         {int64_t{0}, int64_t{1}, count / 3, count / 2, count - 2, count - 1}) {
      if (index >= 0 && index < count) {
        places.push_back({.level = static_cast<int>(level), .index = index});
      }
    }
  }
  const auto hashes = Hashes(places);
  ASSERT_THAT(hashes, IsOk());
  ASSERT_EQ(hashes->size(), places.size());
  for (size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ((*hashes)[i], At(places[i])) << places[i].level << " " << places[i].index;
    // Also when nothing else is asked for.
    const auto alone = Hashes({places[i]});
    ASSERT_THAT(alone, IsOk());
    EXPECT_EQ(alone->front(), At(places[i])) << places[i].level << " " << places[i].index;
  }
  EXPECT_TRUE(Hashes({})->empty());
}

TEST_F(TreeRowsTest, EveryNodeOfAProofIsThere) {
  for (const int64_t leaf : {int64_t{0}, int64_t{77}, int64_t{65535}, int64_t{65536}, kSize - 1}) {
    const std::vector<NodePlace> places = NodesOfInclusion(leaf, kSize);
    const auto hashes = Hashes(places);
    ASSERT_THAT(hashes, IsOk());
    for (size_t i = 0; i < places.size(); ++i) EXPECT_EQ((*hashes)[i], At(places[i]));
  }
}

TEST_F(TreeRowsTest, WhatIsNotThereIsAnError) {
  for (const NodePlace& place :
       {NodePlace{.level = 0, .index = kSize}, NodePlace{.level = 8, .index = 257},
        NodePlace{.level = 16, .index = 1}}) {
    EXPECT_TRUE(absl::IsInternal(Hashes({place}).status())) << place.level;
  }
  test_database_.Execute("DELETE FROM tiles WHERE level = 0 AND tile_index = 3");
  EXPECT_TRUE(absl::IsInternal(Hashes({{.level = 8, .index = 3}}).status()));
  EXPECT_TRUE(absl::IsInternal(Hashes({{.level = 0, .index = 3 * 256}}).status()));
}

TEST(SplitHashesTest, CutsIntoHashes) {
  const std::string a(32, 'a');
  const std::string b(32, 'b');
  EXPECT_EQ(SplitHashes(a + b), (std::vector<std::string>{a, b}));
  EXPECT_TRUE(SplitHashes("").empty());
}

}  // namespace
}  // namespace xinqiao::ledger
