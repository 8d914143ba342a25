// Proofs over a tree whose hashes are kept in tiles (C2SP tlog-tiles).

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_PROOF_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_PROOF_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/ledger/domain/hash.h"

namespace xinqiao::ledger {

inline constexpr int kTileHeight = 8;  // Levels of the tree that a tile spans.
inline constexpr int64_t kTileWidth = 256;

// A perfect subtree of 2^level leaves, from leaf index * 2^level on.
struct NodePlace {
  int level = 0;
  int64_t index = 0;

  friend bool operator==(const NodePlace&, const NodePlace&) = default;
};

// The perfect subtrees whose hashes a proof is made of, without those that no
// tree of that size has. For a store that fetches them together.
std::vector<NodePlace> NodesOfInclusion(int64_t leaf, int64_t tree_size);
std::vector<NodePlace> NodesOfConsistency(int64_t first_size, int64_t second_size);

// Tells the hash of a perfect subtree.
using HashOf = absl::FunctionRef<absl::StatusOr<std::string>(const NodePlace&)>;

// The audit path of leaf `leaf`, from 0, in the tree of the first `tree_size`
// leaves; 0 <= leaf < tree_size.
absl::StatusOr<std::vector<std::string>> InclusionProof(HashAlgorithm algorithm, int64_t leaf,
                                                        int64_t tree_size, HashOf hash_of);

// RFC 6962, section 2.1.2; 0 < first_size <= second_size. Empty when equal.
absl::StatusOr<std::vector<std::string>> ConsistencyProof(HashAlgorithm algorithm,
                                                          int64_t first_size, int64_t second_size,
                                                          HashOf hash_of);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_PROOF_H_
