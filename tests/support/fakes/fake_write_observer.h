// What the writer of logs told, remembered.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WRITE_OBSERVER_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WRITE_OBSERVER_H_

#include <mutex>
#include <string>
#include <vector>

#include "libs/base/error.h"
#include "services/ledger/app/write_observer.h"

namespace xinqiao::testing {

// Thread-safe.
class FakeWriteObserver final : public ledger::WriteObserver {
 public:
  void Wrote(const ledger::BatchFigures& figures) override {
    const std::lock_guard lock(mutex_);
    written_.push_back(figures);
  }
  void Refused(const absl::Status& status) override {
    const std::lock_guard lock(mutex_);
    reasons_.push_back(ErrorReason(status));
  }
  void NotStorable(const std::string& /*log*/, const std::string& request_id) override {
    const std::lock_guard lock(mutex_);
    not_storable_.push_back(request_id);
  }
  void Queued(size_t /*drafts*/) override {}
  void Answered(absl::Duration /*longest*/) override {}
  void Halted(const std::string& /*log*/, bool halted) override {
    const std::lock_guard lock(mutex_);
    halts_.push_back(halted);
  }

  std::vector<ledger::BatchFigures> written() const {
    const std::lock_guard lock(mutex_);
    return written_;
  }
  std::vector<std::string> reasons() const {
    const std::lock_guard lock(mutex_);
    return reasons_;
  }
  // Their request ids.
  std::vector<std::string> not_storable() const {
    const std::lock_guard lock(mutex_);
    return not_storable_;
  }
  std::vector<bool> halts() const {
    const std::lock_guard lock(mutex_);
    return halts_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<ledger::BatchFigures> written_;
  std::vector<std::string> reasons_;
  std::vector<std::string> not_storable_;
  std::vector<bool> halts_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WRITE_OBSERVER_H_
