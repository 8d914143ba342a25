#include "libs/crypto/hash.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"

namespace xinqiao::crypto {
namespace {

// FIPS 180-4.
TEST(HashTest, Sha256IsTheStandards) {
  const struct {
    std::string bytes;
    const char* want;
  } cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1000000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(absl::BytesToHexString(Sha256(c.bytes)), c.want) << c.bytes.size();
  }
}

// GB/T 32905-2016, annex A.
TEST(HashTest, Sm3IsTheStandards) {
  const struct {
    std::string bytes;
    const char* want;
  } cases[] = {
      {"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
      {"abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
       "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(absl::BytesToHexString(Sm3(c.bytes)), c.want) << c.bytes;
  }
}

TEST(HashTest, PartsAreHashedAsIfTheyWereOne) {
  EXPECT_EQ(Hash(HashFunction::kSha256, {"a", "", "bc"}), Sha256("abc"));
  EXPECT_EQ(Hash(HashFunction::kSm3, {"ab", "c"}), Sm3("abc"));
  EXPECT_EQ(Hash(HashFunction::kSm3, {}), Sm3(""));
}

// The contexts that threads keep hold nothing of the hash before.
TEST(HashTest, ThreadsHashSideBySide) {
  const std::string sha256 = Sha256("abc");
  const std::string sm3 = Sm3("abc");
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) {
        if (Sha256("abc") != sha256 || Sm3("abc") != sm3) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

// RFC 4231, cases 1, 2 and 6.
TEST(HashTest, HmacIsTheStandards) {
  const struct {
    std::string key;
    const char* bytes;
    const char* want;
  } cases[] = {
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(absl::BytesToHexString(HmacSha256(c.key, c.bytes)), c.want) << c.bytes;
  }
}

TEST(HashTest, RandomBytesDiffer) {
  EXPECT_EQ(RandomBytes(32).size(), 32U);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
  EXPECT_EQ(RandomBytes(0), "");
}

}  // namespace
}  // namespace xinqiao::crypto
