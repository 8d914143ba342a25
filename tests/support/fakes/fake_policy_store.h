// Activity kinds and rule packs in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POLICY_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POLICY_STORE_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/app/policy_store.h"
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
                                        const registry::PublishedRulePack& rule_pack,
                                        absl::CivilDay day, registry::ReviewRule review) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      registry::PublicationFacts facts{
          .organization_stands =
              memory_.Stands(rule_pack.organization_id, {.first = day, .end = day + 1})};
      for (const auto& [kind_id, kind] : kinds_) facts.kind_ids.insert(kind_id);
      registry::Publication publication{.rule_pack = rule_pack};
      ASSIGN_OR_RETURN(publication.warnings, review(facts));
      publication.rule_pack.version = 1;
      for (const auto& [id, other] : rule_packs_) {
        if (other.organization_id == rule_pack.organization_id &&
            other.document_number == rule_pack.document_number) {
          ++publication.rule_pack.version;
        }
      }
      rule_packs_[rule_pack.rule_pack_id] = publication.rule_pack;
      memory_.events.push_back(encoders_.published(publication.rule_pack));
      return Answer{.bytes = encoders_.publication_answer(publication)};
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
  RegistryMemory& memory_;
  const registry::PolicyEncoders encoders_;
  std::map<std::string, policy::ActivityKind> kinds_;
  std::map<std::string, registry::PublishedRulePack> rule_packs_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POLICY_STORE_H_
