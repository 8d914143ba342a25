// An import store in memory, for tests of use cases and handlers.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IMPORT_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IMPORT_STORE_H_

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "services/registry/app/import_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/request_memory.h"

namespace xinqiao::testing {

// Keeps what comes; a test lets it be checked, and moves it on by Edit().
// Thread-safe. Held to the same contract as the store in PostgreSQL by
// import_store_contract.h.
class FakeImportStore final : public registry::ImportStore {
 public:
  explicit FakeImportStore(registry::Encoder<registry::Import> answer)
      : answer_(std::move(answer)) {}

  absl::Status StartImport(const Call&, const registry::NewImport& import) override {
    const std::lock_guard lock(mutex_);
    for (auto& [id, entry] : entries_) {
      if (entry.owner != import.owner || !IsReceiving(entry)) continue;
      if (entry.receive_time >= import.abandoned_since) return registry::errors::UploadRunning();
      Fail(entry, "the upload broke off");
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
    Entry* entry = Receiving(import_id);
    if (entry == nullptr) return registry::errors::UploadGivenUp();
    entry->receive_time = real_time;
    const auto append = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(entry->rows.organizations, rows.organizations);
    append(entry->rows.people, rows.people);
    append(entry->rows.posts, rows.posts);
    append(entry->rows.problems, rows.problems);
    return absl::OkStatus();
  }

  absl::StatusOr<Answer> FinishUpload(const Call& call, const registry::Write& write,
                                      const std::string& import_id) override {
    const std::lock_guard lock(mutex_);
    ASSIGN_OR_RETURN(std::optional<Answer> first, requests_.Find(call, write.request_id));
    Entry* entry = Receiving(import_id);
    if (first.has_value()) {
      if (entry != nullptr) Fail(*entry, "it was uploaded before");
      return *std::move(first);
    }
    if (entry == nullptr) return registry::errors::UploadGivenUp();
    entry->import.state = registry::ImportState::kChecking;
    entry->import.counts[0].rows = std::ssize(entry->rows.organizations);
    entry->import.counts[1].rows = std::ssize(entry->rows.people);
    entry->import.counts[2].rows = std::ssize(entry->rows.posts);
    return requests_.Save(call, write.request_id, {.bytes = answer_(entry->import)});
  }

  absl::Status DropImport(const Call&, const std::string& import_id) override {
    const std::lock_guard lock(mutex_);
    if (Entry* entry = Receiving(import_id)) Fail(*entry, "the upload broke off");
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
    const auto found = entries_.find(import_id);
    if (found == entries_.end()) return listed;
    int64_t number = 0;
    for (const registry::ImportProblem& problem : found->second.listed) {
      if (++number > range.after && std::ssize(listed) < range.limit) {
        listed.push_back({.number = number, .problem = problem});
      }
    }
    return listed;
  }

  absl::StatusOr<Answer> RequestApply(const Call& call, const registry::Write& write,
                                      const std::string& import_id,
                                      registry::ApplyRule admit) override {
    const std::lock_guard lock(mutex_);
    return requests_.Once(call, write.request_id, [&]() -> absl::StatusOr<Answer> {
      const auto found = entries_.find(import_id);
      if (found == entries_.end()) return registry::errors::ImportNotFound();
      RETURN_IF_ERROR(admit(found->second.import));
      found->second.import.state = registry::ImportState::kApplying;
      return Answer{.bytes = answer_(found->second.import)};
    });
  }

  // Finds no other problems than the upload had.
  void Check(const std::string& import_id) {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_.at(import_id);
    entry.listed = entry.rows.problems;
    std::sort(entry.listed.begin(), entry.listed.end(), [](const auto& a, const auto& b) {
      return std::tie(a.table, a.line, a.column, a.reason) <
             std::tie(b.table, b.line, b.column, b.reason);
    });
    entry.import.state = registry::ImportState::kChecked;
    entry.import.problem_count = std::ssize(entry.listed);
    const auto first = std::min<size_t>(entry.listed.size(), 20);
    entry.import.first_problems.assign(entry.listed.begin(), entry.listed.begin() + first);
  }

  // The import, for a test to move on.
  registry::Import& Edit(const std::string& import_id) { return entries_.at(import_id).import; }

  // What was uploaded.
  const registry::ImportRows& rows(const std::string& import_id) {
    return entries_.at(import_id).rows;
  }

  // How many came to something, or still may.
  size_t size() {
    const std::lock_guard lock(mutex_);
    return static_cast<size_t>(std::count_if(entries_.begin(), entries_.end(), [](const auto& e) {
      return e.second.import.state != registry::ImportState::kFailed;
    }));
  }

 private:
  struct Entry {
    std::string owner;
    absl::Time receive_time;
    registry::Import import;
    registry::ImportRows rows;
    std::vector<registry::ImportProblem> listed;  // Since the check.
  };

  static bool IsReceiving(const Entry& entry) {
    return entry.import.state == registry::ImportState::kReceiving;
  }

  static void Fail(Entry& entry, const std::string& why) {
    entry.import.state = registry::ImportState::kFailed;
    entry.import.failure = why;
  }

  Entry* Receiving(const std::string& import_id) {
    const auto found = entries_.find(import_id);
    return found != entries_.end() && IsReceiving(found->second) ? &found->second : nullptr;
  }

  const registry::Encoder<registry::Import> answer_;
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;  // Guarded by mutex_.
  RequestMemory requests_;                // Guarded by mutex_.
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IMPORT_STORE_H_
