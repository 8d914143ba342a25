// Organizations and their links in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_ORGANIZATION_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_ORGANIZATION_STORE_H_

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/app/organization_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/registry_memory.h"
#include "tests/support/fakes/tree_record.h"

namespace xinqiao::testing {

// Not thread-safe. Held to the same contract as the store in PostgreSQL by
// registry_store_contract.h.
class FakeOrganizationStore : public registry::OrganizationStore {
 public:
  FakeOrganizationStore(RegistryMemory& memory, registry::OrganizationEncoders encoders)
      : memory_(memory), encoders_(std::move(encoders)), record_(memory) {}

  absl::StatusOr<Answer> InsertOrganization(const Call& call, const registry::Write& write,
                                            const registry::Organization& organization,
                                            registry::PlaceRule place) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      const std::string& parent_id = organization.version.parent_id;
      ASSIGN_OR_RETURN(const registry::Organization placed,
                       place({.parent = record_.Find(parent_id),
                              .codes_in_use = record_.CodesInUse(organization.identity.codes)}));
      const absl::Time known_from =
          std::max(write.time, record_.LastOf(record_.At({parent_id}, absl::InfiniteFuture())));
      record_.Put({.identity = placed.identity, .versions = {placed.version}}, known_from);
      memory_.events.push_back(encoders_.created(placed));
      return Answer{.bytes = encoders_.answer(placed)};
    });
  }

  absl::StatusOr<Answer> SetManyYouth(const Call& call, const registry::Write& write,
                                      const std::string& organization_id,
                                      const registry::ManyYouth& many_youth,
                                      absl::CivilDay day) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      auto organization = record_.FindOn(organization_id, day, absl::InfiniteFuture());
      if (!organization.has_value()) return registry::errors::OrganizationNotFound();
      organization->identity.many_youth = many_youth;
      memory_.organizations[organization_id].identity.many_youth = many_youth;
      memory_.events.push_back(encoders_.many_youth_set(*organization));
      return Answer{.bytes = encoders_.answer(*organization)};
    });
  }

  absl::StatusOr<std::optional<registry::Organization>> FindOrganization(
      const Call& /*call*/, const std::string& organization_id, absl::CivilDay day) override {
    return record_.FindOn(organization_id, day, absl::InfiniteFuture());
  }

  absl::StatusOr<std::optional<registry::Organization>> FindOrganizationKnownAt(
      const Call& /*call*/, const registry::KnownAtQuery& query) override {
    return record_.FindOn(query.organization_id, query.day, query.known_at);
  }

  absl::StatusOr<std::vector<registry::Organization>> ListAncestorsKnownAt(
      const Call& /*call*/, const registry::KnownAtQuery& query) override {
    return record_.Above(query.organization_id, query.day, query.known_at);
  }

  absl::StatusOr<std::vector<registry::Organization>> ListDescendantsKnownAt(
      const Call& /*call*/, const registry::DescendantsQuery& query, absl::Time known_at) override {
    const auto holds = [](const auto& values, auto value) {
      return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
    };
    const registry::Range range = registry::RangeOf(query.page);
    std::vector<registry::Organization> below;
    for (auto i = memory_.organizations.upper_bound(range.after_id);
         i != memory_.organizations.end() && below.size() < static_cast<size_t>(range.limit); ++i) {
      const auto above = record_.Above(i->first, query.day, known_at);
      const auto scope = std::find_if(above.begin(), above.end(), [&](const auto& each) {
        return each.identity.organization_id == query.organization_id;
      });
      if (scope == above.end()) continue;
      if (query.depth_max > 0 && scope - above.begin() >= query.depth_max) continue;
      const registry::Organization found = *record_.FindOn(i->first, query.day, known_at);
      if ((query.include_closed || !found.version.closed) &&
          holds(query.kinds, found.identity.kind) && holds(query.levels, found.identity.level)) {
        below.push_back(found);
      }
    }
    return below;
  }

  absl::StatusOr<Answer> InsertSecondaryLink(const Call& call, const registry::Write& write,
                                             const registry::SecondaryLink& link,
                                             registry::LinkRule admit) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      registry::SecondaryLinkFacts facts{.both_stand =
                                             memory_.Stands(link.organization_id, link.validity) &&
                                             memory_.Stands(link.related_id, link.validity)};
      for (const auto& [id, other] : secondary_links_) {
        facts.same_exists |= other.organization_id == link.organization_id &&
                             other.related_id == link.related_id && other.type == link.type &&
                             Days(Intersect(other.validity, link.validity)) > 0;
      }
      RETURN_IF_ERROR(admit(facts));
      secondary_links_[link.link_id] = link;
      memory_.events.push_back(encoders_.link_created(link));
      return Answer{.bytes = encoders_.link_answer(link)};
    });
  }

  absl::StatusOr<Answer> EndSecondaryLink(const Call& call, const registry::Write& write,
                                          const registry::SecondaryLinkKey& key,
                                          registry::EndLinkRule end) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      const auto found = secondary_links_.find(key.link_id);
      if (found == secondary_links_.end() || found->second.organization_id != key.organization_id) {
        return registry::errors::LinkNotFound();
      }
      ASSIGN_OR_RETURN(found->second, end(found->second));
      memory_.events.push_back(encoders_.link_ended(found->second));
      return Answer{.bytes = encoders_.link_answer(found->second)};
    });
  }

  absl::StatusOr<std::vector<registry::SecondaryLink>> ListSecondaryLinks(
      const Call& /*call*/, const std::string& organization_id,
      const registry::Range& range) override {
    return RegistryMemory::Select(secondary_links_, range,
                                  [&](const registry::SecondaryLink& link) {
                                    return link.organization_id == organization_id;
                                  });
  }

  // For the fake of reorganizations.
  TreeRecord& record() { return record_; }
  std::map<std::string, registry::SecondaryLink>& secondary_links() { return secondary_links_; }

 private:
  RegistryMemory& memory_;
  const registry::OrganizationEncoders encoders_;
  TreeRecord record_;
  std::map<std::string, registry::SecondaryLink> secondary_links_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_ORGANIZATION_STORE_H_
