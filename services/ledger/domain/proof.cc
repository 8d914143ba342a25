#include "services/ledger/domain/proof.h"

#include <algorithm>
#include <bit>

#include "libs/base/status_macros.h"

namespace xinqiao::ledger {
namespace {

// The leaves from `first` up to but not including `end`, whose root is one hash
// of a proof.
struct Range {
  int64_t first = 0;
  int64_t end = 0;
};

// The largest power of two below `size`, which is 2 or more: where RFC 6962
// splits a tree.
int64_t SplitOf(int64_t size) {
  return static_cast<int64_t>(std::bit_floor(static_cast<uint64_t>(size - 1)));
}

// PATH(leaf, D[size]) of RFC 6962, section 2.1.1.
std::vector<Range> InclusionRanges(int64_t leaf, int64_t size) {
  std::vector<Range> ranges;
  Range tree = {.first = 0, .end = size};
  while (tree.end - tree.first > 1) {
    const int64_t middle = tree.first + SplitOf(tree.end - tree.first);
    if (leaf < middle) {
      ranges.push_back({.first = middle, .end = tree.end});
      tree.end = middle;
    } else {
      ranges.push_back({.first = tree.first, .end = middle});
      tree.first = middle;
    }
  }
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

// PROOF(first_size, D[second_size]) of RFC 6962, section 2.1.2.
std::vector<Range> ConsistencyRanges(int64_t first_size, int64_t second_size) {
  std::vector<Range> ranges;
  Range tree = {.first = 0, .end = second_size};
  while (tree.end != first_size) {
    const int64_t middle = tree.first + SplitOf(tree.end - tree.first);
    if (first_size <= middle) {
      ranges.push_back({.first = middle, .end = tree.end});
      tree.end = middle;
    } else {
      ranges.push_back({.first = tree.first, .end = middle});
      tree.first = middle;
    }
  }
  // The verifier knows the root of the whole first tree, but not of a part.
  if (tree.first != 0) ranges.push_back(tree);
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

// The perfect subtrees that a range is made of, the largest first. Ranges of a
// proof begin where one as large as themselves may begin.
std::vector<NodePlace> PlacesOf(Range range) {
  std::vector<NodePlace> places;
  while (range.first < range.end) {
    const auto size = static_cast<uint64_t>(range.end - range.first);
    const int level = static_cast<int>(std::bit_width(size)) - 1;
    places.push_back({.level = level, .index = range.first >> level});
    range.first += int64_t{1} << level;
  }
  return places;
}

std::vector<NodePlace> PlacesOf(const std::vector<Range>& ranges) {
  std::vector<NodePlace> places;
  for (const Range& range : ranges) {
    for (const NodePlace& place : PlacesOf(range)) places.push_back(place);
  }
  return places;
}

absl::StatusOr<std::string> RootOver(HashAlgorithm algorithm, const Range& range, HashOf hash_of) {
  const std::vector<NodePlace> places = PlacesOf(range);
  ASSIGN_OR_RETURN(std::string root, hash_of(places.back()));
  for (auto left = places.rbegin() + 1; left != places.rend(); ++left) {
    ASSIGN_OR_RETURN(const std::string hash, hash_of(*left));
    root = NodeHash(algorithm, hash, root);
  }
  return root;
}

absl::StatusOr<std::vector<std::string>> RootsOver(HashAlgorithm algorithm,
                                                   const std::vector<Range>& ranges,
                                                   HashOf hash_of) {
  std::vector<std::string> roots;
  for (const Range& range : ranges) {
    ASSIGN_OR_RETURN(roots.emplace_back(), RootOver(algorithm, range, hash_of));
  }
  return roots;
}

}  // namespace

std::vector<NodePlace> NodesOfInclusion(int64_t leaf, int64_t tree_size) {
  return PlacesOf(InclusionRanges(leaf, tree_size));
}

std::vector<NodePlace> NodesOfConsistency(int64_t first_size, int64_t second_size) {
  return PlacesOf(ConsistencyRanges(first_size, second_size));
}

absl::StatusOr<std::vector<std::string>> InclusionProof(HashAlgorithm algorithm, int64_t leaf,
                                                        int64_t tree_size, HashOf hash_of) {
  return RootsOver(algorithm, InclusionRanges(leaf, tree_size), hash_of);
}

absl::StatusOr<std::vector<std::string>> ConsistencyProof(HashAlgorithm algorithm,
                                                          int64_t first_size, int64_t second_size,
                                                          HashOf hash_of) {
  return RootsOver(algorithm, ConsistencyRanges(first_size, second_size), hash_of);
}

}  // namespace xinqiao::ledger
