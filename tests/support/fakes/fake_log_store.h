// Logs in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_STORE_H_

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "libs/base/status_macros.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::testing {

// Keeps logs with what the directory tells. Of activities it knows what was
// recorded, voided and stated; redactions change nothing. Thread-safe, but for
// the setters, which come first.
class FakeLogStore final : public ledger::LogStore {
 public:
  // What the directory knows; books and activities are kept by the store.
  void SetDirectory(ledger::AdmissionFacts facts) { directory_ = std::move(facts); }
  void SetRegistryPosition(int64_t position) { registry_position_ = position; }

  // Called with each batch, within its transaction: what it fails with is how
  // the transaction ends, and nothing is kept.
  void OnAppend(std::function<absl::Status(const ledger::NewBatch&)> hook) {
    on_append_ = std::move(hook);
  }

  // Forgets everything beyond the first `size` entries, as a restored database
  // does.
  void Restore(const std::string& log, int64_t size) {
    const std::lock_guard lock(mutex_);
    Log& kept = logs_[log];
    const auto beyond = [&](const auto& item) { return item.second.position > size; };
    std::erase_if(kept.requests, beyond);
    std::erase_if(kept.activities, beyond);
    std::erase_if(kept.heads, [&](const auto& item) { return item.first > size; });
    kept.entries.resize(static_cast<size_t>(size));
  }

  // One transaction each.
  std::vector<ledger::NewBatch> batches() const {
    const std::lock_guard lock(mutex_);
    return batches_;
  }
  std::vector<std::string> leaf_hashes(const std::string& log) const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> hashes;
    const auto found = logs_.find(log);
    if (found == logs_.end()) return hashes;
    for (const Entry& entry : found->second.entries) hashes.push_back(entry.leaf_hash);
    return hashes;
  }

  absl::Status Write(const Call& /*call*/, const std::string& log, const ledger::LogQuery& query,
                     absl::FunctionRef<absl::Status(ledger::LogTransaction&)> body) override {
    const std::lock_guard lock(mutex_);
    Transaction transaction(*this, log, query);
    RETURN_IF_ERROR(body(transaction));
    if (!transaction.batch.has_value()) return absl::OkStatus();
    if (on_append_) RETURN_IF_ERROR(on_append_(*transaction.batch));
    Keep(log, *transaction.batch);
    return absl::OkStatus();
  }

  absl::StatusOr<ledger::Receipt> GetReceipt(const Call& /*call*/, const std::string& log,
                                             int64_t position, int64_t tree_size) override {
    const std::lock_guard lock(mutex_);
    const Log& kept = logs_[log];
    const Entry& entry = kept.entries[static_cast<size_t>(position - 1)];
    const Head& head = kept.heads.at(tree_size);
    ledger::Receipt receipt = {.log = log,
                               .epoch_id = head.epoch.id,
                               .position = position,
                               .entry = entry.payload,
                               .leaf_hash = entry.leaf_hash,
                               .checkpoint = head.checkpoint};
    const auto hash_of = [&](const ledger::NodePlace& place) -> absl::StatusOr<std::string> {
      return HashAt(log, place);
    };
    ASSIGN_OR_RETURN(
        receipt.inclusion_proof,
        ledger::InclusionProof(head.epoch.algorithm, position - 1, tree_size, hash_of));
    return receipt;
  }

  absl::StatusOr<std::vector<std::string>> LogsUnder(const Call& /*call*/,
                                                     const std::string& organization_id) override {
    const auto found = directory_.organizations.find(organization_id);
    if (found == directory_.organizations.end()) {
      return ledger::errors::OrganizationUnknown("parent", organization_id);
    }
    std::set<std::string> logs = {found->second.log};
    if (found->second.log.empty()) {
      for (const auto& [id, organization] : directory_.organizations) logs.insert(organization.log);
      logs.erase("");
    }
    return std::vector<std::string>(logs.begin(), logs.end());
  }

  absl::StatusOr<std::string> LogOf(const Call& /*call*/, absl::string_view field,
                                    const std::string& organization_id) override {
    {
      const std::lock_guard lock(mutex_);
      ++log_lookups_;
    }
    const auto found = directory_.organizations.find(organization_id);
    if (found == directory_.organizations.end()) {
      return ledger::errors::OrganizationUnknown(field, organization_id);
    }
    if (found->second.log.empty()) return ledger::errors::OrganizationWithoutLog(organization_id);
    return found->second.log;
  }
  int log_lookups() const { return log_lookups_; }

 private:
  struct Entry {
    std::string payload;
    std::string leaf_hash;
  };
  struct Head {
    ledger::Epoch epoch;
    ledger::Frontier tree{ledger::HashAlgorithm::kSha256};
    std::string root;
    std::string checkpoint;
    std::string begun_after;
  };
  struct Log {
    std::vector<Entry> entries;
    std::map<int64_t, Head> heads;  // By size.
    std::map<std::string, ledger::KeptRequest> requests;
    std::map<std::string, ledger::StandingActivity> activities;
    std::vector<ledger::BooksEntry> books;
  };

  class Transaction final : public ledger::LogTransaction {
   public:
    Transaction(FakeLogStore& store, std::string log, const ledger::LogQuery& query)
        : store_(store), log_(std::move(log)), query_(query) {}

    std::optional<ledger::LogHead> Head(int64_t asked_size) override {
      const Log& kept = store_.logs_[log_];
      if (kept.heads.empty()) return std::nullopt;
      const FakeLogStore::Head& newest = kept.heads.rbegin()->second;
      ledger::LogHead head = {.epoch = newest.epoch,
                              .tree = newest.tree,
                              .checkpoint = newest.checkpoint,
                              .begun_after = newest.begun_after};
      const auto asked = kept.heads.find(asked_size);
      if (asked != kept.heads.end()) head.root_at_asked_size = asked->second.root;
      return head;
    }

    absl::StatusOr<ledger::Found> Find(const ledger::Wanted& wanted) override {
      const Log& kept = store_.logs_[log_];
      ledger::Found found = {.facts = store_.directory_,
                             .registry_position = store_.registry_position_};
      found.facts.books = ledger::Books(kept.books);
      for (const std::string& id : query_.request_ids) {
        const auto request = kept.requests.find(id);
        if (request != kept.requests.end()) found.requests.insert(*request);
      }
      for (const std::string& id : wanted.activity_ids) {
        const auto activity = kept.activities.find(id);
        if (activity != kept.activities.end()) found.facts.activities.insert(*activity);
      }
      return found;
    }

    absl::StatusOr<std::vector<std::string>> Hashes(
        const std::vector<ledger::NodePlace>& places) override {
      std::vector<std::string> hashes;
      for (const ledger::NodePlace& place : places) hashes.push_back(store_.HashAt(log_, place));
      return hashes;
    }

    void Append(const ledger::NewBatch& appended) override { batch = appended; }

    std::optional<ledger::NewBatch> batch;

   private:
    FakeLogStore& store_;
    const std::string log_;
    const ledger::LogQuery& query_;
  };

  std::string HashAt(const std::string& log, const ledger::NodePlace& place) {
    const Log& kept = logs_[log];
    const int64_t width = int64_t{1} << place.level;
    std::vector<std::string> leaves;
    for (int64_t leaf = place.index * width; leaf < (place.index + 1) * width; ++leaf) {
      leaves.push_back(kept.entries[static_cast<size_t>(leaf)].leaf_hash);
    }
    return ledger::RootOf(kept.heads.rbegin()->second.tree.algorithm(), leaves);
  }

  void Keep(const std::string& log, const ledger::NewBatch& batch) {
    Log& kept = logs_[log];
    Head head = kept.heads.empty() ? Head{} : kept.heads.rbegin()->second;
    if (batch.new_epoch.has_value()) {
      head.epoch = *batch.new_epoch;
      head.begun_after = batch.begun_after;
    }
    head.tree = batch.tree;
    head.root = batch.root;
    head.checkpoint = batch.checkpoint;
    kept.heads[batch.tree.size()] = head;
    for (const ledger::NewEntry& entry : batch.entries) {
      kept.entries.push_back({.payload = entry.payload, .leaf_hash = entry.leaf_hash});
      kept.requests[entry.draft->request_id] = entry.request;
      KeepRow(log, entry);
    }
    batches_.push_back(batch);
  }

  void KeepRow(const std::string& log, const ledger::NewEntry& entry) {
    Log& kept = logs_[log];
    const ledger::Draft& draft = *entry.draft;
    if (const auto* recording = std::get_if<ledger::Recording>(&draft.what)) {
      kept.activities[recording->activity.id] = {.activity = recording->activity,
                                                 .position = entry.position,
                                                 .openings = recording->openings};
    } else if (const auto* voiding = std::get_if<ledger::Voiding>(&draft.what)) {
      ledger::StandingActivity& standing = kept.activities[voiding->activity_id];
      standing.activity.void_time = draft.record_time;
      standing.activity.void_reason = voiding->reason.value;
      standing.void_position = entry.position;
    } else if (const auto* stating = std::get_if<ledger::Stating>(&draft.what)) {
      auto& said = kept.activities[stating->activity_id].said[stating->youth_id];
      said.statement = stating->statement;
      said.positions.push_back(entry.position);
      said.record_time = draft.record_time;
    } else if (const auto* change = std::get_if<ledger::BooksChange>(&draft.what)) {
      kept.books.push_back({.log = log,
                            .position = entry.position,
                            .organization_id = change->organization_id,
                            .period = change->period,
                            .closed = change->closed,
                            .author = change->author,
                            .record_time = draft.record_time});
    }
  }

  ledger::AdmissionFacts directory_;
  int64_t registry_position_ = 0;
  std::function<absl::Status(const ledger::NewBatch&)> on_append_;
  mutable std::mutex mutex_;
  std::map<std::string, Log> logs_;        // Guarded by mutex_.
  std::vector<ledger::NewBatch> batches_;  // Guarded by mutex_.
  int log_lookups_ = 0;                    // Guarded by mutex_.
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_STORE_H_
