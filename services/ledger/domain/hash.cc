#include "services/ledger/domain/hash.h"

#include "libs/crypto/hash.h"

namespace xinqiao::ledger {
namespace {

constexpr absl::string_view kLeaf("\x00", 1);
constexpr absl::string_view kNode("\x01", 1);

crypto::HashFunction FunctionOf(HashAlgorithm algorithm) {
  return algorithm == HashAlgorithm::kSm3 ? crypto::HashFunction::kSm3
                                          : crypto::HashFunction::kSha256;
}

}  // namespace

std::string Hash(HashAlgorithm algorithm, absl::string_view bytes) {
  return crypto::Hash(FunctionOf(algorithm), {bytes});
}

std::string LeafHash(HashAlgorithm algorithm, absl::string_view entry) {
  return crypto::Hash(FunctionOf(algorithm), {kLeaf, entry});
}

std::string NodeHash(HashAlgorithm algorithm, absl::string_view left, absl::string_view right) {
  return crypto::Hash(FunctionOf(algorithm), {kNode, left, right});
}

}  // namespace xinqiao::ledger
