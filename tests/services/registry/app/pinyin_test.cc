#include "services/registry/app/pinyin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace xinqiao::registry {
namespace {

std::vector<std::string> Sorted(std::vector<std::string> names) {
  const PinyinOrder order;
  std::sort(names.begin(), names.end(), [&order](const std::string& a, const std::string& b) {
    return order.SortKey(a) < order.SortKey(b);
  });
  return names;
}

TEST(PinyinOrderTest, SortsByPinyin) {
  // Ankang, Baoji, Hanzhong, Shangluo, Tongchuan, Weinan, Xi'an, Xianyang,
  // Yan'an, Yulin: neither strokes nor code points order them like this.
  EXPECT_THAT(Sorted({"西安市", "榆林市", "安康市", "渭南市", "咸阳市", "汉中市", "延安市",
                      "铜川市", "宝鸡市", "商洛市"}),
              ::testing::ElementsAre("安康市", "宝鸡市", "汉中市", "商洛市", "铜川市", "渭南市",
                                     "西安市", "咸阳市", "延安市", "榆林市"));
}

TEST(PinyinOrderTest, AShorterNameComesBeforeALongerOne) {
  EXPECT_THAT(Sorted({"安康市委", "安康市", "安康"}),
              ::testing::ElementsAre("安康", "安康市", "安康市委"));
}

TEST(PinyinOrderTest, EqualNamesHaveEqualKeys) {
  const PinyinOrder order;
  EXPECT_EQ(order.SortKey("共青团陕西省委"), order.SortKey("共青团陕西省委"));
  EXPECT_NE(order.SortKey("共青团陕西省委"), order.SortKey("共青团山西省委"));
  EXPECT_LT(order.SortKey(""), order.SortKey("a"));
}

TEST(PinyinOrderTest, TakesAnyBytes) {
  const PinyinOrder order;
  EXPECT_NE(order.SortKey("\xff\xfe"), "");
  EXPECT_NE(order.SortKey(std::string(200, '\xf0')), "");
  EXPECT_GT(order.SortKey(std::string(4096, 'a')).size(), 4096U);
}

}  // namespace
}  // namespace xinqiao::registry
