// An import store in memory, for tests of use cases and handlers.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IMPORT_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IMPORT_STORE_H_

#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/app/import_store.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::testing {

// Keeps what comes, and checks nothing: a test moves an import on by Edit().
// Thread-safe.
class FakeImportStore final : public registry::ImportStore {
 public:
  explicit FakeImportStore(registry::Encoder<registry::Import> answer)
      : answer_(std::move(answer)) {}

  absl::Status StartImport(const Call&, const registry::NewImport& import) override {
    const std::lock_guard lock(mutex_);
    for (auto& [id, entry] : entries_) {
      if (entry.owner != import.owner || !IsReceiving(entry)) continue;
      if (entry.receive_time >= import.abandoned_since) return registry::errors::UploadRunning();
      entry.import.state = registry::ImportState::kFailed;
    }
    entries_[import.import_id] = {
        .owner = import.owner,
        .receive_time = import.real_time,
        .import = {.import_id = import.import_id, .create_time = import.create_time}};
    return absl::OkStatus();
  }

  absl::Status AppendRows(const Call&, const std::string& import_id,
                          const registry::ImportRows& rows, absl::Time real_time) override {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_[import_id];
    if (!IsReceiving(entry)) return registry::errors::UploadGivenUp();
    entry.receive_time = real_time;
    const auto append = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(entry.rows.organizations, rows.organizations);
    append(entry.rows.people, rows.people);
    append(entry.rows.posts, rows.posts);
    append(entry.rows.problems, rows.problems);
    return absl::OkStatus();
  }

  absl::StatusOr<Answer> FinishUpload(const Call&, const registry::Write& write,
                                      const std::string& import_id) override {
    const std::lock_guard lock(mutex_);
    const auto first = answers_.find(write.request_id);
    if (first != answers_.end()) {
      entries_.erase(import_id);
      return first->second;
    }
    Entry& entry = entries_[import_id];
    if (!IsReceiving(entry)) return registry::errors::UploadGivenUp();
    entry.import.state = registry::ImportState::kChecking;
    entry.import.counts[0].rows = std::ssize(entry.rows.organizations);
    entry.import.counts[1].rows = std::ssize(entry.rows.people);
    entry.import.counts[2].rows = std::ssize(entry.rows.posts);
    return answers_[write.request_id] = {.bytes = answer_(entry.import)};
  }

  absl::Status DropImport(const Call&, const std::string& import_id) override {
    const std::lock_guard lock(mutex_);
    entries_.erase(import_id);
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<registry::Import>> FindImport(
      const Call&, const std::string& import_id) override {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(import_id);
    if (found == entries_.end()) return std::nullopt;
    return found->second.import;
  }

  absl::StatusOr<std::vector<registry::ListedProblem>> ListProblems(
      const Call&, const std::string& import_id, const registry::ProblemRange& range) override {
    const std::lock_guard lock(mutex_);
    std::vector<registry::ListedProblem> listed;
    int64_t number = 0;
    for (const registry::ImportProblem& problem : entries_[import_id].rows.problems) {
      if (++number > range.after && std::ssize(listed) < range.limit) {
        listed.push_back({.number = number, .problem = problem});
      }
    }
    return listed;
  }

  absl::StatusOr<Answer> RequestApply(const Call&, const registry::Write& write,
                                      const std::string& import_id,
                                      registry::ApplyRule admit) override {
    const std::lock_guard lock(mutex_);
    const auto first = answers_.find(write.request_id);
    if (first != answers_.end()) return first->second;
    const auto found = entries_.find(import_id);
    if (found == entries_.end()) return registry::errors::ImportNotFound();
    const absl::Status status = admit(found->second.import);
    if (!status.ok()) return status;
    found->second.import.state = registry::ImportState::kApplying;
    return answers_[write.request_id] = {.bytes = answer_(found->second.import)};
  }

  // The import, for a test to move on.
  registry::Import& Edit(const std::string& import_id) { return entries_.at(import_id).import; }

  // What was uploaded.
  const registry::ImportRows& rows(const std::string& import_id) {
    return entries_.at(import_id).rows;
  }

  size_t size() {
    const std::lock_guard lock(mutex_);
    return entries_.size();
  }

 private:
  struct Entry {
    std::string owner;
    absl::Time receive_time;
    registry::Import import;
    registry::ImportRows rows;
  };

  static bool IsReceiving(const Entry& entry) {
    return !entry.import.import_id.empty() &&
           entry.import.state == registry::ImportState::kReceiving;
  }

  const registry::Encoder<registry::Import> answer_;
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;   // Guarded by mutex_.
  std::map<std::string, Answer> answers_;  // By request; guarded by mutex_.
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IMPORT_STORE_H_
