#include "services/ledger/domain/merkle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "tests/services/ledger/proofs.h"

namespace xinqiao::ledger {
namespace {

using proofs::Hashes;

constexpr HashAlgorithm kSha256 = HashAlgorithm::kSha256;

// The inputs and roots that implementations of RFC 6962 are tested with.
constexpr const char* kInputs[] = {"",
                                   "00",
                                   "10",
                                   "2021",
                                   "3031",
                                   "40414243",
                                   "5051525354555657",
                                   "606162636465666768696a6b6c6d6e6f"};
constexpr const char* kRoots[] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

Hashes Part(const Hashes& leaves, int64_t first, int64_t end) {
  return {leaves.begin() + first, leaves.begin() + end};
}

// A tree of the first `size` leaves, grown at once.
Frontier TreeOf(HashAlgorithm algorithm, const Hashes& leaves, int64_t size) {
  if (size == 0) return Frontier(algorithm);
  return Growth(Frontier(algorithm), Part(leaves, 0, size)).after();
}

TEST(MerkleTest, EmptyTreeHashesNothing) {
  EXPECT_EQ(absl::BytesToHexString(Frontier(kSha256).Root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(RootOf(kSha256, {}), Frontier(kSha256).Root());
  EXPECT_EQ(Frontier(HashAlgorithm::kSm3).Root(), proofs::H(HashAlgorithm::kSm3, ""));
}

TEST(MerkleTest, RootsAreThoseOfTheTestVectors) {
  Frontier tree(kSha256);
  Hashes leaves;
  for (size_t i = 0; i < std::size(kInputs); ++i) {
    leaves.push_back(LeafHash(kSha256, absl::HexStringToBytes(kInputs[i])));
    tree = Growth(tree, {leaves.back()}).after();
    EXPECT_EQ(absl::BytesToHexString(tree.Root()), kRoots[i]) << i;
    EXPECT_EQ(absl::BytesToHexString(RootOf(kSha256, leaves)), kRoots[i]) << i;
  }
}

TEST(MerkleTest, RootOfAgreesWithTheDefinition) {
  const Hashes leaves = proofs::Leaves(kSha256, 300);
  for (int64_t size = 0; size <= 300; ++size) {
    const Hashes some = Part(leaves, 0, size);
    ASSERT_EQ(RootOf(kSha256, some), proofs::Root(kSha256, some)) << size;
  }
}

// Everything that a growth tells, against the definition.
void CheckGrowth(HashAlgorithm algorithm, const Hashes& leaves, int64_t before, int64_t after) {
  const Growth growth(TreeOf(algorithm, leaves, before), Part(leaves, before, after));
  const std::string root = proofs::Root(algorithm, leaves, 0, after);
  ASSERT_EQ(growth.after().size(), after);
  ASSERT_EQ(growth.after().algorithm(), algorithm);
  ASSERT_EQ(growth.after().Root(), root);
  for (int64_t leaf = before; leaf < after; ++leaf) {
    const auto i = static_cast<size_t>(leaf);
    ASSERT_TRUE(proofs::InclusionHolds(algorithm, leaf, after, leaves[i],
                                       growth.ProofOf(i - static_cast<size_t>(before)), root))
        << leaf;
  }
  for (int level = 0; level < 9; ++level) {
    const int64_t width = int64_t{1} << level;
    int64_t index = before / width;
    for (const Growth::Node& node : growth.NewNodes(level)) {
      ASSERT_EQ(node.level, level);
      ASSERT_EQ(node.index, index);
      ASSERT_EQ(node.hash, proofs::Root(algorithm, leaves, index * width, (index + 1) * width));
      ++index;
    }
    ASSERT_EQ(index, after / width);
  }
}

TEST(MerkleTest, GrowthAgreesWithTheDefinitionForEveryCut) {
  constexpr int64_t kSizeMax = 40;
  const Hashes leaves = proofs::Leaves(kSha256, kSizeMax);
  for (int64_t after = 1; after <= kSizeMax; ++after) {
    for (int64_t before = 0; before < after; ++before) {
      ASSERT_NO_FATAL_FAILURE(CheckGrowth(kSha256, leaves, before, after))
          << before << "," << after;
    }
  }
}

TEST(MerkleTest, GrowthAgreesWithTheDefinitionForBatches) {
  const Hashes leaves = proofs::Leaves(HashAlgorithm::kSm3, 1000);
  for (const auto& [before, after] : std::vector<std::pair<int64_t, int64_t>>{
           {0, 500}, {255, 257}, {256, 512}, {300, 800}, {511, 1000}, {999, 1000}}) {
    ASSERT_NO_FATAL_FAILURE(CheckGrowth(HashAlgorithm::kSm3, leaves, before, after)) << before;
  }
}

TEST(MerkleTest, NoTamperedProofHolds) {
  const Hashes leaves = proofs::Leaves(kSha256, 45);
  const Growth growth(TreeOf(kSha256, leaves, 30), Part(leaves, 30, 45));
  const std::string root = growth.after().Root();
  for (size_t i = 0; i < 15; ++i) {
    const auto leaf = static_cast<int64_t>(30 + i);
    const Hashes proof = growth.ProofOf(i);
    for (const Hashes& bad : proofs::Tampered(proof)) {
      EXPECT_FALSE(proofs::InclusionHolds(kSha256, leaf, 45, leaves[30 + i], bad, root)) << i;
    }
    EXPECT_FALSE(proofs::InclusionHolds(kSha256, leaf - 1, 45, leaves[30 + i], proof, root)) << i;
    EXPECT_FALSE(proofs::InclusionHolds(kSha256, leaf, 45, leaves[29 + i], proof, root)) << i;
  }
}

TEST(MerkleTest, SizeAndRootsAreAllThatIsNeeded) {
  const Hashes leaves = proofs::Leaves(kSha256, 100);
  for (int64_t size = 0; size < 100; ++size) {
    const Frontier tree = TreeOf(kSha256, leaves, size);
    const Frontier copy(kSha256, tree.size(), tree.roots());
    EXPECT_EQ(copy, tree);
    const Hashes rest = Part(leaves, size, 100);
    EXPECT_EQ(Growth(copy, rest).after().Root(), proofs::Root(kSha256, leaves));
  }
}

}  // namespace
}  // namespace xinqiao::ledger
