#include "libs/pg/binary.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "libs/pg/bytes.h"
#include "tests/support/postgres.h"

namespace xinqiao::pg {
namespace {

constexpr char kId[] = "01234567-89ab-7def-8123-456789abcdef";

// Values go to a server and come back.
class BinaryTest : public ::testing::Test {
 protected:
  // An array as the server tells its elements.
  std::vector<std::string> Elements(const std::string& type, const BinaryArray& array) {
    return ArrayFrom(tx_.exec_params1("SELECT $1::" + type + "[]", array.Parameter())[0]);
  }

  xinqiao::testing::TestDatabase test_database_{"registry", {}};
  pqxx::connection connection_{test_database_.url()};
  pqxx::nontransaction tx_{connection_};
};

TEST_F(BinaryTest, BytesArriveWhole) {
  BinaryArray bytes(Type::kBytea);
  for (const std::string& value :
       {std::string("a\0b", 3), std::string(), std::string(70'000, 'x')}) {
    bytes.AddBytes(value);
  }
  const pqxx::row row = tx_.exec_params1(
      "SELECT a[1], a[2], length(a[3]), cardinality(a) FROM (SELECT $1::bytea[] AS a) s",
      bytes.Parameter());
  EXPECT_EQ(BytesFrom(row[0]), std::string("a\0b", 3));
  EXPECT_EQ(BytesFrom(row[1]), "");
  EXPECT_EQ(row[2].as<int>(), 70'000);
  EXPECT_EQ(row[3].as<int>(), 3);
}

TEST_F(BinaryTest, ValuesOfEachTypeArrive) {
  BinaryArray ids(Type::kUuid);
  ids.AddUuid(kId);
  ids.AddUuid("0123456789ABCDEF0123456789abcdef");
  EXPECT_EQ(Elements("uuid", ids),
            (std::vector<std::string>{kId, "01234567-89ab-cdef-0123-456789abcdef"}));

  BinaryArray texts(Type::kText);
  texts.AddText("团支部");
  texts.AddText("");
  EXPECT_EQ(Elements("text", texts), (std::vector<std::string>{"团支部", ""}));

  BinaryArray days(Type::kDate);
  days.AddDay(absl::CivilDay(1999, 12, 31));
  days.AddDay(absl::CivilDay(2017, 3, 1));
  EXPECT_EQ(Elements("date", days), (std::vector<std::string>{"1999-12-31", "2017-03-01"}));

  BinaryArray times(Type::kTimestamptz);
  times.AddTime(absl::FromUnixNanos(1'490'000'000'123'456'789));
  times.AddTime(absl::FromUnixMicros(-1));
  EXPECT_EQ(ArrayFrom(tx_.exec_params1("SELECT ARRAY(SELECT (extract(epoch FROM t) * 1000000)"
                                       "::bigint FROM unnest($1::timestamptz[]) t)",
                                       times.Parameter())[0]),
            (std::vector<std::string>{"1490000000123456", "-1"}));

  BinaryArray small(Type::kInt2);
  for (const int number : {INT16_MIN, -1, INT16_MAX}) small.AddInt2(number);
  EXPECT_EQ(Elements("smallint", small), (std::vector<std::string>{"-32768", "-1", "32767"}));

  BinaryArray middle(Type::kInt4);
  for (const int number : {INT32_MIN, INT32_MAX}) middle.AddInt4(number);
  EXPECT_EQ(Elements("integer", middle), (std::vector<std::string>{"-2147483648", "2147483647"}));

  BinaryArray large(Type::kInt8);
  for (const int64_t number : {INT64_MIN, int64_t{1} << 40}) large.AddInt8(number);
  EXPECT_EQ(Elements("bigint", large),
            (std::vector<std::string>{"-9223372036854775808", "1099511627776"}));
}

TEST_F(BinaryTest, AnArrayMayBeEmpty) {
  EXPECT_TRUE(Elements("uuid", BinaryArray(Type::kUuid)).empty());
}

TEST_F(BinaryTest, RowsArriveWithTheirNullsAndArrays) {
  tx_.exec(
      "CREATE TYPE pg_temp.told AS (id uuid, name text, days date[], size bigint, parts bytea[], "
      "ranks smallint[], words text[], sizes bigint[], times timestamptz[], counts integer[])");
  const auto type = tx_.exec1("SELECT 'pg_temp.told'::regtype::oid")[0].as<uint32_t>();
  BinaryRows rows(type, 10);
  for (int i = 0; i < 2; ++i) {
    rows.NextRow();
    if (i == 0) {
      rows.AddUuid(kId);
    } else {
      rows.AddNull(Type::kUuid);
    }
    rows.AddText(i == 0 ? "第一" : "");
    BinaryArray days(Type::kDate);
    if (i == 0) days.AddDay(absl::CivilDay(2017, 3, 1));
    rows.AddArray(days);
    rows.AddInt8(int64_t{7} << 33);
    for (const Type each :
         {Type::kBytea, Type::kInt2, Type::kText, Type::kInt8, Type::kTimestamptz, Type::kInt4}) {
      rows.AddArray(BinaryArray(each));
    }
  }
  const pqxx::result told = tx_.exec_params(
      "SELECT id, name, days, size FROM unnest($1::pg_temp.told[])", rows.Parameter());
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(TextFrom(told[0]["id"]), kId);
  EXPECT_EQ(TextFrom(told[0]["name"]), "第一");
  EXPECT_EQ(ArrayFrom(told[0]["days"]), std::vector<std::string>{"2017-03-01"});
  EXPECT_TRUE(told[1]["id"].is_null());
  EXPECT_FALSE(told[1]["name"].is_null());
  EXPECT_TRUE(ArrayFrom(told[1]["days"]).empty());
  EXPECT_EQ(told[1]["size"].as<int64_t>(), int64_t{7} << 33);
  EXPECT_EQ(tx_.exec_params1("SELECT cardinality($1::pg_temp.told[])",
                             BinaryRows(type, 10).Parameter())[0]
                .as<int>(),
            0);
}

TEST_F(BinaryTest, TheServerRefusesARowOfOtherColumns) {
  tx_.exec("CREATE TYPE pg_temp.pair AS (id uuid, size bigint)");
  const auto type = tx_.exec1("SELECT 'pg_temp.pair'::regtype::oid")[0].as<uint32_t>();
  BinaryRows swapped(type, 2);
  swapped.NextRow();
  swapped.AddInt8(1);
  swapped.AddUuid(kId);
  BinaryRows missing(type, 1);
  missing.NextRow();
  missing.AddUuid(kId);
  for (const BinaryRows* rows : {&swapped, &missing}) {
    EXPECT_THROW(tx_.exec_params("SELECT $1::pg_temp.pair[]", rows->Parameter()), pqxx::sql_error);
  }
}

TEST_F(BinaryTest, WhatIsNoValueIsNotSent) {
  BinaryArray ids(Type::kUuid);
  for (const char* text :
       {"", "01234567-89ab-7def-8123-456789abcde", "x1234567-89ab-7def-8123-456789abcdef",
        "01234567-89ab-7def-8123-456789abcdef0"}) {
    EXPECT_THROW(ids.AddUuid(text), pqxx::argument_error) << text;
  }
  EXPECT_THROW(ids.AddText("桥"), pqxx::argument_error);
  EXPECT_TRUE(Elements("uuid", ids).empty());
  BinaryArray small(Type::kInt2);
  EXPECT_THROW(small.AddInt2(INT16_MAX + 1), pqxx::argument_error);
  EXPECT_THROW(small.AddInt2(INT16_MIN - 1), pqxx::argument_error);
  BinaryArray days(Type::kDate);
  EXPECT_THROW(days.AddDay(absl::CivilDay::max()), pqxx::argument_error);
  BinaryArray times(Type::kTimestamptz);
  for (const absl::Time time : {absl::InfinitePast(), absl::InfiniteFuture()}) {
    EXPECT_THROW(times.AddTime(time), pqxx::argument_error);
  }
  BinaryRows rows(1, 1);
  EXPECT_THROW(rows.AddNull(Type::kUuid), pqxx::usage_error);
}

}  // namespace
}  // namespace xinqiao::pg
