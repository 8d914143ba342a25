#include "libs/base/id_generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"

namespace xinqiao {
namespace {

int64_t MillisOf(const std::string& id) {
  return std::strtoll((id.substr(0, 8) + id.substr(9, 4)).c_str(), nullptr, 16);
}

TEST(Uuid7GeneratorTest, MakesUuidsOfVersionSevenAndTheStandardVariant) {
  Uuid7Generator ids;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = ids.NewId();
    ASSERT_TRUE(IsUuid(id)) << id;
    EXPECT_EQ(id[14], '7') << id;
    EXPECT_TRUE(id[19] == '8' || id[19] == '9' || id[19] == 'a' || id[19] == 'b') << id;
  }
}

TEST(Uuid7GeneratorTest, BeginsWithTheTime) {
  Uuid7Generator ids;
  const int64_t before = absl::ToUnixMillis(absl::Now());
  const int64_t millis = MillisOf(ids.NewId());
  EXPECT_GE(millis, before);
  EXPECT_LE(millis, absl::ToUnixMillis(absl::Now()));
}

// More than the counter of one millisecond can tell apart.
TEST(Uuid7GeneratorTest, OnlyGrowsWithinAMillisecondAndBeyond) {
  Uuid7Generator ids;
  std::string last = ids.NewId();
  for (int i = 0; i < 20000; ++i) {
    const std::string id = ids.NewId();
    ASSERT_LT(last, id);
    last = id;
  }
}

TEST(Uuid7GeneratorTest, ThreadsGetGrowingIdsAndNeverTheSame) {
  constexpr int kThreads = 8;
  constexpr int kEach = 2000;
  Uuid7Generator ids;
  std::vector<std::vector<std::string>> made(kThreads);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& mine : made) {
    threads.emplace_back([&ids, &mine] {
      for (int i = 0; i < kEach; ++i) mine.push_back(ids.NewId());
    });
  }
  for (std::thread& thread : threads) thread.join();

  // Time and counter, without the random bits.
  std::set<std::string> stamps;
  for (const std::vector<std::string>& mine : made) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    for (const std::string& id : mine) stamps.insert(id.substr(0, 18));
  }
  EXPECT_EQ(stamps.size(), size_t{kThreads * kEach});
}

TEST(IsUuidTest, TakesTheCanonicalFormOnly) {
  EXPECT_TRUE(IsUuid("01890a5d-ac96-774b-bcce-b302099a8057"));
  EXPECT_TRUE(IsUuid("00000000-0000-4000-8000-000000000000"));
  for (const char* text :
       {"", "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5dac96774bbcceb302099a8057",
        "{01890a5d-ac96-774b-bcce-b302099a8057}", "01890a5d-ac96-774b-bcce-b302099a805",
        "01890a5d-ac96-774b-bcce-b302099a80570", "01890a5d-ac96-774b-bcce-b302099a805g",
        "01890a5d0ac96-774b-bcce-b302099a8057", "01890a5-dac96-774b-bcce-b302099a8057"}) {
    EXPECT_FALSE(IsUuid(text)) << text;
  }
}

}  // namespace
}  // namespace xinqiao
