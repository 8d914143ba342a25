#include "services/registry/domain/rule_pack.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

// Before any day that the product knows.
constexpr absl::CivilDay kDawn(1900, 1, 1);

bool HasGotItsEnd(const PublishedRulePack& rule_pack) {
  return !rule_pack.superseded_by_id.empty() || !rule_pack.withdrawal_reason.empty();
}

}  // namespace

Period InForceOf(const PublishedRulePack& rule_pack) {
  return rule_pack.in_force.value_or(Period{.first = kDawn, .end = kOpenEnd});
}

bool ComesIntoForce(const PublishedRulePack& rule_pack) { return Days(InForceOf(rule_pack)) > 0; }

absl::CivilDay FirstDay(const policy::RulePack& rules) {
  absl::CivilDay first = rules.document.issue_day;
  const auto see = [&first](const auto& all) {
    for (const auto& each : all) first = std::min(first, each.effective.first);
  };
  see(rules.duties);
  see(rules.contact_quotas);
  see(rules.cadences);
  see(rules.ceilings);
  see(rules.point_rules);
  see(rules.assessment_tables);
  see(rules.wish_limits);
  see(rules.book_closings);
  for (const policy::ScheduleItem& item : rules.schedule_items) {
    first = std::min(first, item.window.first);
  }
  for (const policy::Deadline& deadline : rules.deadlines) {
    first = std::min(first, deadline.due_day);
  }
  for (const policy::ReportDefinition& report : rules.reports) {
    for (const absl::CivilDay due_day : report.due_days) first = std::min(first, due_day);
  }
  return first;
}

absl::StatusOr<PublishedRulePack> End(PublishedRulePack rule_pack, const policy::RulePack& rules,
                                      absl::CivilDay end_day) {
  Period in_force = rule_pack.in_force.value_or(Period{.first = FirstDay(rules), .end = kOpenEnd});
  if (HasGotItsEnd(rule_pack) || in_force.end <= end_day) {
    return errors::RulePackNotInForce(in_force.end);
  }
  in_force.end = std::max(in_force.first, end_day);
  rule_pack.in_force = in_force;
  return rule_pack;
}

absl::StatusOr<PublishedRulePack> Withdraw(PublishedRulePack rule_pack,
                                           const policy::RulePack& rules,
                                           const RulePackWithdrawal& withdrawal,
                                           absl::CivilDay day) {
  if (withdrawal.end_day < day) {
    return errors::WrongFields(
        {{.field = "end_day",
          .description = absl::StrCat("is before today, ", absl::FormatCivilTime(day))}});
  }
  ASSIGN_OR_RETURN(rule_pack, End(std::move(rule_pack), rules, withdrawal.end_day));
  rule_pack.withdrawal_reason = withdrawal.reason;
  return rule_pack;
}

}  // namespace xinqiao::registry
