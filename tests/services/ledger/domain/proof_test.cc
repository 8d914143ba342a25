#include "services/ledger/domain/proof.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/proofs.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using proofs::Hashes;
using ::xinqiao::testing::IsOk;

constexpr HashAlgorithm kSha256 = HashAlgorithm::kSha256;

// A tree that tells the hashes of its perfect subtrees, and how many were asked
// for.
class Tree {
 public:
  Tree(HashAlgorithm algorithm, int64_t size) {
    levels_.push_back(proofs::Leaves(algorithm, size));
    while (levels_.back().size() > 1) {
      const Hashes& below = levels_.back();
      Hashes level;
      for (size_t right = 1; right < below.size(); right += 2) {
        level.push_back(proofs::Node(algorithm, below[right - 1], below[right]));
      }
      levels_.push_back(std::move(level));
    }
  }

  const Hashes& leaves() const { return levels_.front(); }

  absl::StatusOr<std::string> At(const NodePlace& place) {
    asked_.push_back(place);
    const auto level = static_cast<size_t>(place.level);
    const auto index = static_cast<size_t>(place.index);
    if (level >= levels_.size() || index >= levels_[level].size()) {
      return absl::OutOfRangeError(absl::StrCat("no node ", level, ", ", index));
    }
    return levels_[level][index];
  }

  // Once for all places since the last call.
  std::vector<NodePlace> TakeAsked() { return std::exchange(asked_, {}); }

  Hashes Inclusion(HashAlgorithm algorithm, int64_t leaf, int64_t size) {
    const auto proof =
        InclusionProof(algorithm, leaf, size, [&](const NodePlace& place) { return At(place); });
    EXPECT_THAT(proof, IsOk());
    return *proof;
  }
  Hashes Consistency(HashAlgorithm algorithm, int64_t first, int64_t second) {
    const auto proof = ConsistencyProof(algorithm, first, second,
                                        [&](const NodePlace& place) { return At(place); });
    EXPECT_THAT(proof, IsOk());
    return *proof;
  }

 private:
  std::vector<Hashes> levels_;
  std::vector<NodePlace> asked_;
};

bool SameInAnyOrder(const std::vector<NodePlace>& a, const std::vector<NodePlace>& b) {
  return a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin());
}

TEST(ProofTest, EveryInclusionProofHoldsInSmallTrees) {
  constexpr int64_t kSizeMax = 70;
  Tree tree(kSha256, kSizeMax);
  for (int64_t size = 1; size <= kSizeMax; ++size) {
    const std::string root = proofs::Root(kSha256, tree.leaves(), 0, size);
    for (int64_t leaf = 0; leaf < size; ++leaf) {
      const Hashes proof = tree.Inclusion(kSha256, leaf, size);
      ASSERT_TRUE(proofs::InclusionHolds(kSha256, leaf, size,
                                         tree.leaves()[static_cast<size_t>(leaf)], proof, root))
          << leaf << " of " << size;
      ASSERT_TRUE(SameInAnyOrder(tree.TakeAsked(), NodesOfInclusion(leaf, size)));
    }
  }
}

TEST(ProofTest, EveryConsistencyProofHoldsInSmallTrees) {
  constexpr int64_t kSizeMax = 70;
  Tree tree(kSha256, kSizeMax);
  for (int64_t second = 1; second <= kSizeMax; ++second) {
    for (int64_t first = 1; first <= second; ++first) {
      const proofs::TwoTrees trees = {
          .first_size = first,
          .second_size = second,
          .first_root = proofs::Root(kSha256, tree.leaves(), 0, first),
          .second_root = proofs::Root(kSha256, tree.leaves(), 0, second)};
      const Hashes proof = tree.Consistency(kSha256, first, second);
      ASSERT_TRUE(proofs::ConsistencyHolds(kSha256, trees, proof)) << first << ", " << second;
      ASSERT_TRUE(SameInAnyOrder(tree.TakeAsked(), NodesOfConsistency(first, second)));
    }
  }
}

TEST(ProofTest, ProofsHoldInLargeTreesOfSm3) {
  constexpr int64_t kSizeMax = 3000;
  constexpr HashAlgorithm kSm3 = HashAlgorithm::kSm3;
  Tree tree(kSm3, kSizeMax);
  std::mt19937 random(7);  // NOLINT: the same sizes in every run.
  const auto pick = [&](int64_t first, int64_t last) {
    return std::uniform_int_distribution<int64_t>(first, last)(random);
  };
  for (int i = 0; i < 25; ++i) {
    const int64_t second = pick(2, kSizeMax);
    const int64_t first = pick(1, second - 1);
    const proofs::TwoTrees trees = {.first_size = first,
                                    .second_size = second,
                                    .first_root = proofs::Root(kSm3, tree.leaves(), 0, first),
                                    .second_root = proofs::Root(kSm3, tree.leaves(), 0, second)};
    const Hashes consistency = tree.Consistency(kSm3, first, second);
    EXPECT_TRUE(proofs::ConsistencyHolds(kSm3, trees, consistency)) << first << ", " << second;
    for (const Hashes& bad : proofs::Tampered(consistency)) {
      EXPECT_FALSE(proofs::ConsistencyHolds(kSm3, trees, bad)) << first << ", " << second;
    }
    const std::string& leaf = tree.leaves()[static_cast<size_t>(first)];
    const Hashes inclusion = tree.Inclusion(kSm3, first, second);
    EXPECT_TRUE(proofs::InclusionHolds(kSm3, first, second, leaf, inclusion, trees.second_root));
    for (const Hashes& bad : proofs::Tampered(inclusion)) {
      EXPECT_FALSE(proofs::InclusionHolds(kSm3, first, second, leaf, bad, trees.second_root));
    }
  }
}

TEST(ProofTest, ProofsOfAnotherTreeDoNotHold) {
  Tree tree(kSha256, 20);
  const auto root = [&](int64_t size) { return proofs::Root(kSha256, tree.leaves(), 0, size); };
  const Hashes proof = tree.Consistency(kSha256, 7, 15);
  const proofs::TwoTrees good = {
      .first_size = 7, .second_size = 15, .first_root = root(7), .second_root = root(15)};
  ASSERT_TRUE(proofs::ConsistencyHolds(kSha256, good, proof));
  for (const auto& change : std::vector<void (*)(proofs::TwoTrees&)>{
           [](proofs::TwoTrees& trees) { ++trees.first_size; },
           // One leaf more makes a proof of the same shape: the size stands in the
           // checkpoint, which is signed.
           [](proofs::TwoTrees& trees) { trees.second_size += 2; },
           [](proofs::TwoTrees& trees) { trees.first_root[0] ^= 1; },
           [](proofs::TwoTrees& trees) { trees.second_root[0] ^= 1; }}) {
    proofs::TwoTrees bad = good;
    change(bad);
    EXPECT_FALSE(proofs::ConsistencyHolds(kSha256, bad, proof));
  }
}

// RFC 6962, section 2.1.3, the tree of seven leaves.
TEST(ProofTest, ProofsAreThoseOfTheExamples) {
  Tree tree(kSha256, 7);
  const auto root = [&](int64_t first, int64_t end) {
    return proofs::Root(kSha256, tree.leaves(), first, end);
  };
  const Hashes& leaf = tree.leaves();
  EXPECT_EQ(tree.Inclusion(kSha256, 0, 7), (Hashes{leaf[1], root(2, 4), root(4, 7)}));
  EXPECT_EQ(tree.Inclusion(kSha256, 3, 7), (Hashes{leaf[2], root(0, 2), root(4, 7)}));
  EXPECT_EQ(tree.Inclusion(kSha256, 4, 7), (Hashes{leaf[5], leaf[6], root(0, 4)}));
  EXPECT_EQ(tree.Inclusion(kSha256, 6, 7), (Hashes{root(4, 6), root(0, 4)}));
  EXPECT_EQ(tree.Consistency(kSha256, 3, 7), (Hashes{leaf[2], leaf[3], root(0, 2), root(4, 7)}));
  EXPECT_EQ(tree.Consistency(kSha256, 4, 7), (Hashes{root(4, 7)}));
  EXPECT_EQ(tree.Consistency(kSha256, 6, 7), (Hashes{root(4, 6), leaf[6], root(0, 4)}));
  EXPECT_EQ(tree.Consistency(kSha256, 7, 7), Hashes());
}

TEST(ProofTest, TheOnlyLeafNeedsNoProof) {
  Tree tree(kSha256, 1);
  EXPECT_EQ(tree.Inclusion(kSha256, 0, 1), Hashes());
  EXPECT_EQ(NodesOfInclusion(0, 1), std::vector<NodePlace>());
  EXPECT_EQ(NodesOfConsistency(5, 5), std::vector<NodePlace>());
}

TEST(ProofTest, AHashThatIsNotThereIsToldAsItIs) {
  const auto missing = [](const NodePlace& /*place*/) -> absl::StatusOr<std::string> {
    return absl::DataLossError("gone");
  };
  EXPECT_EQ(InclusionProof(kSha256, 2, 7, missing).status(), absl::DataLossError("gone"));
  EXPECT_EQ(ConsistencyProof(kSha256, 3, 7, missing).status(), absl::DataLossError("gone"));
}

// A proof in a tree of 2^62 leaves asks for no more places than the tree is
// high, twice.
TEST(ProofTest, HugeTreesHaveShortProofs) {
  constexpr int64_t kHuge = (int64_t{1} << 62) + 12345;
  EXPECT_LE(NodesOfInclusion(kHuge - 2, kHuge).size(), 126U);
  EXPECT_LE(NodesOfConsistency(kHuge / 3, kHuge).size(), 126U);
}

}  // namespace
}  // namespace xinqiao::ledger
