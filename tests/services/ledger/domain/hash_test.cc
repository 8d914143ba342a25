#include "services/ledger/domain/hash.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "libs/crypto/hash.h"

namespace xinqiao::ledger {
namespace {

// The empty leaf of RFC 6962's test vectors, and the empty tree.
TEST(HashTest, LeavesAreThoseOfTheTestVectors) {
  EXPECT_EQ(absl::BytesToHexString(LeafHash(HashAlgorithm::kSha256, "")),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(absl::BytesToHexString(Hash(HashAlgorithm::kSha256, "")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(HashTest, NodesAndLeavesAreToldApart) {
  const std::string left(kHashBytes, '\x03');
  const std::string right(kHashBytes, '\x04');
  EXPECT_EQ(NodeHash(HashAlgorithm::kSha256, left, right), crypto::Sha256("\x01" + left + right));
  EXPECT_EQ(NodeHash(HashAlgorithm::kSm3, left, right), crypto::Sm3("\x01" + left + right));
  EXPECT_EQ(LeafHash(HashAlgorithm::kSm3, left + right),
            crypto::Sm3(std::string(1, '\0') + left + right));
}

// GB/T 32905-2016, annex A.
TEST(HashTest, Sm3IsTheStandards) {
  EXPECT_EQ(absl::BytesToHexString(Hash(HashAlgorithm::kSm3, "abc")),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

}  // namespace
}  // namespace xinqiao::ledger
