#include "services/registry/app/compact_id.h"

#include <gtest/gtest.h>

namespace xinqiao::registry {
namespace {

constexpr char kText[] = "0192f3a4-b5c6-7d7e-8f90-a1b2c3d4e5f6";

TEST(CompactIdTest, HoldsTheBytesOfAUuid) {
  const auto id = ParseCompactId(kText);
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(id->high, 0x0192f3a4b5c67d7eU);
  EXPECT_EQ(id->low, 0x8f90a1b2c3d4e5f6U);
  EXPECT_EQ(ToText(*id), kText);
}

TEST(CompactIdTest, IsOrderedAsItsText) {
  const auto least = ParseCompactId("0192f3a4-b5c6-7d7e-0f90-a1b2c3d4e5f6");
  const auto most = ParseCompactId("f192f3a4-b5c6-7d7e-0000-a1b2c3d4e5f6");
  EXPECT_LT(*least, *ParseCompactId(kText));
  EXPECT_LT(*ParseCompactId(kText), *most);
}

TEST(CompactIdTest, RefusesWhatIsNoUuidInLowerCase) {
  EXPECT_FALSE(ParseCompactId("").has_value());
  EXPECT_FALSE(ParseCompactId("organizations/1").has_value());
  EXPECT_FALSE(ParseCompactId("0192F3A4-b5c6-7d7e-8f90-a1b2c3d4e5f6").has_value());
  EXPECT_FALSE(ParseCompactId("0192f3a4-b5c6-7d7e-8f90-a1b2c3d4e5f60").has_value());
}

}  // namespace
}  // namespace xinqiao::registry
