// The ledger's store in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_STORE_H_

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/request_id.h"
#include "libs/base/status_macros.h"
#include "services/ledger/app/ledger_store.h"
#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::testing {

// Thread-safe. Held to the same contract as PostgresLedgerStore by
// ledger_store_contract.h.
class FakeLedgerStore final : public ledger::LedgerStore {
 public:
  FakeLedgerStore(ledger::Encoders encoders, ledger::LogKey key)
      : encoders_(std::move(encoders)), key_(std::move(key)) {}

  // What registry's feed would bring. `log` may be "".
  void AddOrganization(const std::string& organization_id, const std::string& log) {
    const std::lock_guard lock(mutex_);
    organizations_[organization_id] = log;
  }
  void AddPost(const std::string& post_id, const ledger::PostFacts& facts) {
    const std::lock_guard lock(mutex_);
    posts_[post_id] = facts;
  }
  void AddKind(const std::string& kind_id) {
    const std::lock_guard lock(mutex_);
    kinds_.insert(kind_id);
  }

  absl::StatusOr<Answer> Append(const Call& call, const ledger::Recording& recording,
                                ledger::AdmitActivity admit) override {
    const std::lock_guard lock(mutex_);
    const ledger::Activity& activity = recording.activity;
    const auto organization = organizations_.find(activity.facts.organization_id);
    if (organization == organizations_.end()) {
      return ledger::errors::OrganizationUnknown("parent", activity.facts.organization_id);
    }
    const std::string& log = organization->second;
    if (log.empty()) return ledger::errors::OrganizationWithoutLog(organization->first);
    ASSIGN_OR_RETURN(const std::optional<Kept> earlier, Find(call, log, recording.request_id));
    if (earlier.has_value()) {
      ledger::Activity recorded = activities_.at(earlier->activity_id);
      recorded.void_time.reset();
      recorded.void_reason.clear();
      return Answer{.bytes = encoders_.activity(recorded) + earlier->receipt};
    }
    RETURN_IF_ERROR(admit(FactsOf(activity.facts)));
    activities_[activity.id] = activity;
    return Extend(call, log, {.request_id = recording.request_id, .change_id = recording.change_id},
                  activity, encoders_.recorded(activity, recording.openings));
  }

  absl::StatusOr<Answer> Void(const Call& call, const ledger::Voiding& voiding,
                              ledger::AdmitVoiding admit) override {
    const std::lock_guard lock(mutex_);
    const std::string& log = organizations_[voiding.organization_id];
    ASSIGN_OR_RETURN(const std::optional<Kept> earlier, Find(call, log, voiding.request_id));
    if (earlier.has_value()) {
      return Answer{.bytes = encoders_.activity(activities_.at(earlier->activity_id)) +
                             earlier->receipt};
    }
    const auto found = activities_.find(voiding.activity_id);
    if (found == activities_.end() ||
        found->second.facts.organization_id != voiding.organization_id) {
      return ledger::errors::ActivityUnknown(voiding.activity_id);
    }
    RETURN_IF_ERROR(admit(found->second));
    found->second.void_time = voiding.record_time;
    found->second.void_reason = voiding.reason.value;
    return Extend(call, log, {.request_id = voiding.request_id, .change_id = voiding.change_id},
                  found->second, encoders_.voided(voiding));
  }

  absl::StatusOr<ledger::Activity> Get(const Call& /*call*/, const std::string& organization_id,
                                       const std::string& activity_id) override {
    const std::lock_guard lock(mutex_);
    const auto found = activities_.find(activity_id);
    if (found == activities_.end() || found->second.facts.organization_id != organization_id) {
      return ledger::errors::ActivityUnknown(activity_id);
    }
    return found->second;
  }

  absl::StatusOr<std::vector<ledger::Activity>> List(const Call& /*call*/,
                                                     const ledger::ActivityQuery& query) override {
    const std::lock_guard lock(mutex_);
    if (organizations_.count(query.organization_id) == 0) {
      return ledger::errors::OrganizationUnknown("parent", query.organization_id);
    }
    std::vector<ledger::Activity> result;
    for (auto it = activities_.rbegin(); it != activities_.rend(); ++it) {
      if (static_cast<int>(result.size()) == query.limit) break;
      if (it->second.facts.organization_id == query.organization_id &&
          (query.before_id.empty() || it->first < query.before_id)) {
        result.push_back(it->second);
      }
    }
    return result;
  }

  absl::StatusOr<ledger::Log> GetLog(const Call& /*call*/, const std::string& log) override {
    const std::lock_guard lock(mutex_);
    bool known = false;
    for (const auto& [organization_id, of_organization] : organizations_) {
      known = known || of_organization == log;
    }
    if (!known) return ledger::errors::LogUnknown(log);
    return ledger::Log{.log = log,
                       .epoch = heads_[log].epoch,
                       .public_key = key_.public_key,
                       .checkpoint = checkpoints_[log]};
  }

 private:
  // What is kept of an answer: nothing that people wrote.
  struct Kept {
    std::string activity_id;
    std::string receipt;
  };
  struct Request {
    std::string digest;
    Kept kept;
  };
  struct ChangeIds {
    std::string request_id;
    std::string change_id;
  };

  absl::StatusOr<std::optional<Kept>> Find(const Call& call, const std::string& log,
                                           const std::string& request_id) {
    const auto found = requests_.find({log, request_id});
    if (found == requests_.end()) return std::nullopt;
    if (found->second.digest != call.request_digest) return RequestIdReused(request_id);
    return found->second.kept;
  }

  ledger::AdmissionFacts FactsOf(const ledger::ActivityFacts& activity) const {
    ledger::AdmissionFacts facts;
    std::vector<ledger::PostRef> posts = activity.actors;
    posts.push_back(activity.author);
    for (const ledger::PostRef& post : posts) {
      const auto found = posts_.find(post.post_id);
      if (found != posts_.end()) facts.posts.insert(*found);
    }
    facts.kind_known = kinds_.count(activity.kind_id) > 0;
    facts.guided_branch_known =
        activity.guided_branch_id.empty() || organizations_.count(activity.guided_branch_id) > 0;
    return facts;
  }

  Answer Extend(const Call& call, const std::string& log, const ChangeIds& ids,
                const ledger::Activity& activity, std::string entry) {
    ledger::LogHead& head = heads_[log];
    head.log = log;
    if (head.epoch.empty()) head.epoch = ids.change_id;
    const ledger::Extension extension = ledger::Extend(head, std::move(entry), key_);
    head.tree = extension.tree;
    checkpoints_[log] = extension.receipt.checkpoint;
    const std::string receipt = encoders_.receipt(extension.receipt);
    requests_[{log, ids.request_id}] = {.digest = call.request_digest,
                                        .kept = {.activity_id = activity.id, .receipt = receipt}};
    return Answer{.bytes = encoders_.activity(activity) + receipt};
  }

  const ledger::Encoders encoders_;
  const ledger::LogKey key_;
  std::mutex mutex_;  // Guards everything below.
  std::map<std::string, std::string> organizations_;
  std::map<std::string, ledger::PostFacts> posts_;
  std::set<std::string> kinds_;
  std::map<std::string, ledger::Activity> activities_;
  std::map<std::string, ledger::LogHead> heads_;
  std::map<std::string, std::string> checkpoints_;
  std::map<std::pair<std::string, std::string>, Request> requests_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_STORE_H_
