#include "services/registry/app/import_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <mutex>

#include "services/registry/app/imports.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

// Has so much work, and notes what it was asked.
class FakeJobs final : public ImportJobs {
 public:
  FakeJobs(int work, int failures) : work_(work), failures_(failures) {}

  absl::StatusOr<bool> WorkOnOne(absl::Time) override {
    const std::lock_guard lock(mutex_);
    if (failures_ > 0) {
      --failures_;
      return absl::UnavailableError("no database");
    }
    if (work_ == 0) return false;
    if (--work_ == 0) done_.count_down();
    return true;
  }

  absl::Status Expire(const ImportExpiry& expiry) override {
    const std::lock_guard lock(mutex_);
    expiries_.push_back(expiry);
    return absl::OkStatus();
  }

  void AwaitDone() { done_.wait(); }
  std::vector<ImportExpiry> expiries() {
    const std::lock_guard lock(mutex_);
    return expiries_;
  }

 private:
  std::latch done_{1};
  std::mutex mutex_;
  int work_;                            // Guarded by mutex_.
  int failures_;                        // Guarded by mutex_.
  std::vector<ImportExpiry> expiries_;  // Guarded by mutex_.
};

TEST(ImportWorkerTest, DoesAllTheWorkThereIsAndExpiresWhatIsOld) {
  const xinqiao::testing::FakeClock clock("2017-04-01");
  const xinqiao::testing::FakeClock real_clock("2026-11-21");
  FakeJobs jobs(3, 0);
  {
    ImportWorker worker({.jobs = jobs, .clock = clock, .real_clock = real_clock});
    worker.Wake();
    jobs.AwaitDone();
  }
  ASSERT_EQ(jobs.expiries().size(), 1U);
  const ImportExpiry expiry = jobs.expiries()[0];
  EXPECT_EQ(expiry.receiving, real_clock.Now() - kUploadSilenceMax);
  EXPECT_EQ(expiry.rows, clock.Now() - absl::Hours(24));
  EXPECT_EQ(expiry.imports, clock.Now() - absl::Hours(24 * 30));
}

TEST(ImportWorkerTest, TriesAgainAfterAFailure) {
  const xinqiao::testing::FakeClock clock("2017-04-01");
  FakeJobs jobs(1, 2);
  ImportWorker worker({.jobs = jobs, .clock = clock, .real_clock = clock});
  worker.Wake();
  worker.Wake();
  jobs.AwaitDone();
}

}  // namespace
}  // namespace xinqiao::registry
