#include "libs/base/phone.h"

#include <gtest/gtest.h>

namespace xinqiao {
namespace {

TEST(MaskPhoneTest, ShowsTheFirstThreeAndTheLastTwoDigits) {
  EXPECT_EQ(MaskPhone("19900005812"), "199******12");
  EXPECT_EQ(MaskPhone("13812345642"), "138******42");
}

TEST(MaskPhoneTest, HidesWhatIsTooShortToMask) {
  EXPECT_EQ(MaskPhone(""), "");
  EXPECT_EQ(MaskPhone("12345"), "*****");
  EXPECT_EQ(MaskPhone("123456"), "123*56");
}

}  // namespace
}  // namespace xinqiao
