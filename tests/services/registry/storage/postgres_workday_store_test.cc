#include "services/registry/storage/postgres_workday_store.h"

#include <memory>
#include <pqxx/pqxx>

#include "tests/services/registry/storage/postgres_parts.h"
#include "tests/services/registry/storage/postgres_registry_stores.h"
#include "tests/services/registry/storage/workday_store_contract.h"
#include "tests/support/fakes/fake_workday_store.h"

namespace xinqiao::registry {
namespace {

class PostgresWorkdayStores final : public WorkdayStores {
 public:
  WorkdayStore& store() override { return store_; }

  std::vector<std::string> Events() override { return EventsIn(schema_.url()); }

 private:
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 16};
  PostgresWorkdayStore store_{database_, xinqiao::testing::WorkdayTextEncoders()};
};

INSTANTIATE_TEST_SUITE_P(Postgres, WorkdayStoreContract, ::testing::Values([] {
                           return std::make_unique<PostgresWorkdayStores>();
                         }));

// Fails on the primary key without the lock.
TEST(PostgresWorkdayStoreTest, PublicationsOfOneYearGetDifferentVersions) {
  PostgresWorkdayStores stores;
  const auto answers = InThreads(8, [&](int i) {
    return stores.store().InsertWorkdayYear(
        {.request_digest = std::string(32, 'a')},
        {.request_id = TestId(1, i), .change_id = TestId(2, i), .time = absl::FromUnixMicros(1)},
        {.year = 2017, .provisional = true, .publish_time = absl::FromUnixMicros(1)});
  });
  for (const auto& answer : answers) EXPECT_THAT(answer, xinqiao::testing::IsOk());
  EXPECT_EQ((*stores.store().ListWorkdayYears({}, 0, 1)).front().version, 8);
}

}  // namespace
}  // namespace xinqiao::registry
