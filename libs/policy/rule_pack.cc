#include "libs/policy/rule_pack.h"

#include <algorithm>

namespace xinqiao::policy {

bool Holds(const Scope& scope, const OrganizationFacts& organization) {
  const auto empty_or_has = [](const auto& values, auto value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  };
  return empty_or_has(scope.organization_kinds, organization.kind) &&
         empty_or_has(scope.organization_levels, organization.level);
}

bool IsOn(const RulePack& pack, SwitchKind kind) {
  return std::any_of(pack.switches.begin(), pack.switches.end(),
                     [&](const Switch& s) { return s.kind == kind && s.enabled; });
}

}  // namespace xinqiao::policy
