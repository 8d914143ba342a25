// Looks at one rule of a pack, whatever its type.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_VISIT_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_VISIT_H_

#include <cstddef>

#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::registry {

// What `see` says of the list of a type.
template <typename See>
auto VisitList(const policy::RulePack& rules, policy::RuleType type, See see) {
  switch (type) {
    case policy::RuleType::kDuty:
      break;
    case policy::RuleType::kContactQuota:
      return see(rules.contact_quotas);
    case policy::RuleType::kCadence:
      return see(rules.cadences);
    case policy::RuleType::kDeadline:
      return see(rules.deadlines);
    case policy::RuleType::kScheduleItem:
      return see(rules.schedule_items);
    case policy::RuleType::kReport:
      return see(rules.reports);
    case policy::RuleType::kTaskEmphasis:
      return see(rules.task_emphases);
    case policy::RuleType::kPointRule:
      return see(rules.point_rules);
    case policy::RuleType::kAssessmentTable:
      return see(rules.assessment_tables);
    case policy::RuleType::kEvaluation:
      return see(rules.evaluations);
    case policy::RuleType::kCeiling:
      return see(rules.ceilings);
    case policy::RuleType::kWishLimit:
      return see(rules.wish_limits);
    case policy::RuleType::kWishCategory:
      return see(rules.wish_categories);
    case policy::RuleType::kBookClosing:
      return see(rules.book_closings);
    case policy::RuleType::kSwitch:
      return see(rules.switches);
    case policy::RuleType::kAssumption:
      return see(rules.assumptions);
  }
  return see(rules.duties);
}

// What `see` says of a rule, which is there.
template <typename See>
auto VisitRule(const policy::RulePack& rules, const policy::RulePlace& place, See see) {
  return VisitList(rules, place.type, [&](const auto& list) { return see(list[place.index]); });
}

// How many rules of a type there are.
inline size_t CountOf(const policy::RulePack& rules, policy::RuleType type) {
  return VisitList(rules, type, [](const auto& list) { return list.size(); });
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_RULE_VISIT_H_
