#include "libs/crypto/seal.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/status_matchers.h"

namespace xinqiao::crypto {
namespace {

using testing::IsOk;
using testing::IsOkAndHolds;

const std::string& Secret() {
  static const std::string& secret = *new std::string(32, 's');
  return secret;
}

Vault VaultOf(const std::string& secret) {
  auto vault = Vault::Create(secret);
  EXPECT_THAT(vault, IsOk());
  return *vault;
}

TEST(VaultTest, OpensWhatItSealed) {
  const Vault vault = VaultOf(Secret());
  for (const std::string& value : {std::string("13812345678"), std::string(),
                                   std::string("a\0b", 3), std::string(100000, 'x')}) {
    EXPECT_THAT(vault.Open(vault.Seal(value)), IsOkAndHolds(value));
  }
}

TEST(VaultTest, AnotherVaultOfTheSameSecretOpensIt) {
  EXPECT_THAT(VaultOf(Secret()).Open(VaultOf(Secret()).Seal("13812345678")),
              IsOkAndHolds("13812345678"));
}

TEST(VaultTest, SealsEachValueUnderAKeyOfItsOwn) {
  const Vault vault = VaultOf(Secret());
  const Sealed first = vault.Seal("13812345678");
  const Sealed second = vault.Seal("13812345678");
  EXPECT_NE(first.wrapped_key, second.wrapped_key);
  EXPECT_NE(first.ciphertext, second.ciphertext);
  EXPECT_EQ(first.ciphertext.find("13812345678"), std::string::npos);
  EXPECT_TRUE(absl::IsDataLoss(
      vault.Open({.wrapped_key = second.wrapped_key, .ciphertext = first.ciphertext}).status()));
}

TEST(VaultTest, NoticesEveryByteThatChanged) {
  const Vault vault = VaultOf(Secret());
  const Sealed sealed = vault.Seal("13812345678");
  for (size_t i = 0; i < sealed.wrapped_key.size(); ++i) {
    Sealed changed = sealed;
    changed.wrapped_key[i] = static_cast<char>(changed.wrapped_key[i] ^ 1);
    EXPECT_TRUE(absl::IsDataLoss(vault.Open(changed).status())) << i;
  }
  for (size_t i = 0; i < sealed.ciphertext.size(); ++i) {
    Sealed changed = sealed;
    changed.ciphertext[i] = static_cast<char>(changed.ciphertext[i] ^ 0x80);
    EXPECT_TRUE(absl::IsDataLoss(vault.Open(changed).status())) << i;
  }
}

TEST(VaultTest, NoticesWhatWasCutOff) {
  const Vault vault = VaultOf(Secret());
  const Sealed sealed = vault.Seal("13812345678");
  for (size_t size = 0; size < sealed.ciphertext.size(); ++size) {
    EXPECT_TRUE(absl::IsDataLoss(vault
                                     .Open({.wrapped_key = sealed.wrapped_key,
                                            .ciphertext = sealed.ciphertext.substr(0, size)})
                                     .status()))
        << size;
  }
}

TEST(VaultTest, AnotherKeyOpensNothing) {
  const Sealed sealed = VaultOf(Secret()).Seal("13812345678");
  EXPECT_TRUE(absl::IsDataLoss(VaultOf(std::string(32, 't')).Open(sealed).status()));
}

TEST(VaultTest, BlindIndexesAreEqualForEqualValuesUnderOneKey) {
  const Vault vault = VaultOf(Secret());
  EXPECT_EQ(vault.BlindIndex("13812345678"), VaultOf(Secret()).BlindIndex("13812345678"));
  EXPECT_EQ(vault.BlindIndex("13812345678").size(), 32U);
  EXPECT_NE(vault.BlindIndex("13812345678"), vault.BlindIndex("13812345679"));
  EXPECT_NE(vault.BlindIndex("13812345678"),
            VaultOf(std::string(32, 't')).BlindIndex("13812345678"));
}

TEST(VaultTest, AShortSecretIsRefused) {
  EXPECT_TRUE(absl::IsInvalidArgument(Vault::Create(std::string(31, 's')).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Vault::Create("").status()));
}

}  // namespace
}  // namespace xinqiao::crypto
