#include "services/registry/domain/rule_pack.h"

#include "absl/strings/str_cat.h"
#include "libs/policy/validate.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::StatusOr<std::vector<std::string>> Review(const policy::RulePack& rules, absl::CivilDay day,
                                                const PublicationFacts& facts) {
  const policy::Findings findings = policy::Validate(rules, facts.kind_ids, day);
  std::vector<FieldViolation> violations;
  if (rules.document.issue_day > day) {
    violations.push_back(
        {.field = "rule_pack.document.issue_day",
         .description = absl::StrCat("is in the future; today is ", absl::FormatCivilTime(day))});
  }
  for (const policy::Problem& problem : findings.problems) {
    violations.push_back(
        {.field = absl::StrCat("rule_pack.", problem.field), .description = problem.reason});
  }
  if (!violations.empty()) return errors::WrongFields(violations);
  if (!facts.organization_stands) return errors::OrganizationNotValid(day);

  std::vector<std::string> warnings;
  for (const policy::Problem& warning : findings.warnings) {
    warnings.push_back(absl::StrCat(warning.field, ": ", warning.reason));
  }
  return warnings;
}

}  // namespace xinqiao::registry
