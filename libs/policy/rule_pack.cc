#include "libs/policy/rule_pack.h"

#include <algorithm>

namespace xinqiao::policy {
namespace {

template <typename Has>
bool AnyCohort(const Evaluation& evaluation, const Has& has) {
  const std::vector<Cohort>& cohorts = evaluation.cohorts;
  return cohorts.empty() || std::any_of(cohorts.begin(), cohorts.end(), has);
}

}  // namespace

bool Holds(const Scope& scope, const OrganizationFacts& organization) {
  const auto empty_or_has = [](const auto& values, auto value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  };
  return empty_or_has(scope.organization_kinds, organization.kind) &&
         empty_or_has(scope.organization_levels, organization.level);
}

bool Binds(const Evaluation& evaluation, const PostFacts& post) {
  return AnyCohort(evaluation, [&](const Cohort& cohort) { return Binds(cohort.subject, post); });
}

bool Binds(const Evaluation& evaluation, const OrganizationFacts& organization) {
  return AnyCohort(evaluation, [&](const Cohort& cohort) {
    const std::vector<std::string>& ids = cohort.organization_ids;
    return Binds(cohort.subject, organization) &&
           (ids.empty() ||
            std::find(ids.begin(), ids.end(), organization.organization_id) != ids.end());
  });
}

bool IsOn(const RulePack& pack, SwitchKind kind) {
  return std::any_of(pack.switches.begin(), pack.switches.end(),
                     [&](const Switch& s) { return s.kind == kind && s.enabled; });
}

}  // namespace xinqiao::policy
