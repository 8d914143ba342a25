#include "services/ledger/domain/merkle.h"

#include "absl/strings/str_cat.h"
#include "libs/crypto/hash.h"

namespace xinqiao::ledger {
namespace {

std::string NodeHash(absl::string_view left, absl::string_view right) {
  return crypto::Sha256(absl::StrCat(absl::string_view("\x01", 1), left, right));
}

}  // namespace

std::string LeafHash(absl::string_view entry) {
  return crypto::Sha256(absl::StrCat(absl::string_view("\x00", 1), entry));
}

std::string Frontier::Root() const {
  if (roots_.empty()) return crypto::Sha256("");
  std::string root = roots_.back();
  for (auto left = roots_.rbegin() + 1; left != roots_.rend(); ++left) {
    root = NodeHash(*left, root);
  }
  return root;
}

std::vector<std::string> Frontier::ProofOfNext() const { return {roots_.rbegin(), roots_.rend()}; }

void Frontier::Append(std::string leaf_hash) {
  // Each low bit that is set is a subtree that the new one completes to the
  // next size: the carry of adding one.
  for (int64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
    leaf_hash = NodeHash(roots_.back(), leaf_hash);
    roots_.pop_back();
  }
  roots_.push_back(std::move(leaf_hash));
  ++size_;
}

}  // namespace xinqiao::ledger
