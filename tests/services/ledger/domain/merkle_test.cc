#include "services/ledger/domain/merkle.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/support/receipts.h"

namespace xinqiao::ledger {
namespace {

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

TEST(MerkleTest, EmptyTreeHashesNothing) {
  EXPECT_EQ(absl::BytesToHexString(Frontier().Root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(MerkleTest, RootsAreThoseOfTheTestVectors) {
  Frontier tree;
  for (size_t i = 0; i < std::size(kInputs); ++i) {
    tree.Append(LeafHash(absl::HexStringToBytes(kInputs[i])));
    EXPECT_EQ(absl::BytesToHexString(tree.Root()), kRoots[i]) << i;
  }
}

// The tree by the definition of RFC 6962: split at the largest power of two.
std::string RootOf(const std::vector<std::string>& leaves, size_t first, size_t end) {
  if (end - first == 1) return leaves[first];
  size_t split = 1;
  while (split * 2 < end - first) split *= 2;
  return crypto::Sha256(absl::StrCat("\x01", RootOf(leaves, first, first + split),
                                     RootOf(leaves, first + split, end)));
}

TEST(MerkleTest, FrontierAgreesWithTheDefinition) {
  Frontier tree;
  std::vector<std::string> leaves;
  for (int i = 0; i < 300; ++i) {
    leaves.push_back(LeafHash(absl::StrCat("entry ", i)));
    tree.Append(leaves.back());
    ASSERT_EQ(tree.Root(), RootOf(leaves, 0, leaves.size())) << i;
  }
}

TEST(MerkleTest, NextLeafsProofHoldsInTheNextTree) {
  Frontier tree;
  for (int64_t size = 1; size <= 300; ++size) {
    const std::vector<std::string> proof = tree.ProofOfNext();
    const std::string leaf = LeafHash(absl::StrCat("entry ", size));
    tree.Append(leaf);
    ASSERT_TRUE(xinqiao::testing::ProofHolds(size - 1, size, leaf, proof, tree.Root())) << size;
    ASSERT_FALSE(xinqiao::testing::ProofHolds(size - 1, size, leaf, proof, leaf + "x")) << size;
  }
}

TEST(MerkleTest, FrontierIsAllThatIsNeeded) {
  Frontier tree;
  for (int i = 0; i < 100; ++i) {
    Frontier copy(tree.size(), tree.roots());
    EXPECT_EQ(copy, tree);
    tree.Append(LeafHash(absl::StrCat(i)));
    copy.Append(LeafHash(absl::StrCat(i)));
    EXPECT_EQ(copy.Root(), tree.Root());
  }
}

}  // namespace
}  // namespace xinqiao::ledger
