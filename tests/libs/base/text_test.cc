#include "libs/base/text.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"

namespace xinqiao {
namespace {

constexpr char kMalformed[] = "is not well-formed UTF-8";
constexpr char kNul[] = "holds U+0000";
constexpr char kControl[] = "holds a control character";
constexpr char kDirection[] = "holds a character that changes the writing direction";

TEST(TextTest, RealTextPasses) {
  for (const char* text :
       {"", "plain", "泉州师范学院团委", "“学习总书记讲话 做合格共青团员”教育实践",
        "第一行\n第二行\r\n\t缩进", "㐀𠀀𪚥", "née Ångström — 100 ‰", "👩‍🎓 加油！",
        "买买提·艾合买提", "\xEF\xBF\xBD \xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
    EXPECT_EQ(TextProblem(text), "") << text;
  }
}

TEST(TextTest, EveryClassOfBadTextIsRefused) {
  const struct {
    std::string text;
    const char* want;
  } cases[] = {
      // Malformed: stray and missing continuations, overlong forms, surrogates, too large.
      {"\x80", kMalformed},
      {"\xff", kMalformed},
      {"\xc3", kMalformed},
      {"\xc3(", kMalformed},
      {"\xe6\xa1", kMalformed},
      {"\xe6\xa1(", kMalformed},
      {"\xf0\xa0\x80", kMalformed},
      {"\xc0\x80", kMalformed},
      {"\xc1\xbf", kMalformed},
      {"\xe0\x80\xaf", kMalformed},
      {"\xf0\x80\x80\xaf", kMalformed},
      {"\xed\xa0\x80", kMalformed},
      {"\xed\xbf\xbf", kMalformed},
      {"\xf4\x90\x80\x80", kMalformed},
      {"\xf5\x80\x80\x80", kMalformed},
      {"桥\xe6", kMalformed},
      {std::string("a\0b", 3), kNul},
      {"\x01", kControl},
      {"\x0b", kControl},
      {"\x1b[31m", kControl},
      {"\x7f", kControl},
      {"\xc2\x80", kControl},
      {"\xc2\x9f", kControl},
      {"\xd8\x9c", kDirection},      // U+061C
      {"\xe2\x80\x8e", kDirection},  // U+200E
      {"\xe2\x80\x8f", kDirection},  // U+200F
      {"\xe2\x80\xaa", kDirection},  // U+202A
      {"\xe2\x80\xae", kDirection},  // U+202E
      {"\xe2\x81\xa6", kDirection},  // U+2066
      {"\xe2\x81\xa9", kDirection},  // U+2069
  };
  for (const auto& c : cases) {
    const std::string shown = absl::CHexEscape(c.text);
    EXPECT_EQ(TextProblem(c.text), c.want) << shown;
    EXPECT_EQ(TextProblem("心桥 " + c.text), c.want) << shown;
    EXPECT_EQ(IsUtf8(c.text), absl::string_view(c.want) != kMalformed) << shown;
  }
}

}  // namespace
}  // namespace xinqiao
