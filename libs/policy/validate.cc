#include "libs/policy/validate.h"

#include <vector>

#include "absl/strings/str_split.h"
#include "libs/policy/checker.h"

namespace xinqiao::policy {

Findings Validate(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
                  absl::CivilDay publication_day, absl::Span<const BookClosing> closings,
                  const WorkdayCalendar& calendar) {
  Checker checker(pack, known_kind_ids, publication_day, closings, calendar);
  CheckDocument(checker);
  CheckDuties(checker);
  CheckReporting(checker);
  CheckSwitchesAndAssumptions(checker);
  CheckQuotas(checker);
  CheckPoints(checker);
  CheckServiceRules(checker);
  if (pack.in_force.has_value()) checker.InForce("in_force", *pack.in_force);
  return checker.TakeFindings();
}

Findings Validate(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
                  absl::CivilDay publication_day) {
  return Validate(pack, known_kind_ids, publication_day, {}, WorkdayCalendar());
}

bool IsKindId(absl::string_view id) {
  const std::vector<absl::string_view> words = absl::StrSplit(id, '.');
  return id.size() <= kIdBytesMax && words.size() == 2 && IsWord(words[0]) && IsWord(words[1]);
}

}  // namespace xinqiao::policy
