#include "libs/crypto/signature.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::crypto {
namespace {

using testing::IsOk;

// PKCS #8 around the 32 bytes of a key of the algorithm with OID 1.3.101.`oid`.
std::string PemOf(const std::string& hex_key, const std::string& oid = "70") {
  const std::string der =
      absl::HexStringToBytes("302e020100300506032b65" + oid + "04220420" + hex_key);
  return absl::StrCat("-----BEGIN PRIVATE ", "KEY-----\n", absl::Base64Escape(der),
                      "\n-----END PRIVATE ", "KEY-----\n");
}

Signer SignerOf(const std::string& hex_key) {
  auto signer = Signer::FromPem(PemOf(hex_key));
  EXPECT_THAT(signer, IsOk());
  return *signer;
}

constexpr char kKey[] = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

// RFC 8032, section 7.1, tests 1 to 3.
TEST(SignatureTest, IsTheStandards) {
  const struct {
    const char* key;
    const char* public_key;
    const char* message;
    const char* signature;
  } cases[] = {
      {kKey, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9"
       "b46bd25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "1"
       "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984"
       "d"
       "c6594a7c15e9716ed28dc027beceea1ec40a"},
  };
  for (const auto& c : cases) {
    const Signer signer = SignerOf(c.key);
    EXPECT_EQ(absl::BytesToHexString(signer.public_key()), c.public_key);
    const std::string message = absl::HexStringToBytes(c.message);
    const std::string signature = signer.Sign(message);
    EXPECT_EQ(absl::BytesToHexString(signature), c.signature);
    EXPECT_TRUE(Verify(signer.public_key(), message, signature));
  }
}

TEST(SignatureTest, HoldsForNothingElse) {
  const Signer signer = SignerOf(kKey);
  const std::string signature = signer.Sign("checkpoint");
  EXPECT_FALSE(Verify(signer.public_key(), "checkpoints", signature));
  for (size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(Verify(signer.public_key(), "checkpoint", changed)) << i;
  }
  const std::string other =
      SignerOf("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").public_key();
  EXPECT_FALSE(Verify(other, "checkpoint", signature));
}

TEST(SignatureTest, KeysAndSignaturesOfOtherSizesVerifyNothing) {
  const Signer signer = SignerOf(kKey);
  const std::string signature = signer.Sign("checkpoint");
  EXPECT_FALSE(Verify(signer.public_key(), "checkpoint", ""));
  EXPECT_FALSE(Verify(signer.public_key(), "checkpoint", signature + "x"));
  EXPECT_FALSE(Verify("", "checkpoint", signature));
  EXPECT_FALSE(Verify(signer.public_key().substr(1), "checkpoint", signature));
}

TEST(SignatureTest, OtherKeysAreRefused) {
  const std::string x25519 = PemOf(kKey, "6e");
  for (const std::string& pem :
       {std::string(), std::string("not a key"), x25519, PemOf(kKey).substr(0, 60)}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Signer::FromPem(pem).status())) << pem;
  }
}

}  // namespace
}  // namespace xinqiao::crypto
