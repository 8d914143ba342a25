// Guidance links in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_GUIDANCE_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_GUIDANCE_STORE_H_

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/registry/app/guidance_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/registry_memory.h"

namespace xinqiao::testing {

// Not thread-safe. Held to the same contract as the store in PostgreSQL by
// guidance_store_contract.h.
class FakeGuidanceStore final : public registry::GuidanceStore {
 public:
  FakeGuidanceStore(RegistryMemory& memory, registry::GuidanceEncoders encoders)
      : memory_(memory), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertGuidanceLink(const Call& call, const registry::Write& write,
                                            const registry::GuidanceLink& link,
                                            registry::AdmitGuidance admit) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      RETURN_IF_ERROR(admit(FactsOf(link)));
      memory_.links[link.guidance_link_id] = link;
      memory_.events.push_back(encoders_.created(link));
      return Answer{.bytes = encoders_.answer(link)};
    });
  }

  absl::StatusOr<Answer> EndGuidanceLink(const Call& call, const registry::Write& write,
                                         const registry::GuidanceLinkKey& key,
                                         registry::EndGuidanceRule end) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      const auto found = memory_.links.find(key.guidance_link_id);
      if (found == memory_.links.end() || found->second.post != key.post) {
        return registry::errors::GuidanceLinkNotFound();
      }
      ASSIGN_OR_RETURN(found->second, end(found->second));
      memory_.events.push_back(encoders_.ended(found->second));
      return Answer{.bytes = encoders_.answer(found->second)};
    });
  }

  absl::StatusOr<std::vector<registry::GuidanceLink>> ListGuidanceLinks(
      const Call& /*call*/, const registry::PostKey& post, const registry::Range& range) override {
    return RegistryMemory::Select(memory_.links, range, [&](const registry::GuidanceLink& link) {
      return link.post == post;
    });
  }

 private:
  registry::GuidanceFacts FactsOf(const registry::GuidanceLink& link) const {
    registry::GuidanceFacts facts{.post = memory_.PostOf(link.post)};
    const auto* guided = std::get_if<registry::PostKey>(&link.guided);
    if (guided != nullptr) {
      facts.guided_post = {
          .post = memory_.PostOf(*guided),
          .organization = memory_.Standing(guided->organization_id, link.validity)};
    } else {
      const auto& base = std::get<registry::GuidedBase>(link.guided);
      facts.base = {.committee = memory_.Standing(base.committee_id, link.validity),
                    .branch = memory_.Standing(base.branch_id, link.validity),
                    .branch_below_committee =
                        memory_.IsBelow(base.branch_id, base.committee_id, link.validity.first)};
    }
    for (const auto& [id, other] : memory_.links) {
      const bool same = guided == nullptr ? other.guided.index() == link.guided.index()
                                          : other.guided == registry::Guided(*guided);
      facts.same_exists |= same && other.post == link.post &&
                           other.validity.end > std::max(other.validity.first, link.validity.first);
    }
    return facts;
  }

  RegistryMemory& memory_;
  const registry::GuidanceEncoders encoders_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_GUIDANCE_STORE_H_
