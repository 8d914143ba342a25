// What every SnapshotStore does, as tests. Instantiate per implementation.

#ifndef XINQIAO_TESTS_SERVICES_ASSESSMENT_STORAGE_SNAPSHOT_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_ASSESSMENT_STORAGE_SNAPSHOT_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "services/assessment/app/snapshot_store.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::assessment {

class SnapshotStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<SnapshotStore>()>> {
 protected:
  static Snapshot NewSnapshot(std::string bytes, int64_t position) {
    return {.bytes = std::move(bytes),
            .cursors = {{.source = "ledger", .log = "log-1", .epoch = "e1", .position = position},
                        {.source = "registry", .log = "registry", .epoch = "e2", .position = 7}},
            .create_time = absl::FromUnixSeconds(1497499200)};
  }

  std::unique_ptr<SnapshotStore> store_ = GetParam()();
};

TEST_P(SnapshotStoreContract, HoldsNothingAtFirst) {
  EXPECT_THAT(store_->Load({}), xinqiao::testing::IsOkAndHolds(std::nullopt));
}

TEST_P(SnapshotStoreContract, ReturnsWhatWasSavedLast) {
  ASSERT_THAT(store_->Save({}, NewSnapshot("first", 1)), xinqiao::testing::IsOk());
  const Snapshot second = NewSnapshot(std::string("\0\xff second", 9), 2);
  ASSERT_THAT(store_->Save({}, second), xinqiao::testing::IsOk());
  EXPECT_THAT(store_->Load({}), xinqiao::testing::IsOkAndHolds(std::make_optional(second)));
}

TEST_P(SnapshotStoreContract, HoldsMoreThanOneChunk) {
  std::string bytes(3 << 20, 'x');
  bytes[1 << 20] = 'y';
  bytes.back() = 'z';
  const Snapshot snapshot = NewSnapshot(bytes, 3);
  ASSERT_THAT(store_->Save({}, snapshot), xinqiao::testing::IsOk());
  const auto loaded = store_->Load({});
  ASSERT_THAT(loaded, xinqiao::testing::IsOk());
  EXPECT_TRUE(loaded->value() == snapshot);
}

}  // namespace xinqiao::assessment

#endif  // XINQIAO_TESTS_SERVICES_ASSESSMENT_STORAGE_SNAPSHOT_STORE_CONTRACT_H_
