// Activity kinds and rule packs in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POLICY_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POLICY_STORE_H_

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/app/policy_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/registry_memory.h"

namespace xinqiao::testing {

// Not thread-safe. Held to the same contract as the store in PostgreSQL by
// policy_store_contract.h.
class FakePolicyStore : public registry::PolicyStore {
 public:
  FakePolicyStore(RegistryMemory& memory, registry::PolicyEncoders encoders)
      : memory_(memory), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertActivityKind(const Call& call, const registry::Write& write,
                                            const policy::ActivityKind& kind,
                                            registry::AdmitKind admit) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      RETURN_IF_ERROR(admit(kinds_.count(kind.kind_id) > 0));
      kinds_[kind.kind_id] = kind;
      memory_.events.push_back(encoders_.kind_created(kind));
      return Answer{.bytes = encoders_.kind_answer(kind)};
    });
  }

  absl::StatusOr<std::vector<policy::ActivityKind>> ListActivityKinds(
      const Call& /*call*/, const registry::Range& range) override {
    return RegistryMemory::Select(kinds_, range, [](const policy::ActivityKind&) { return true; });
  }

  absl::StatusOr<Answer> InsertRulePack(const Call& call, const registry::Write& write,
                                        const registry::PublicationQuery& query,
                                        registry::ReviewRule review) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      ASSIGN_OR_RETURN(const registry::Publication publication, review(FactsOf(query)));
      rule_packs_[publication.rule_pack.rule_pack_id] = publication.rule_pack;
      memory_.events.push_back(encoders_.published(publication.rule_pack));
      if (publication.superseded.has_value()) {
        rule_packs_[publication.superseded->rule_pack_id] = *publication.superseded;
        memory_.events.push_back(encoders_.ended(*publication.superseded));
      }
      return Answer{.bytes = encoders_.publication_answer(publication)};
    });
  }

  absl::StatusOr<Answer> CheckRulePack(const Call& /*call*/,
                                       const registry::PublicationQuery& query,
                                       registry::ReviewRule review) override {
    ASSIGN_OR_RETURN(const registry::Publication publication, review(FactsOf(query)));
    return Answer{.bytes = encoders_.publication_answer(publication)};
  }

  absl::StatusOr<Answer> EndRulePack(const Call& call, const registry::Write& write,
                                     const registry::RulePackKey& key,
                                     registry::EndRulePackRule end) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      ASSIGN_OR_RETURN(const std::optional<registry::PublishedRulePack> found,
                       FindRulePack(call, key));
      if (!found.has_value()) return registry::errors::RulePackNotFound();
      ASSIGN_OR_RETURN(const registry::PublishedRulePack ended, end(*found));
      rule_packs_[ended.rule_pack_id] = ended;
      memory_.events.push_back(encoders_.ended(ended));
      return Answer{.bytes = encoders_.end_answer(ended)};
    });
  }

  absl::StatusOr<std::optional<registry::PublishedRulePack>> FindRulePack(
      const Call& /*call*/, const registry::RulePackKey& key) override {
    const auto found = rule_packs_.find(key.rule_pack_id);
    if (found == rule_packs_.end() || found->second.organization_id != key.organization_id) {
      return std::nullopt;
    }
    return found->second;
  }

  absl::StatusOr<std::vector<registry::PublishedRulePack>> ListRulePacks(
      const Call& /*call*/, const std::string& organization_id,
      const registry::Range& range) override {
    return RegistryMemory::Select(rule_packs_, range,
                                  [&](const registry::PublishedRulePack& rule_pack) {
                                    return rule_pack.organization_id == organization_id;
                                  });
  }

 private:
  // It and the organizations above it on a day, itself first; none if it does
  // not stand.
  std::vector<registry::PathStep> WayUp(std::string organization_id, absl::CivilDay day) const {
    std::vector<registry::PathStep> way;
    while (!organization_id.empty()) {
      const auto found = memory_.organizations.find(organization_id);
      if (found == memory_.organizations.end()) break;
      const auto* version = registry::VersionOn(found->second.versions, day);
      if (version == nullptr || version->closed) break;
      way.push_back({.organization_id = organization_id, .level = found->second.identity.level});
      organization_id = version->parent_id;
    }
    return way;
  }

  registry::PublicationFacts FactsOf(const registry::PublicationQuery& query) const {
    registry::PublicationFacts facts;
    for (const auto& [kind_id, kind] : kinds_) facts.kind_ids.insert(kind_id);
    facts.path = WayUp(query.organization_id, query.day);
    std::reverse(facts.path.begin(), facts.path.end());
    std::vector<std::string> subtree_ids = query.subtree_ids;
    for (const auto& [id, pack] : rule_packs_) {
      const bool own = pack.organization_id == query.organization_id;
      if (own && pack.document_number == query.document_number) ++facts.version;
      const bool on_path =
          own || std::any_of(facts.path.begin(), facts.path.end(), [&](const auto& step) {
            return step.organization_id == pack.organization_id;
          });
      if (!on_path) continue;
      facts.packs.push_back(pack);
      subtree_ids.insert(subtree_ids.end(), pack.subtree_ids.begin(), pack.subtree_ids.end());
    }
    for (const std::string& id : subtree_ids) {
      std::vector<std::string> way;
      for (const registry::PathStep& step : WayUp(id, query.day)) {
        way.push_back(step.organization_id);
      }
      if (!way.empty()) facts.ways[id] = way;
    }
    return facts;
  }

  RegistryMemory& memory_;
  const registry::PolicyEncoders encoders_;
  std::map<std::string, policy::ActivityKind> kinds_;
  std::map<std::string, registry::PublishedRulePack> rule_packs_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POLICY_STORE_H_
