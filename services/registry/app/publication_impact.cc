#include "services/registry/app/publication_impact.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "libs/policy/placed_pack.h"
#include "services/registry/app/compact_id.h"
#include "services/registry/domain/rule_visit.h"
#include "services/registry/domain/rule_words.h"

namespace xinqiao::registry {
namespace {

// Categories and assumptions ask nobody for anything.
constexpr policy::RuleType kAskingTypes[] = {
    policy::RuleType::kDuty,
    policy::RuleType::kContactQuota,
    policy::RuleType::kCadence,
    policy::RuleType::kDeadline,
    policy::RuleType::kScheduleItem,
    policy::RuleType::kReport,
    policy::RuleType::kTaskEmphasis,
    policy::RuleType::kPointRule,
    policy::RuleType::kAssessmentTable,
    policy::RuleType::kEvaluation,
    policy::RuleType::kCeiling,
    policy::RuleType::kWishLimit,
    policy::RuleType::kBookClosing,
    policy::RuleType::kSwitch,
};

// The subtrees that are bound, none within another.
std::vector<std::string> Outermost(const OrganizationTree& tree,
                                   const std::vector<std::string>& subtree_ids,
                                   absl::CivilDay day) {
  std::vector<CompactId> ids;
  for (const std::string& each : subtree_ids) {
    const std::optional<CompactId> id = ParseCompactId(each);
    if (id.has_value()) ids.push_back(*id);
  }
  std::vector<std::string> outermost;
  for (const std::string& each : subtree_ids) {
    const Way way = tree.FindWay(each, day);
    if (way.empty()) continue;
    const bool within = std::any_of(way.begin(), way.end() - 1, [&ids](const WayStep& step) {
      return std::find(ids.begin(), ids.end(), step.organization_id) != ids.end();
    });
    if (!within) outermost.push_back(each);
  }
  return outermost;
}

// Those in the scope of the pack.
Census CensusOf(const OrganizationTree& tree, const std::string& organization_id,
                const policy::Scope& scope, absl::CivilDay day) {
  const std::vector<std::string> tops = scope.subtree_ids.empty()
                                            ? std::vector<std::string>{organization_id}
                                            : Outermost(tree, scope.subtree_ids, day);
  Census census;
  for (const std::string& top : tops) {
    const Census all = tree.TakeCensus(top, day);
    for (const auto& group : all.organizations) {
      if (policy::Holds(scope, group.first)) census.organizations.push_back(group);
    }
    for (const auto& group : all.posts) {
      if (policy::Holds(scope, group.first.organization)) census.posts.push_back(group);
    }
  }
  return census;
}

template <typename Facts>
int64_t Sum(const std::vector<std::pair<Facts, int64_t>>& groups) {
  int64_t sum = 0;
  for (const auto& group : groups) sum += group.second;
  return sum;
}

template <typename Facts>
int64_t Bound(const policy::Subject& subject,
              const std::vector<std::pair<Facts, int64_t>>& groups) {
  int64_t sum = 0;
  for (const auto& [facts, count] : groups) {
    if (policy::Binds(subject, facts)) sum += count;
  }
  return sum;
}

template <typename Rule>
concept HasSubject = requires(const Rule& rule) {
  rule.subject;
};

template <typename Rule>
int64_t BoundCount(const Rule& rule, const Census& census) {
  if constexpr (HasSubject<Rule>) {
    return rule.subject.of == policy::Subject::Of::kPosts
               ? Bound(rule.subject, census.posts)
               : Bound(rule.subject, census.organizations);
  } else {
    return Sum(census.organizations);
  }
}

}  // namespace

PublicationImpact CountImpact(const OrganizationTree& tree, const std::string& organization_id,
                              const policy::RulePack& rules, absl::CivilDay day) {
  const Census census = CensusOf(tree, organization_id, rules.scope, day);
  PublicationImpact impact{
      .day = day, .organization_count = Sum(census.organizations), .post_count = Sum(census.posts)};
  for (const policy::RuleType type : kAskingTypes) {
    for (size_t i = 0; i < CountOf(rules, type); ++i) {
      const policy::RulePlace place{.type = type, .index = i};
      const int64_t bound_count =
          VisitRule(rules, place, [&census](const auto& rule) { return BoundCount(rule, census); });
      impact.rules.push_back(
          {.place = place, .title = TitleOf(rules, place), .bound_count = bound_count});
    }
  }
  return impact;
}

}  // namespace xinqiao::registry
