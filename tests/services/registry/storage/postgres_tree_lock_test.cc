#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/registry/storage/tree_lock.h"
#include "tests/services/registry/storage/postgres_registry_stores.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// Reorganizations, on record and to come, that change nothing, and an import
// that holds the tree as it is.
class TreeLockTest : public ::testing::Test {
 protected:
  const absl::CivilDay kDay = Day("2018-01-01");
  const absl::Time kTime = absl::FromUnixMicros(1491008400000001);

  static Call CallOf() { return {.request_digest = std::string(32, 'a')}; }

  Write WriteOf(int request) const {
    return {.request_id = TestId(8, request), .change_id = TestId(9, request), .time = kTime};
  }

  Reorganization RecordOf(int number) const {
    return {.reorganization_id = TestId(7, number),
            .effective_day = kDay,
            .create_time = kTime,
            .content = std::to_string(number)};
  }

  absl::StatusOr<Answer> Apply(int number) {
    return stores_.reorganizations().Apply(
        CallOf(), WriteOf(number), {}, kDay,
        [&](const ReorganizationFacts&) -> absl::StatusOr<ReorganizationWrite> {
          return ReorganizationWrite{.record = RecordOf(number)};
        });
  }

  absl::StatusOr<Answer> Cancel(int number) {
    return stores_.reorganizations().Cancel(
        CallOf(), WriteOf(100 + number), TestId(7, number), "a mistake",
        [&](Reorganization record, const KnownOrganizations&, const KnownOrganizations&,
            const KnownOrganizations&) -> absl::StatusOr<ReorganizationWrite> {
          record.cancel_time = kTime;
          return ReorganizationWrite{.record = std::move(record)};
        });
  }

  std::vector<Reorganization> List() {
    return *stores_.reorganizations().ListReorganizations(CallOf(), {.limit = 10});
  }

  PostgresStores stores_;
};

TEST_F(TreeLockTest, AReorganizationDuringAnImportIsToldToComeAgain) {
  ASSERT_THAT(Apply(1), IsOk());
  {
    pqxx::connection connection(stores_.url());
    pqxx::work import(connection);
    LockTreeShared(import);
    const absl::Time begin = absl::Now();
    for (const auto& result : InThreads(2, [&](int i) { return i == 0 ? Apply(2) : Cancel(1); })) {
      EXPECT_THAT(result, FailsWith("TREE_BUSY"));
      EXPECT_TRUE(absl::IsUnavailable(result.status())) << result.status();
    }
    EXPECT_LT(absl::Now() - begin, 2 * kTreeWaitMax);
    EXPECT_THAT(List(), ElementsAre(RecordOf(1)));
  }
  EXPECT_THAT(Apply(2), IsOkAndHolds(Answer{"reorganization 2"}));
  EXPECT_THAT(Cancel(1), IsOkAndHolds(Answer{"cancelled 1"}));
  EXPECT_THAT(List(), SizeIs(2));
}

TEST_F(TreeLockTest, WhoGivesUpLeavesTheTreeToOthers) {
  pqxx::connection one(stores_.url());
  pqxx::connection two(stores_.url());
  pqxx::work import(one);
  LockTreeShared(import);
  {
    pqxx::work reorganization(two);
    EXPECT_THAT(LockTree(reorganization, absl::Milliseconds(20)), FailsWith("TREE_BUSY"));
  }
  pqxx::work write(two);
  LockTreeShared(write);
  import.commit();
  write.commit();
  pqxx::work reorganization(two);
  EXPECT_THAT(LockTree(reorganization, absl::Milliseconds(20)), IsOk());
}

}  // namespace
}  // namespace xinqiao::registry
