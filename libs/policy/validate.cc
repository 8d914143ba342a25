#include "libs/policy/validate.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "libs/policy/checker.h"

namespace xinqiao::policy {

namespace {

// Whether `list` is short enough.
template <typename T>
bool IsShort(Checker& checker, absl::string_view field, const std::vector<T>& list, size_t max) {
  if (list.size() <= max) return true;
  checker.Wrong(field, absl::StrCat("has ", list.size(), " elements, at most ", max));
  return false;
}

template <typename Rule>
bool ValuesAreShort(Checker& checker, const std::string& path, const Rule& rule) {
  bool all = IsShort(checker, path + ".requirement_ids", rule.requirement_ids, kValuesMax);
  const auto see = [&](absl::string_view field, const auto& list) {
    all = IsShort(checker, absl::StrCat(path, ".", field), list, kValuesMax) && all;
  };
  if constexpr (requires { rule.kind_ids; }) see("kind_ids", rule.kind_ids);
  if constexpr (requires { rule.may_also_count; }) see("may_also_count", rule.may_also_count);
  if constexpr (requires { rule.duty_ids; }) see("duty_ids", rule.duty_ids);
  if constexpr (requires { rule.columns; }) see("columns", rule.columns);
  if constexpr (requires { rule.due_days; }) see("due_days", rule.due_days);
  if constexpr (requires { rule.cohorts; }) see("cohorts", rule.cohorts);
  if constexpr (requires { rule.steps; }) see("steps", rule.steps);
  if constexpr (requires { rule.multipliers; }) see("multipliers", rule.multipliers);
  if constexpr (requires { rule.items; }) see("items", rule.items);
  if constexpr (requires { rule.subject.titles; }) see("subject.titles", rule.subject.titles);
  return all;
}

template <typename Rule>
bool RulesAreShort(Checker& checker, absl::string_view field, const std::vector<Rule>& rules) {
  if (!IsShort(checker, field, rules, kRulesMax)) return false;
  bool all = true;
  if constexpr (requires(const Rule& rule) { rule.requirement_ids; }) {
    ForEach(field, rules, [&](const std::string& path, const Rule& rule) {
      all = ValuesAreShort(checker, path, rule) && all;
    });
  }
  return all;
}

bool ListsAreShort(Checker& checker) {
  const RulePack& pack = checker.pack();
  bool all = IsShort(checker, "scope.subtrees", pack.scope.subtree_ids, kRulesMax);
  const auto see = [&](absl::string_view field, const auto& rules) {
    all = RulesAreShort(checker, field, rules) && all;
  };
  see("duties", pack.duties);
  see("schedule_items", pack.schedule_items);
  see("deadlines", pack.deadlines);
  see("reports", pack.reports);
  see("evaluations", pack.evaluations);
  see("switches", pack.switches);
  see("assumptions", pack.assumptions);
  see("contact_quotas", pack.contact_quotas);
  see("cadences", pack.cadences);
  see("ceilings", pack.ceilings);
  see("task_emphases", pack.task_emphases);
  see("point_rules", pack.point_rules);
  see("assessment_tables", pack.assessment_tables);
  see("wish_limits", pack.wish_limits);
  see("wish_categories", pack.wish_categories);
  see("book_closings", pack.book_closings);
  return all;
}

}  // namespace

Findings Validate(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
                  absl::CivilDay publication_day, absl::Span<const BookClosing> closings,
                  const WorkdayCalendar& calendar) {
  Checker checker(pack, known_kind_ids, publication_day, closings, calendar);
  if (!ListsAreShort(checker)) return checker.TakeFindings();
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
