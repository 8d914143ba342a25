#include "services/registry/app/text_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace xinqiao::registry {
namespace {

TEST(TextPoolTest, WhatItKeepsStaysWhereItIs) {
  TextPool pool;
  std::vector<absl::string_view> kept;
  for (int i = 0; i < 50'000; ++i) kept.push_back(pool.Keep(absl::StrCat("text ", i)));
  for (int i = 0; i < 50'000; ++i) {
    EXPECT_EQ(kept[static_cast<size_t>(i)], absl::StrCat("text ", i));
  }
}

TEST(TextPoolTest, KeepsWhatIsLargerThanABlock) {
  TextPool pool;
  const std::string large(300'000, 'x');
  const absl::string_view kept = pool.Keep(large);
  EXPECT_EQ(pool.Keep("small"), "small");
  EXPECT_EQ(kept, large);
  EXPECT_EQ(pool.Keep(""), "");
}

TEST(TextTableTest, EqualTextsHaveOneNumber) {
  TextTable table;
  EXPECT_EQ(table.Number("团支部"), 0U);
  EXPECT_EQ(table.Number(""), 1U);
  EXPECT_EQ(table.Number(std::string("团支部")), 0U);
  EXPECT_EQ(table.Number(std::string("a\0b", 3)), 2U);
  EXPECT_EQ(table.size(), 3U);
  EXPECT_EQ(table.Text(0), "团支部");
  EXPECT_EQ(table.Text(1), "");
  EXPECT_EQ(table.Find("团委"), std::nullopt);
  EXPECT_EQ(table.Find(""), 1U);
}

}  // namespace
}  // namespace xinqiao::registry
