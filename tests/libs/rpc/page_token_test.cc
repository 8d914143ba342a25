#include "libs/rpc/page_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace xinqiao::rpc {
namespace {

using ::testing::MatchesRegex;

TEST(PageTokenTest, TheNextPageContinuesBehindTheCursor) {
  for (const std::string& cursor : {std::string("p-17"), std::string("a\0\xff", 3)}) {
    Fields fields("test.xinqiao");
    const std::string token = MakePageToken("ListPosts organizations/1", cursor);
    EXPECT_THAT(token, MatchesRegex("[A-Za-z0-9_-]+"));
    EXPECT_EQ(CursorFrom(fields, "ListPosts organizations/1", token), cursor);
    EXPECT_TRUE(fields.status().ok()) << fields.status();
  }
}

TEST(PageTokenTest, TheFirstAndTheLastPageHaveNone) {
  Fields fields("test.xinqiao");
  EXPECT_EQ(MakePageToken("ListPosts", ""), "");
  EXPECT_EQ(CursorFrom(fields, "ListPosts", ""), "");
  EXPECT_TRUE(fields.status().ok()) << fields.status();
}

TEST(PageTokenTest, ATokenOfAnotherQueryIsAViolation) {
  const std::string token = MakePageToken("ListPosts organizations/1", "p-17");
  for (const std::string& bad :
       {MakePageToken("ListPosts organizations/2", "p-17"), token.substr(1), "A" + token,
        token.substr(0, 11), std::string("!"), std::string("AAAA"), std::string("\xff")}) {
    Fields fields("test.xinqiao");
    EXPECT_EQ(CursorFrom(fields, "ListPosts organizations/1", bad), "");
    EXPECT_EQ(Violations(fields.status()),
              (std::vector<FieldViolation>{
                  {.field = "page_token",
                   .description = "is not a token of this query; start again from the first "
                                  "page"}}))
        << bad;
  }
}

}  // namespace
}  // namespace xinqiao::rpc
