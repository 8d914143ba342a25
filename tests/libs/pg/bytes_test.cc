#include "libs/pg/bytes.h"

#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "tests/support/postgres.h"

namespace xinqiao::pg {
namespace {

// Values go to a server and come back.
class BytesTest : public ::testing::Test {
 protected:
  pqxx::row Select(const std::string& expression, const char* parameter) {
    return tx_.exec_params1("SELECT " + expression, parameter);
  }

  xinqiao::testing::TestDatabase test_database_{"registry", {}};
  pqxx::connection connection_{test_database_.url()};
  pqxx::nontransaction tx_{connection_};
};

TEST_F(BytesTest, AnyBytesComeBack) {
  std::string every;
  for (int c = 0; c < 256; ++c) every.push_back(static_cast<char>(c));
  for (const std::string& bytes : {std::string(), std::string("a\0b", 3), every}) {
    EXPECT_EQ(BytesFrom(Select("$1::bytea", ToBytea(bytes).c_str())[0]), bytes);
  }
}

TEST_F(BytesTest, ArraysOfTextComeBack) {
  for (const std::vector<std::string>& values : {std::vector<std::string>{},
                                                 {""},
                                                 {"团支部", "b"},
                                                 {"a,b", "{c}", "\"d\"", "e\\f", "NULL"}}) {
    EXPECT_EQ(ArrayFrom(Select("$1::text[]", ToArray(values).c_str())[0]), values);
  }
  EXPECT_TRUE(ArrayFrom(Select("$1::text[]", nullptr)[0]).empty());
}

TEST_F(BytesTest, ArraysAreBuiltElementByElement) {
  ArrayText texts;
  EXPECT_TRUE(texts.empty());
  texts.Add("a\"b\\c");
  EXPECT_FALSE(texts.empty());
  texts.Add("");
  EXPECT_EQ(texts.Finish(), R"({"a\"b\\c",""})");
  ArrayText numbers;
  numbers.Add(-3);
  numbers.Add(int64_t{1} << 40);
  EXPECT_EQ(Select("($1::bigint[])[2]", numbers.Finish().c_str())[0].as<int64_t>(),
            int64_t{1} << 40);
}

TEST_F(BytesTest, EmptyTextIsNull) {
  EXPECT_TRUE(Select("$1::text", NullIfEmpty("")).at(0).is_null());
  EXPECT_EQ(TextFrom(Select("$1::text", NullIfEmpty(""))[0]), "");
  EXPECT_EQ(TextFrom(Select("$1::text", NullIfEmpty("桥"))[0]), "桥");
}

}  // namespace
}  // namespace xinqiao::pg
