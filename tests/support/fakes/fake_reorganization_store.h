// Reorganizations in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REORGANIZATION_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REORGANIZATION_STORE_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/registry/app/reorganization_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/fake_organization_store.h"
#include "tests/support/fakes/registry_memory.h"

namespace xinqiao::testing {

// Not thread-safe. Held to the same contract as the store in PostgreSQL by
// reorganization_store_contract.h.
class FakeReorganizationStore : public registry::ReorganizationStore {
 public:
  FakeReorganizationStore(RegistryMemory& memory, FakeOrganizationStore& organizations,
                          registry::ReorganizationEncoders encoders)
      : memory_(memory),
        record_(organizations.record()),
        links_(organizations.secondary_links()),
        encoders_(std::move(encoders)) {}

  absl::StatusOr<registry::ReorganizationFacts> LoadFacts(
      const Call& /*call*/, const std::vector<registry::OrganizationChange>& changes,
      absl::CivilDay effective_day) override {
    const std::vector<std::string> ids = registry::ReferredIds(changes);
    std::vector<registry::OrganizationCode> codes;
    for (const registry::OrganizationChange& change : changes) {
      if (const auto* create = std::get_if<registry::CreateChange>(&change)) {
        codes.insert(codes.end(), create->organization.codes.begin(),
                     create->organization.codes.end());
      }
    }
    return registry::ReorganizationFacts{
        .known = record_.Around({ids.begin(), ids.end()}, effective_day),
        .codes_in_use = record_.CodesInUse(codes)};
  }

  absl::StatusOr<Answer> Apply(const Call& call, const registry::Write& write,
                               const std::vector<registry::OrganizationChange>& changes,
                               absl::CivilDay effective_day, registry::PlanRule plan) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      ASSIGN_OR_RETURN(const auto facts, LoadFacts(call, changes, effective_day));
      ASSIGN_OR_RETURN(const registry::ReorganizationWrite decided, plan(facts));
      Kept kept{.reorganization = decided.record,
                .known_from = RecordTime(write.time, facts.known)};
      for (const registry::OrganizationHistory& created : decided.plan.created) {
        kept.organization_ids.insert(created.identity.organization_id);
      }
      for (const auto& [id, history] : decided.plan.changed) kept.organization_ids.insert(id);
      Put(decided.plan, kept.known_from);
      EndWhatCloses(decided.plan.closed_ids, decided.record.effective_day, kept);
      reorganizations_[decided.record.reorganization_id] = kept;
      return Answer{.bytes = encoders_.answer(decided.record)};
    });
  }

  absl::StatusOr<Answer> Cancel(const Call& call, const registry::Write& write,
                                const std::string& reorganization_id, const std::string& /*reason*/,
                                registry::CancelRule plan) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      const auto found = reorganizations_.find(reorganization_id);
      if (found == reorganizations_.end()) return registry::errors::ReorganizationNotFound();
      Kept& kept = found->second;
      const auto before =
          record_.At(kept.organization_ids, kept.known_from - absl::Microseconds(1));
      const auto left = record_.At(kept.organization_ids, kept.known_from);
      auto now = record_.Around(kept.organization_ids, kept.reorganization.effective_day);
      now.merge(record_.At(ParentsOf(before), absl::InfiniteFuture()));
      ASSIGN_OR_RETURN(const registry::ReorganizationWrite decided,
                       plan(kept.reorganization, before, left, now));
      Put(decided.plan, RecordTime(write.time, now));
      Reopen(kept);
      EndWhatCloses(decided.plan.closed_ids, decided.record.effective_day, kept);
      kept.reorganization = decided.record;
      return Answer{.bytes = encoders_.answer(decided.record)};
    });
  }

  absl::StatusOr<std::optional<registry::Reorganization>> FindReorganization(
      const Call& /*call*/, const std::string& reorganization_id) override {
    const auto found = reorganizations_.find(reorganization_id);
    if (found == reorganizations_.end()) return std::nullopt;
    return found->second.reorganization;
  }

  absl::StatusOr<int64_t> CountOpenLinks(const Call& /*call*/,
                                         const std::vector<std::string>& organization_ids,
                                         absl::CivilDay day) override {
    int64_t count = 0;
    for (const auto& [id, link] : links_) {
      count += Touches(link, organization_ids) && EndsLater(link.validity, day) ? 1 : 0;
    }
    for (const auto& [id, link] : memory_.links) {
      count += Touches(link, organization_ids) && EndsLater(link.validity, day) ? 1 : 0;
    }
    return count;
  }

  absl::StatusOr<std::vector<std::string>> ListAdministered(const Call& /*call*/,
                                                            const std::string& person_id,
                                                            absl::CivilDay day) override {
    std::set<std::string> ids;
    for (const auto& [id, post] : memory_.posts) {
      if (post.person_id == person_id && post.administrator && Contains(post.validity, day)) {
        ids.insert(post.organization_id);
      }
    }
    return std::vector<std::string>(ids.begin(), ids.end());
  }

  absl::StatusOr<std::vector<registry::Reorganization>> ListReorganizations(
      const Call& /*call*/, const registry::Range& range) override {
    std::vector<registry::Reorganization> result;
    for (const Kept& kept :
         RegistryMemory::Select(reorganizations_, range, [](const Kept&) { return true; })) {
      result.push_back(kept.reorganization);
    }
    return result;
  }

 private:
  struct Kept {
    registry::Reorganization reorganization;
    absl::Time known_from;
    std::set<std::string> organization_ids;
    // The ends that posts and links had before.
    std::map<std::string, absl::CivilDay> posts;
    std::map<std::string, absl::CivilDay> links;
    std::map<std::string, absl::CivilDay> guidance;
    std::map<std::string, absl::CivilDay> groups;
  };

  static std::set<std::string> ParentsOf(const registry::KnownOrganizations& known) {
    std::set<std::string> ids;
    for (const auto& [id, history] : known) {
      for (const auto& version : history.versions) ids.insert(version.parent_id);
    }
    return ids;
  }
  static bool Holds(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }
  static bool Touches(const registry::Post& post, const std::vector<std::string>& ids) {
    return Holds(ids, post.organization_id);
  }
  static bool Touches(const registry::WorkingGroup& group, const std::vector<std::string>& ids) {
    return Holds(ids, group.organization_id);
  }
  static bool Touches(const registry::SecondaryLink& link, const std::vector<std::string>& ids) {
    return Holds(ids, link.organization_id) || Holds(ids, link.related_id);
  }
  static bool Touches(const registry::GuidanceLink& link, const std::vector<std::string>& ids) {
    if (Holds(ids, link.post.organization_id)) return true;
    if (const auto* post = std::get_if<registry::PostKey>(&link.guided)) {
      return Holds(ids, post->organization_id);
    }
    const auto& base = std::get<registry::GuidedBase>(link.guided);
    return Holds(ids, base.committee_id) || Holds(ids, base.branch_id);
  }
  static bool EndsLater(const Period& validity, absl::CivilDay day) {
    return validity.end > std::max(validity.first, day);
  }

  absl::Time RecordTime(absl::Time now, const registry::KnownOrganizations& known) const {
    return std::max(now, record_.LastOf(known) + absl::Microseconds(1));
  }

  void Put(const registry::ReorganizationPlan& plan, absl::Time known_from) {
    for (const registry::OrganizationHistory& created : plan.created) {
      record_.Put(created, known_from);
      memory_.events.push_back(encoders_.organization_created(
          {.identity = created.identity, .version = created.versions.front()}));
    }
    for (const auto& [id, history] : plan.changed) {
      record_.Put(history, known_from);
      memory_.events.push_back(encoders_.organization_changed(history));
    }
  }

  // Ends all of `values` that one of the closed has after the day.
  template <typename Value>
  void EndAll(std::map<std::string, Value>& values, const std::vector<std::string>& closed_ids,
              absl::CivilDay day, std::map<std::string, absl::CivilDay>& kept,
              const registry::Encoder<Value>& encode) {
    for (auto& [id, value] : values) {
      if (!Touches(value, closed_ids) || !EndsLater(value.validity, day)) continue;
      kept[id] = value.validity.end;
      value.validity.end = std::max(value.validity.first, day);
      memory_.events.push_back(encode(value));
    }
  }
  template <typename Value>
  void ReopenAll(std::map<std::string, Value>& values, std::map<std::string, absl::CivilDay>& kept,
                 const registry::Encoder<Value>& encode) {
    for (const auto& [id, end] : kept) {
      values.at(id).validity.end = end;
      memory_.events.push_back(encode(values.at(id)));
    }
    kept.clear();
  }

  void EndWhatCloses(const std::vector<std::string>& closed_ids, absl::CivilDay day, Kept& kept) {
    EndAll(memory_.posts, closed_ids, day, kept.posts, encoders_.post_ended);
    EndAll(links_, closed_ids, day, kept.links, encoders_.link_ended);
    EndAll(memory_.links, closed_ids, day, kept.guidance, encoders_.guidance_ended);
    EndAll(memory_.groups, closed_ids, day, kept.groups, encoders_.group_changed);
  }

  void Reopen(Kept& kept) {
    ReopenAll(memory_.posts, kept.posts, encoders_.post_ended);
    ReopenAll(links_, kept.links, encoders_.link_ended);
    ReopenAll(memory_.links, kept.guidance, encoders_.guidance_ended);
    ReopenAll(memory_.groups, kept.groups, encoders_.group_changed);
  }

  RegistryMemory& memory_;
  TreeRecord& record_;
  std::map<std::string, registry::SecondaryLink>& links_;
  const registry::ReorganizationEncoders encoders_;
  std::map<std::string, Kept> reorganizations_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REORGANIZATION_STORE_H_
