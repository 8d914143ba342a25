// What a fake keeps of the tree: every state of each organization, by the
// instant since when it was on record.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_TREE_RECORD_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_TREE_RECORD_H_

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/reorganization.h"
#include "tests/support/fakes/registry_memory.h"

namespace xinqiao::testing {

// What is on record now is in the memory, which outlives it. Not thread-safe.
class TreeRecord {
 public:
  explicit TreeRecord(RegistryMemory& memory) : memory_(memory) {}

  // Puts an organization with all its versions on record.
  void Put(const registry::OrganizationHistory& history, absl::Time known_from) {
    const std::string& id = history.identity.organization_id;
    registry::OrganizationHistory& now = memory_.organizations[id];
    if (now.versions.empty()) now.identity = history.identity;
    now.versions = history.versions;
    states_[id][known_from] = history.versions;
  }

  std::optional<registry::OrganizationHistory> Find(const std::string& id) const {
    const auto found = memory_.organizations.find(id);
    if (found == memory_.organizations.end()) return std::nullopt;
    return found->second;
  }

  // As it was on record at `known_at`.
  std::optional<registry::OrganizationHistory> Find(const std::string& id,
                                                    absl::Time known_at) const {
    std::optional<registry::OrganizationHistory> found = Find(id);
    if (!found.has_value()) return std::nullopt;
    const auto& states = states_.at(id);
    const auto after = states.upper_bound(known_at);
    if (after == states.begin()) return std::nullopt;
    found->versions = std::prev(after)->second;
    return found;
  }

  std::optional<registry::Organization> FindOn(const std::string& id, absl::CivilDay day,
                                               absl::Time known_at) const {
    const std::optional<registry::OrganizationHistory> found = Find(id, known_at);
    if (!found.has_value()) return std::nullopt;
    const registry::OrganizationVersion* version = registry::VersionOn(found->versions, day);
    if (version == nullptr) return std::nullopt;
    return registry::Organization{.identity = found->identity, .version = *version};
  }

  // The parent first.
  std::vector<registry::Organization> Above(const std::string& id, absl::CivilDay day,
                                            absl::Time known_at) const {
    std::vector<registry::Organization> above;
    auto each = FindOn(id, day, known_at);
    while (each.has_value() && !each->version.parent_id.empty()) {
      each = FindOn(each->version.parent_id, day, known_at);
      if (each.has_value()) above.push_back(*each);
    }
    return above;
  }

  registry::KnownOrganizations At(const std::set<std::string>& ids, absl::Time known_at) const {
    registry::KnownOrganizations known;
    for (const std::string& id : ids) {
      if (auto found = Find(id, known_at)) known[id] = *found;
    }
    return known;
  }

  // Those, and every child that one of them has from `day` on.
  registry::KnownOrganizations Around(const std::set<std::string>& ids, absl::CivilDay day) const {
    registry::KnownOrganizations known = At(ids, absl::InfiniteFuture());
    for (const auto& [id, history] : memory_.organizations) {
      for (const registry::OrganizationVersion& version : history.versions) {
        if (version.validity.end > day && ids.count(version.parent_id) > 0) known[id] = history;
      }
    }
    std::set<std::string> parents;
    for (const auto& [id, history] : known) {
      if (!history.identity.ledger_root) continue;
      for (const registry::OrganizationVersion& version : history.versions) {
        parents.insert(version.parent_id);
      }
    }
    for (const auto& [id, history] : At(parents, absl::InfiniteFuture())) known[id] = history;
    return known;
  }

  std::vector<registry::OrganizationCode> CodesInUse(
      const std::vector<registry::OrganizationCode>& codes) const {
    std::vector<registry::OrganizationCode> in_use;
    for (const auto& [id, history] : memory_.organizations) {
      for (const registry::OrganizationCode& code : history.identity.codes) {
        if (std::find(codes.begin(), codes.end(), code) != codes.end()) in_use.push_back(code);
      }
      // Without one, its id is its key.
      const registry::OrganizationCode key = {registry::CodeScheme::kExternal, id};
      if (CodeOf(history.identity, key.scheme).empty() &&
          std::find(codes.begin(), codes.end(), key) != codes.end()) {
        in_use.push_back(key);
      }
    }
    std::sort(in_use.begin(), in_use.end());
    return in_use;
  }

  // Since when the last of `known` is on record.
  absl::Time LastOf(const registry::KnownOrganizations& known) const {
    absl::Time last = absl::InfinitePast();
    for (const auto& [id, history] : known) {
      last = std::max(last, states_.at(id).rbegin()->first);
    }
    return last;
  }

 private:
  RegistryMemory& memory_;
  std::map<std::string, std::map<absl::Time, std::vector<registry::OrganizationVersion>>> states_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_TREE_RECORD_H_
