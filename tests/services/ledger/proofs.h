// Merkle trees by the letter: the tree of RFC 6962 and what RFC 9162 checks, for
// tests to hold the ledger's against.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_PROOFS_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_PROOFS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/crypto/hash.h"
#include "services/ledger/domain/hash.h"

namespace xinqiao::ledger::proofs {

using Hashes = std::vector<std::string>;

inline std::string H(HashAlgorithm algorithm, const std::string& bytes) {
  return algorithm == HashAlgorithm::kSm3 ? crypto::Sm3(bytes) : crypto::Sha256(bytes);
}

inline std::string Node(HashAlgorithm algorithm, const std::string& left,
                        const std::string& right) {
  return H(algorithm, "\x01" + left + right);
}

// The hashes of `size` made-up leaves, the same at every call.
inline Hashes Leaves(HashAlgorithm algorithm, int64_t size) {
  Hashes leaves;
  for (int64_t i = 0; i < size; ++i) {
    leaves.push_back(H(algorithm, absl::StrCat(std::string(1, '\0'), "entry ", i)));
  }
  return leaves;
}

// MTH(D[first:end]) of RFC 6962, section 2.1: split at the largest power of two.
inline std::string Root(HashAlgorithm algorithm, const Hashes& leaves, int64_t first, int64_t end) {
  if (first == end) return H(algorithm, "");
  if (end - first == 1) return leaves[static_cast<size_t>(first)];
  int64_t split = 1;
  while (split * 2 < end - first) split *= 2;
  return Node(algorithm, Root(algorithm, leaves, first, first + split),
              Root(algorithm, leaves, first + split, end));
}

inline std::string Root(HashAlgorithm algorithm, const Hashes& leaves) {
  return Root(algorithm, leaves, 0, static_cast<int64_t>(leaves.size()));
}

// RFC 9162, section 2.1.3.2: whether `proof` leads from `leaf_hash`, leaf
// `index` of a tree of `size`, to `root`.
inline bool InclusionHolds(HashAlgorithm algorithm, int64_t index, int64_t size,
                           const std::string& leaf_hash, const Hashes& proof,
                           const std::string& root) {
  if (index < 0 || index >= size) return false;
  int64_t fn = index;
  int64_t sn = size - 1;
  std::string r = leaf_hash;
  for (const std::string& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = Node(algorithm, p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = Node(algorithm, r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

// Two trees of one log.
struct TwoTrees {
  int64_t first_size = 0;
  int64_t second_size = 0;
  std::string first_root;
  std::string second_root;
};

// RFC 9162, section 2.1.4.2: whether `proof` shows that the second tree goes on
// from the first.
inline bool ConsistencyHolds(HashAlgorithm algorithm, const TwoTrees& trees, Hashes proof) {
  const auto& [first, second, first_root, second_root] = trees;
  if (first <= 0 || first > second) return false;
  if (first == second) return proof.empty() && first_root == second_root;
  if (proof.empty()) return false;
  if ((first & (first - 1)) == 0) proof.insert(proof.begin(), first_root);
  int64_t fn = first - 1;
  int64_t sn = second - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  std::string fr = proof.front();
  std::string sr = proof.front();
  for (size_t i = 1; i < proof.size(); ++i) {
    const std::string& c = proof[i];
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = Node(algorithm, c, fr);
      sr = Node(algorithm, c, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = Node(algorithm, sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return fr == first_root && sr == second_root && sn == 0;
}

// Every proof that differs from `proof` by one hash: one with a bit flipped,
// left out, doubled, or added.
inline std::vector<Hashes> Tampered(const Hashes& proof) {
  std::vector<Hashes> all;
  for (size_t i = 0; i < proof.size(); ++i) {
    for (const size_t byte : {size_t{0}, size_t{13}, kHashBytes - 1}) {
      all.emplace_back(proof)[i][byte] ^= 1;
    }
    const auto at = static_cast<std::ptrdiff_t>(i);
    Hashes& shorter = all.emplace_back(proof);
    shorter.erase(shorter.begin() + at);
    Hashes& longer = all.emplace_back(proof);
    longer.insert(longer.begin() + at, proof[i]);
    if (i > 0) std::swap(all.emplace_back(proof)[i], all.back()[i - 1]);
  }
  all.emplace_back(proof).push_back(std::string(kHashBytes, '\x05'));
  return all;
}

}  // namespace xinqiao::ledger::proofs

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_PROOFS_H_
