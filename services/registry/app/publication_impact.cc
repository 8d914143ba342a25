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

// Where a pack stands, and who is there.
struct Ground {
  const OrganizationTree& tree;
  const policy::Scope& scope;
  absl::CivilDay day;
  const Census& census;
};

int64_t Bound(const policy::Subject& subject, const Census& census) {
  return subject.of == policy::Subject::Of::kPosts ? Bound(subject, census.posts)
                                                   : Bound(subject, census.organizations);
}

bool HoldsSubtreeOf(const policy::Scope& scope, const Way& way) {
  const std::vector<std::string>& tops = scope.subtree_ids;
  return tops.empty() || std::any_of(way.begin(), way.end(), [&tops](const WayStep& step) {
           return std::find(tops.begin(), tops.end(), ToText(step.organization_id)) != tops.end();
         });
}

int64_t BoundCount(const policy::Cohort& cohort, const Ground& ground) {
  if (cohort.organization_ids.empty()) return Bound(cohort.subject, ground.census);
  const std::vector<std::string>& ids = cohort.organization_ids;
  return std::count_if(ids.begin(), ids.end(), [&](const std::string& id) {
    const Way way = ground.tree.FindWay(id, ground.day);
    return !way.empty() && HoldsSubtreeOf(ground.scope, way) &&
           policy::Holds(ground.scope, way.back().facts) &&
           policy::Binds(cohort.subject, way.back().facts);
  });
}

template <typename Rule>
int64_t BoundCount(const Rule& rule, const Ground& ground) {
  if constexpr (requires { rule.subject; }) {
    return Bound(rule.subject, ground.census);
  } else {
    return Sum(ground.census.organizations);
  }
}

// Nobody is in two of its cohorts.
int64_t BoundCount(const policy::Evaluation& evaluation, const Ground& ground) {
  if (evaluation.cohorts.empty()) return Sum(ground.census.organizations);
  int64_t sum = 0;
  for (const policy::Cohort& cohort : evaluation.cohorts) sum += BoundCount(cohort, ground);
  return sum;
}

}  // namespace

PublicationImpact CountImpact(const OrganizationTree& tree, const std::string& organization_id,
                              const policy::RulePack& rules, absl::CivilDay day) {
  const Census census = CensusOf(tree, organization_id, rules.scope, day);
  PublicationImpact impact{
      .day = day, .organization_count = Sum(census.organizations), .post_count = Sum(census.posts)};
  const Ground ground{.tree = tree, .scope = rules.scope, .day = day, .census = census};
  for (const policy::RuleType type : kAskingTypes) {
    for (size_t i = 0; i < CountOf(rules, type); ++i) {
      const policy::RulePlace place{.type = type, .index = i};
      const int64_t bound_count =
          VisitRule(rules, place, [&ground](const auto& rule) { return BoundCount(rule, ground); });
      impact.rules.push_back(
          {.place = place, .title = TitleOf(rules, place), .bound_count = bound_count});
    }
  }
  return impact;
}

}  // namespace xinqiao::registry
