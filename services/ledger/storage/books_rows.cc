#include "services/ledger/storage/books_rows.h"

#include <cstdint>
#include <string>

#include "libs/pg/time.h"

namespace xinqiao::ledger {

BooksEntry BooksEntryFrom(const pqxx::row& row) {
  return {.log = row["log"].as<std::string>(),
          .position = row["position"].as<int64_t>(),
          .organization_id = row["organization_id"].as<std::string>(),
          .period = {.first = pg::DayFrom(row["first_day"]), .end = pg::DayFrom(row["end_day"])},
          .closed = row["closed"].as<bool>(),
          .author = {.organization_id = row["author_organization_id"].as<std::string>(),
                     .post_id = row["author_post_id"].as<std::string>()},
          .record_time = pg::TimeFromMicros(row["record_micros"])};
}

}  // namespace xinqiao::ledger
