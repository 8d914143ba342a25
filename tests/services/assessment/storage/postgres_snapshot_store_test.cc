#include "services/assessment/storage/postgres_snapshot_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/services/assessment/storage/snapshot_store_contract.h"
#include "tests/support/postgres.h"

namespace xinqiao::assessment {
namespace {

// Owns its database, so that each test starts from the migrated, empty schema.
class OwningStore final : public SnapshotStore {
 public:
  absl::Status Save(const Call& call, const Snapshot& snapshot) override {
    return store_.Save(call, snapshot);
  }
  absl::StatusOr<std::optional<Snapshot>> Load(const Call& call) override {
    return store_.Load(call);
  }
  std::string Execute(const std::string& sql) { return test_database_.Execute(sql); }

 private:
  xinqiao::testing::TestDatabase test_database_{"assessment"};
  pg::Database database_{test_database_.url(), 2};
  PostgresSnapshotStore store_{database_};
};

INSTANTIATE_TEST_SUITE_P(Postgres, SnapshotStoreContract,
                         ::testing::Values([] { return std::make_unique<OwningStore>(); }));

TEST(PostgresSnapshotStoreTest, AChangedByteIsFound) {
  OwningStore store;
  ASSERT_THAT(store.Save({}, {.bytes = "model"}), xinqiao::testing::IsOk());
  store.Execute("UPDATE snapshot_chunks SET bytes = set_byte(bytes, 2, 0) RETURNING 1");
  EXPECT_TRUE(absl::IsDataLoss(store.Load({}).status()));
}

TEST(PostgresSnapshotStoreTest, AMissingChunkIsFound) {
  OwningStore store;
  ASSERT_THAT(store.Save({}, {.bytes = std::string(2 << 20, 'x')}), xinqiao::testing::IsOk());
  store.Execute("DELETE FROM snapshot_chunks WHERE chunk_index = 1 RETURNING 1");
  EXPECT_TRUE(absl::IsDataLoss(store.Load({}).status()));
}

}  // namespace
}  // namespace xinqiao::assessment
