// What the fakes of people, posts and what hangs on them share: one memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_REGISTRY_MEMORY_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_REGISTRY_MEMORY_H_

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libs/calendar/period.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/guidance_link.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/person.h"
#include "services/registry/domain/post.h"
#include "services/registry/domain/working_group.h"
#include "tests/support/fakes/request_memory.h"

namespace xinqiao::testing {

// Everything that the fakes keep. Outlives them. Not thread-safe.
struct RegistryMemory {
  std::map<std::string, registry::OrganizationHistory> organizations;
  std::map<std::string, registry::Person> people;
  std::map<std::string, registry::Post> posts;
  std::map<std::string, registry::WorkingGroup> groups;
  std::map<std::string, registry::GuidanceLink> links;
  std::vector<std::string> events;  // In the order of the writes.

  // The answer of `body`, or the one that an earlier call with the same request
  // id got.
  template <typename Body>
  absl::StatusOr<Answer> Once(const Call& call, const registry::Write& write, Body body) {
    return requests.Once(call, write.request_id, body);
  }

  // What kind it is, and whether it stands on every day of `validity`.
  std::optional<registry::GuidedOrganization> Standing(const std::string& organization_id,
                                                       const Period& validity) const {
    const auto found = organizations.find(organization_id);
    if (found == organizations.end()) return std::nullopt;
    const auto& versions = found->second.versions;
    const bool closed = std::any_of(versions.begin(), versions.end(), [&](const auto& version) {
      return version.closed && Days(Intersect(version.validity, validity)) > 0;
    });
    return registry::GuidedOrganization{
        .kind = found->second.identity.kind,
        .stands = !closed && registry::VersionOn(versions, validity.first) != nullptr};
  }

  bool Stands(const std::string& organization_id, const Period& validity) const {
    const auto standing = Standing(organization_id, validity);
    return standing.has_value() && standing->stands;
  }

  // Whether an organization is below another on a day.
  bool IsBelow(std::string organization_id, const std::string& above, absl::CivilDay day) const {
    while (!organization_id.empty()) {
      const auto found = organizations.find(organization_id);
      if (found == organizations.end()) return false;
      const auto* version = registry::VersionOn(found->second.versions, day);
      if (version == nullptr) return false;
      organization_id = version->parent_id;
      if (organization_id == above) return true;
    }
    return false;
  }

  std::optional<registry::Post> PostOf(const registry::PostKey& key) const {
    const auto found = posts.find(key.post_id);
    if (found == posts.end() || found->second.organization_id != key.organization_id) {
      return std::nullopt;
    }
    return found->second;
  }

  template <typename Value, typename Wanted>
  static std::vector<Value> Select(const std::map<std::string, Value>& values,
                                   const registry::Range& range, Wanted wanted) {
    std::vector<Value> result;
    for (auto i = values.upper_bound(range.after_id);
         i != values.end() && result.size() < static_cast<size_t>(range.limit); ++i) {
      if (wanted(i->second)) result.push_back(i->second);
    }
    return result;
  }

  RequestMemory requests;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_REGISTRY_MEMORY_H_
