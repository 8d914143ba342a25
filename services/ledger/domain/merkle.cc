#include "services/ledger/domain/merkle.h"

namespace xinqiao::ledger {
namespace {

bool HasBit(int64_t size, int level) { return (size >> level & 1) != 0; }

// How many perfect subtrees of 2^level leaves a tree of `size` leaves has.
int64_t CountOf(int64_t size, int level) { return size >> level; }

}  // namespace

std::string Frontier::Root() const {
  if (roots_.empty()) return Hash(algorithm_, "");
  std::string root = roots_.back();
  for (auto left = roots_.rbegin() + 1; left != roots_.rend(); ++left) {
    root = NodeHash(algorithm_, *left, root);
  }
  return root;
}

std::string RootOf(HashAlgorithm algorithm, const std::vector<std::string>& leaf_hashes) {
  if (leaf_hashes.empty()) return Hash(algorithm, "");
  std::vector<std::string> level = leaf_hashes;
  while (level.size() > 1) {
    const size_t pairs = level.size() / 2;
    for (size_t i = 0; i < pairs; ++i) {
      level[i] = NodeHash(algorithm, level[2 * i], level[2 * i + 1]);
    }
    // One that is left over stands on the next level as it is.
    if (level.size() % 2 == 1) level[pairs] = std::move(level.back());
    level.resize((level.size() + 1) / 2);
  }
  return level.front();
}

Growth::Growth(const Frontier& before, std::vector<std::string> leaf_hashes)
    : size_before_(before.size()), after_(before.algorithm()) {
  const HashAlgorithm algorithm = before.algorithm();
  const int64_t size = size_before_ + static_cast<int64_t>(leaf_hashes.size());
  auto old_root = before.roots().rbegin();
  std::vector<std::string> fresh = std::move(leaf_hashes);
  for (int height = 0; CountOf(size, height) > 0; ++height) {
    Level& level = levels_.emplace_back();
    level.first = level.first_new = CountOf(size_before_, height);
    if (HasBit(size_before_, height)) {
      --level.first;
      level.hashes.push_back(*old_root++);
    }
    for (std::string& hash : fresh) level.hashes.push_back(std::move(hash));
    // `first` is even: each pair from it on is complete, and new.
    fresh.clear();
    for (size_t right = 1; right < level.hashes.size(); right += 2) {
      fresh.push_back(NodeHash(algorithm, level.hashes[right - 1], level.hashes[right]));
    }
  }

  std::vector<std::string> roots;
  std::string edge;
  for (size_t height = 0; height < levels_.size(); ++height) {
    edges_.push_back(edge);
    if (!HasBit(size, static_cast<int>(height))) continue;
    const std::string& root = roots.emplace_back(levels_[height].hashes.back());
    edge = edge.empty() ? root : NodeHash(algorithm, root, edge);
  }
  after_ = Frontier(algorithm, size, {roots.rbegin(), roots.rend()});
}

std::vector<std::string> Growth::ProofOf(size_t i) const {
  const int64_t size = after_.size();
  std::vector<std::string> proof;
  int64_t index = size_before_ + static_cast<int64_t>(i);
  for (int height = 0; CountOf(size - 1, height) > 0; ++height, index /= 2) {
    const Level& level = levels_[static_cast<size_t>(height)];
    const int64_t sibling = index ^ 1;
    if (sibling < CountOf(size, height)) {
      proof.push_back(level.hashes[static_cast<size_t>(sibling - level.first)]);
    } else if (index < sibling && !edges_[static_cast<size_t>(height)].empty() &&
               index < CountOf(size, height)) {
      proof.push_back(edges_[static_cast<size_t>(height)]);
    }
  }
  return proof;
}

std::vector<Growth::Node> Growth::NewNodes(int level) const {
  std::vector<Node> nodes;
  if (level < 0 || static_cast<size_t>(level) >= levels_.size()) return nodes;
  const Level& at = levels_[static_cast<size_t>(level)];
  for (int64_t index = at.first_new; index < CountOf(after_.size(), level); ++index) {
    nodes.push_back(
        {.level = level, .index = index, .hash = at.hashes[static_cast<size_t>(index - at.first)]});
  }
  return nodes;
}

}  // namespace xinqiao::ledger
