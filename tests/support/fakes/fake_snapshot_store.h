// A snapshot store for tests.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_SNAPSHOT_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_SNAPSHOT_STORE_H_

#include <optional>

#include "services/assessment/app/snapshot_store.h"

namespace xinqiao::testing {

// In memory. Not thread-safe. Held to the same contract as
// PostgresSnapshotStore by snapshot_store_contract.h.
class FakeSnapshotStore final : public assessment::SnapshotStore {
 public:
  absl::Status Save(const Call& /*call*/, const assessment::Snapshot& snapshot) override {
    ++saves_;
    snapshot_ = snapshot;
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<assessment::Snapshot>> Load(const Call& /*call*/) override {
    return snapshot_;
  }

  int saves() const { return saves_; }

 private:
  std::optional<assessment::Snapshot> snapshot_;
  int saves_ = 0;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_SNAPSHOT_STORE_H_
