#include "services/ledger/domain/log.h"

#include <utility>

namespace xinqiao::ledger {

Extension Extend(const LogHead& head, std::string entry, const LogKey& key) {
  const std::string leaf_hash = LeafHash(entry);
  Frontier tree = head.tree;
  tree.Append(leaf_hash);
  Receipt receipt = {
      .log = head.log,
      .epoch = head.epoch,
      .position = tree.size(),
      .entry = std::move(entry),
      .leaf_hash = leaf_hash,
      .checkpoint = SignedCheckpoint(OriginOf(head.log), tree, key),
      .inclusion_proof = head.tree.ProofOfNext(),
  };
  return {.receipt = std::move(receipt), .tree = std::move(tree)};
}

}  // namespace xinqiao::ledger
