// Merkle trees as RFC 6962, section 2.1, hashes them: appending to one.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_MERKLE_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_MERKLE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "services/ledger/domain/hash.h"

namespace xinqiao::ledger {

// All that is needed of a tree to append to it: the roots of the perfect
// subtrees it is made of. A value.
class Frontier {
 public:
  // The empty tree.
  explicit Frontier(HashAlgorithm algorithm) : algorithm_(algorithm) {}

  // A tree of `size` leaves, as size() and roots() gave it.
  Frontier(HashAlgorithm algorithm, int64_t size, std::vector<std::string> roots)
      : algorithm_(algorithm), size_(size), roots_(std::move(roots)) {}

  HashAlgorithm algorithm() const { return algorithm_; }

  // How many leaves the tree has.
  int64_t size() const { return size_; }

  // One for each bit of the size that is set, the largest subtree first.
  const std::vector<std::string>& roots() const { return roots_; }

  // The root of the tree.
  std::string Root() const;

  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  HashAlgorithm algorithm_;
  int64_t size_ = 0;
  std::vector<std::string> roots_;
};

// The root of the tree of `leaf_hashes` alone.
std::string RootOf(HashAlgorithm algorithm, const std::vector<std::string>& leaf_hashes);

// A tree with some leaves appended at once, and everything that can be told of
// the new ones from the frontier before: the new frontier, and the inclusion
// proof of each in the new tree. Takes about two hashes a leaf.
class Growth {
 public:
  // `leaf_hashes` has at least one.
  Growth(const Frontier& before, std::vector<std::string> leaf_hashes);

  // The tree after it.
  const Frontier& after() const { return after_; }

  // The inclusion proof of the i-th new leaf, from 0, in the tree after it: the
  // siblings from the leaf up.
  std::vector<std::string> ProofOf(size_t i) const;

  // A perfect subtree of 2^level leaves that the new leaves completed.
  struct Node {
    int level = 0;
    int64_t index = 0;  // Among those of its level, from 0.
    std::string hash;

    friend bool operator==(const Node&, const Node&) = default;
  };

  // The new nodes of one level, in order; level 0 are the leaves.
  std::vector<Node> NewNodes(int level) const;

 private:
  // Nodes of one level: the one of the frontier before, if it is the left half
  // of a pair, and every new one.
  struct Level {
    int64_t first = 0;  // Index of hashes[0].
    int64_t first_new = 0;
    std::vector<std::string> hashes;
  };

  int64_t size_before_;
  std::vector<Level> levels_;
  // By level: the root over the leaves behind its last node; "" for none.
  std::vector<std::string> edges_;
  Frontier after_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_MERKLE_H_
