// Signed heads in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_SIGNED_HEADS_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_SIGNED_HEADS_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "services/ledger/app/signed_heads.h"

namespace xinqiao::testing {

// Keeps them as long as it lives, or fails as told. Thread-safe.
class FakeSignedHeads final : public ledger::SignedHeads {
 public:
  absl::StatusOr<std::optional<std::string>> Get(const std::string& log) override {
    const std::lock_guard lock(mutex_);
    if (!get_fails_.ok()) return get_fails_;
    const auto kept = kept_.find(log);
    if (kept == kept_.end()) return std::nullopt;
    return kept->second.second;
  }

  absl::Status Put(const std::string& log, int64_t size, const std::string& checkpoint) override {
    const std::lock_guard lock(mutex_);
    if (!put_fails_.ok()) return put_fails_;
    auto& [kept_size, kept] = kept_[log];
    const bool same_epoch =
        kept.substr(0, kept.find('\n')) == checkpoint.substr(0, checkpoint.find('\n'));
    if (same_epoch && kept_size >= size) return absl::OkStatus();
    kept_size = size;
    kept = checkpoint;
    return absl::OkStatus();
  }

  void FailGet(absl::Status status) {
    const std::lock_guard lock(mutex_);
    get_fails_ = std::move(status);
  }
  void FailPut(absl::Status status) {
    const std::lock_guard lock(mutex_);
    put_fails_ = std::move(status);
  }

 private:
  std::mutex mutex_;
  // By log: a size and its checkpoint. Guarded by mutex_, as what follows.
  std::map<std::string, std::pair<int64_t, std::string>> kept_;
  absl::Status get_fails_;
  absl::Status put_fails_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_SIGNED_HEADS_H_
