#include "services/registry/app/organization_census.h"

#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "services/registry/app/organization_walk.h"

namespace xinqiao::registry {
namespace {

// What is counted together, and one of them.
template <typename Facts>
struct Group {
  Facts facts;
  int64_t count = 0;
};

uint64_t KeyOf(const policy::OrganizationFacts& facts) {
  return static_cast<uint64_t>(facts.kind) << 6 | static_cast<uint64_t>(facts.level) << 2 |
         static_cast<uint64_t>(facts.leading_body) << 1 | static_cast<uint64_t>(facts.many_youth);
}

// Beside that of its organization.
uint64_t KeyOf(const NodePost& post) {
  return static_cast<uint64_t>(post.title) << 32 |
         static_cast<uint64_t>(post.appointment_type) << 24 |
         static_cast<uint64_t>(post.rank_class) << 20 |
         static_cast<uint64_t>(post.leadership) << 16;
}

template <typename Facts>
std::vector<std::pair<Facts, int64_t>> CountsOf(
    const absl::flat_hash_map<uint64_t, Group<Facts>>& groups) {
  std::vector<std::pair<Facts, int64_t>> counts;
  for (const auto& [key, group] : groups) counts.emplace_back(group.facts, group.count);
  return counts;
}

}  // namespace

Census TakeCensus(const OrganizationNodes& nodes, const std::string& organization_id,
                  absl::CivilDay day) {
  const NodeIndex scope = nodes.Find(organization_id);
  const DayNumber number = NumberOf(day);
  const NodeVersion* const version = scope == kNoNode ? nullptr : nodes.VersionOn(scope, number);
  if (version == nullptr || version->closed) return {};
  absl::flat_hash_map<uint64_t, Group<policy::OrganizationFacts>> organizations;
  absl::flat_hash_map<uint64_t, Group<policy::PostFacts>> posts;
  const auto count = [&](NodeIndex node) {
    const policy::OrganizationFacts facts = nodes.FactsOn(node, number);
    const uint64_t key = KeyOf(facts);
    Group<policy::OrganizationFacts>& group = organizations[key];
    group.facts = facts;
    ++group.count;
    for (const NodePost& post : nodes.Posts(node)) {
      if (!post.Holds(number)) continue;
      Group<policy::PostFacts>& alike = posts[key | KeyOf(post)];
      if (++alike.count == 1) alike.facts = nodes.FactsOf(post, facts);
    }
  };
  count(scope);
  OrganizationWalk walk(nodes, {.scope = scope, .day = number});
  while (const ChildLink* const link = walk.Next()) {
    if (!link->closed) count(link->child);
  }
  return {.organizations = CountsOf(organizations), .posts = CountsOf(posts)};
}

}  // namespace xinqiao::registry
