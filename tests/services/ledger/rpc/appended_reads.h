// Reads of the ledger, answered from what was appended.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_RPC_APPENDED_READS_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_RPC_APPENDED_READS_H_

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger::scene {

// Reads what Keep() was given, as FakeLogStore::OnAppend() gives it; knows
// every organization, and the closings of that one alone. Redactions change
// nothing. Thread-safe.
class AppendedReads final : public LedgerReads {
 public:
  void Keep(const NewBatch& batch) {
    const std::lock_guard lock(mutex_);
    for (const NewEntry& entry : batch.entries) KeepEntry(entry);
  }

  // What List() was asked last.
  ActivityQuery last_query() const {
    const std::lock_guard lock(mutex_);
    return last_query_;
  }

  absl::StatusOr<std::vector<std::optional<Activity>>> Get(
      const Call& /*call*/, const std::vector<ActivityName>& names) override {
    const std::lock_guard lock(mutex_);
    std::vector<std::optional<Activity>> found;
    for (const ActivityName& name : names) {
      const auto each = activities_.find(name.activity_id);
      const bool known =
          each != activities_.end() && each->second.facts.organization_id == name.organization_id;
      found.push_back(known ? std::optional(each->second) : std::nullopt);
    }
    return found;
  }

  absl::StatusOr<ActivityPage> List(const Call& /*call*/, const ActivityQuery& query) override {
    const std::lock_guard lock(mutex_);
    last_query_ = query;
    ActivityPage page;
    for (auto each = activities_.rbegin(); each != activities_.rend(); ++each) {
      const bool wanted = (query.organization_id.empty() ||
                           each->second.facts.organization_id == query.organization_id) &&
                          (query.before_id.empty() || each->first < query.before_id);
      if (!wanted) continue;
      if (page.activities.size() == static_cast<size_t>(query.limit)) {
        page.next_before_id = page.activities.back().id;
        break;
      }
      page.activities.push_back(each->second);
    }
    return page;
  }

  absl::StatusOr<Participation> GetParticipation(const Call& /*call*/,
                                                 const std::string& organization_id,
                                                 const std::string& activity_id,
                                                 const std::string& youth_id) override {
    const std::lock_guard lock(mutex_);
    const auto found = activities_.find(activity_id);
    if (found == activities_.end() || found->second.facts.organization_id != organization_id) {
      return errors::ActivityUnknown(activity_id);
    }
    const auto& named = found->second.facts.participant_ids;
    if (std::find(named.begin(), named.end(), youth_id) == named.end()) {
      return errors::NotAParticipant();
    }
    return said_[activity_id][youth_id];
  }

  absl::StatusOr<BooksPage> ListBooks(const Call& /*call*/, const BooksQuery& query) override {
    const std::lock_guard lock(mutex_);
    BooksPage page;
    for (auto entry = books_.rbegin(); entry != books_.rend(); ++entry) {
      if (entry->organization_id != query.organization_id) continue;
      if (query.before_position > 0 && entry->position >= query.before_position) continue;
      if (page.books.size() == static_cast<size_t>(query.limit)) {
        page.next_before_position = page.books.back().position;
        break;
      }
      page.books.push_back(*entry);
    }
    return page;
  }

 private:
  void KeepEntry(const NewEntry& entry) {
    const Draft& draft = *entry.draft;
    if (const auto* recording = std::get_if<Recording>(&draft.what)) {
      activities_[recording->activity.id] = recording->activity;
    } else if (const auto* stating = std::get_if<Stating>(&draft.what)) {
      said_[stating->activity_id][stating->youth_id] = {.statement = stating->statement,
                                                        .state_time = draft.record_time};
    } else if (const auto* change = std::get_if<BooksChange>(&draft.what)) {
      books_.push_back({.position = entry.position,
                        .organization_id = change->organization_id,
                        .period = change->period,
                        .closed = change->closed,
                        .author = change->author,
                        .record_time = draft.record_time});
    }
  }

  mutable std::mutex mutex_;
  // By id. Guarded by mutex_, as what follows.
  std::map<std::string, Activity> activities_;
  std::map<std::string, std::map<std::string, Participation>> said_;
  std::vector<BooksEntry> books_;
  ActivityQuery last_query_;
};

}  // namespace xinqiao::ledger::scene

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_RPC_APPENDED_READS_H_
