#include "services/ledger/domain/simhash.h"

#include <gtest/gtest.h>

#include <bitset>

namespace xinqiao::ledger {
namespace {

size_t Distance(absl::string_view a, absl::string_view b) {
  return std::bitset<64>(SimHash(a) ^ SimHash(b)).count();
}

// Leaves of logs hold these: they never change.
TEST(SimHashTest, ValuesAreFixed) {
  EXPECT_EQ(SimHash(""), 0U);
  EXPECT_EQ(SimHash("谈"), 0xFF7B2D564D3DFF9EU);
  EXPECT_EQ(SimHash("与两名同学谈心，了解学习与生活情况。"), 0xD95D367517CAFFB4U);
}

TEST(SimHashTest, NearTextsAreNear) {
  const absl::string_view text =
      "今天下午在图书馆三楼与计算机学院的五名新生座谈，听取大家对课程安排和社团活动的意见。";
  EXPECT_EQ(Distance(text, text), 0U);
  EXPECT_LE(
      Distance(
          text,
          "今天下午在图书馆三楼与计算机学院的六名新生座谈，听取大家对课程安排和社团活动的意见。"),
      12U);
  EXPECT_GE(Distance(text, "组织支部团员到敬老院开展志愿服务，打扫卫生、陪老人聊天。"), 20U);
}

TEST(SimHashTest, OrderOfCharactersMatters) { EXPECT_GT(Distance("ab", "ba"), 0U); }

}  // namespace
}  // namespace xinqiao::ledger
