#include "libs/pg/time.h"

#include <gtest/gtest.h>

#include <pqxx/pqxx>

#include "tests/support/postgres.h"

namespace xinqiao::pg {
namespace {

TEST(PgTimeTest, InstantsAndDaysComeBackWhateverTheSessionShows) {
  xinqiao::testing::TestDatabase test_database("registry", {});
  pqxx::connection connection(test_database.url());
  pqxx::nontransaction tx(connection);
  tx.exec("SET TimeZone = 'Asia/Shanghai'");
  for (const int64_t micros : {int64_t{1494950400123456}, int64_t{0}, int64_t{-1}}) {
    const absl::Time time = absl::FromUnixMicros(micros);
    const pqxx::row row = tx.exec_params1(
        "SELECT (extract(epoch FROM $1::timestamptz) * 1000000)::bigint", ToText(time));
    EXPECT_EQ(TimeFromMicros(row[0]), time);
  }
  for (const absl::CivilDay day : {absl::CivilDay(2016, 2, 29), absl::CivilDay(1900, 1, 1)}) {
    EXPECT_EQ(DayFrom(tx.exec_params1("SELECT $1::date", ToText(day))[0]), day);
  }
  EXPECT_EQ(ToText(absl::FromUnixMicros(1494950400123456)), "2017-05-16T16:00:00.123456Z");
  EXPECT_EQ(ToText(absl::CivilDay(2017, 5, 7)), "2017-05-07");
}

}  // namespace
}  // namespace xinqiao::pg
