// Merkle trees as RFC 6962, section 2.1, hashes them, with SHA-256.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_MERKLE_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_MERKLE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace xinqiao::ledger {

// SHA-256(0x00 || entry).
std::string LeafHash(absl::string_view entry);

// All that is needed of a tree to append to it: the roots of the perfect
// subtrees it is made of. A value.
class Frontier {
 public:
  // The empty tree.
  Frontier() = default;

  // A tree of `size` leaves, as size() and roots() gave it.
  Frontier(int64_t size, std::vector<std::string> roots) : size_(size), roots_(std::move(roots)) {}

  // How many leaves the tree has.
  int64_t size() const { return size_; }

  // One for each bit of the size that is set, the largest subtree first.
  const std::vector<std::string>& roots() const { return roots_; }

  // The root of the tree.
  std::string Root() const;

  // The inclusion proof that the next leaf will have once it is appended: the
  // siblings from the leaf up. All of them stand in this tree already.
  std::vector<std::string> ProofOfNext() const;

  void Append(std::string leaf_hash);

  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  int64_t size_ = 0;
  std::vector<std::string> roots_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_MERKLE_H_
