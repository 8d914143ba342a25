// What wishes knows of contacts, in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LINK_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LINK_STORE_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "services/wishes/app/link_store.h"

namespace xinqiao::testing {

// A link store in memory. Thread-safe.
class FakeLinkStore final : public wishes::LinkStore {
 public:
  void AddLog(const std::string& log) {
    const std::lock_guard lock(mutex_);
    logs_.push_back(log);
  }

  absl::Status Apply(const feed::Cursor& from, const feed::Cursor& to,
                     absl::Span<const wishes::LinkChange> changes) override {
    const std::lock_guard lock(mutex_);
    feed::Cursor& cursor = cursors_[{to.source, to.log}];
    if (cursor.position != from.position) {
      return MakeError(absl::StatusCode::kFailedPrecondition, {"feed.xinqiao", "CURSOR_MOVED"},
                       "another replica moved the cursor");
    }
    cursor = to;
    changes_.insert(changes_.end(), changes.begin(), changes.end());
    return absl::OkStatus();
  }

  absl::StatusOr<feed::Cursor> LoadCursor(const std::string& source,
                                          const std::string& log) override {
    const std::lock_guard lock(mutex_);
    const auto found = cursors_.find({source, log});
    if (found == cursors_.end()) return feed::Cursor{.source = source, .log = log};
    return found->second;
  }

  absl::StatusOr<std::vector<std::string>> ListLogs() override {
    const std::lock_guard lock(mutex_);
    return logs_;
  }

  std::vector<wishes::LinkChange> changes() const {
    const std::lock_guard lock(mutex_);
    return changes_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> logs_;                                        // Guarded by mutex_.
  std::map<std::pair<std::string, std::string>, feed::Cursor> cursors_;  // Guarded by mutex_.
  std::vector<wishes::LinkChange> changes_;                              // Guarded by mutex_.
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LINK_STORE_H_
