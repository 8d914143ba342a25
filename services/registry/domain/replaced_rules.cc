#include "services/registry/domain/replaced_rules.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/calendar/period.h"
#include "libs/policy/subject.h"
#include "services/registry/domain/rule_visit.h"
#include "services/registry/domain/rule_words.h"

namespace xinqiao::registry {
namespace {

std::string IdOf(const policy::Duty& rule) { return rule.duty_id; }
std::string IdOf(const policy::ContactQuota& rule) { return rule.contact_quota_id; }
std::string IdOf(const policy::Cadence& rule) { return rule.cadence_id; }
std::string IdOf(const policy::Deadline& rule) { return rule.deadline_id; }
std::string IdOf(const policy::ScheduleItem& rule) { return rule.schedule_item_id; }
std::string IdOf(const policy::ReportDefinition& rule) { return rule.report_id; }
std::string IdOf(const policy::TaskEmphasis& rule) { return rule.task_emphasis_id; }
std::string IdOf(const policy::PointRule& rule) { return rule.point_rule_id; }
std::string IdOf(const policy::AssessmentTable& rule) { return rule.assessment_table_id; }
std::string IdOf(const policy::Evaluation& rule) { return rule.evaluation_id; }
std::string IdOf(const policy::Ceiling& rule) { return rule.ceiling_id; }
std::string IdOf(const policy::WishLimit& rule) { return rule.wish_limit_id; }
std::string IdOf(const policy::WishCategory& rule) { return rule.wish_category_id; }
std::string IdOf(const policy::BookClosing& rule) { return rule.book_closing_id; }
std::string IdOf(const policy::Switch& rule) { return absl::StrCat(static_cast<int>(rule.kind)); }
std::string IdOf(const policy::Assumption& rule) { return rule.assumption_id; }

// The days of a rule that are over before `day`.
template <typename Rule>
std::vector<absl::CivilDay> DaysOver(const Rule& rule, absl::CivilDay day) {
  std::vector<absl::CivilDay> over;
  const auto see = [&over, day](absl::CivilDay last) {
    if (last < day) over.push_back(last);
  };
  if constexpr (requires { rule.due_day; }) {
    see(rule.due_day);
  } else if constexpr (requires { rule.due_days; }) {
    for (const absl::CivilDay due_day : rule.due_days) see(due_day);
  } else if constexpr (requires { rule.window; }) {
    see(rule.window.end - 1);
  } else if constexpr (requires { rule.effective; }) {
    see(rule.effective.end - 1);
  }
  return over;
}

// What a subject means within a scope. Nothing if that is nobody.
std::optional<policy::Subject> Within(policy::Subject subject, const policy::Scope& scope) {
  const auto narrow = [](auto& values, const auto& others) {
    if (others.empty()) return true;
    if (values.empty()) {
      values = others;
      return true;
    }
    const auto is_out = [&others](auto value) {
      return std::find(others.begin(), others.end(), value) == others.end();
    };
    values.erase(std::remove_if(values.begin(), values.end(), is_out), values.end());
    return !values.empty();
  };
  if (!narrow(subject.organization_kinds, scope.organization_kinds) ||
      !narrow(subject.organization_levels, scope.organization_levels)) {
    return std::nullopt;
  }
  return subject;
}

// Whom a rule binds. What names nobody is for everybody.
template <typename Rule>
std::vector<policy::Subject> BoundBy(const Rule& rule, const policy::Scope& scope) {
  std::vector<policy::Subject> subjects;
  if constexpr (requires { rule.subject; }) {
    subjects.push_back(rule.subject);
  } else if constexpr (requires { rule.cohorts; }) {
    for (const policy::Cohort& cohort : rule.cohorts) subjects.push_back(cohort.subject);
  }
  if (subjects.empty()) subjects = {{}, {.of = policy::Subject::Of::kOrganizations}};
  std::vector<policy::Subject> bound;
  for (policy::Subject& subject : subjects) {
    std::optional<policy::Subject> within = Within(std::move(subject), scope);
    if (within.has_value()) bound.push_back(*std::move(within));
  }
  return bound;
}

std::vector<policy::Subject> BoundBy(const policy::RuleRef& rule) {
  const policy::RulePack& rules = *rule.pack->rules;
  return VisitRule(rules, rule.place,
                   [&rules](const auto& each) { return BoundBy(each, rules.scope); });
}

bool CanMeet(const std::vector<policy::Subject>& a, const std::vector<policy::Subject>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const policy::Subject& one) {
    return std::any_of(b.begin(), b.end(),
                       [&one](const policy::Subject& other) { return CanMeet(one, other); });
  });
}

// Whether two rules of one type have the same id.
bool HaveOneId(const policy::RuleRef& a, const policy::RuleRef& b) {
  const auto id_of = [](const policy::RuleRef& rule) {
    return VisitRule(*rule.pack->rules, rule.place, [](const auto& each) { return IdOf(each); });
  };
  return id_of(a) == id_of(b);
}

// Whether `rule` takes the place of `other` for somebody on some day.
bool TakesThePlace(const policy::RuleRef& rule, const policy::RuleRef& other) {
  return policy::SubjectMatterOf(rule) == policy::SubjectMatterOf(other) &&
         Days(Intersect(policy::InForce(rule), policy::InForce(other))) > 0 &&
         CanMeet(BoundBy(rule), BoundBy(other));
}

}  // namespace

std::vector<ReplacedRule> FindReplaced(const PublicationCase& publication,
                                       const policy::RulePlace& place) {
  std::vector<PackAround> around = PacksAround(publication, std::nullopt);
  const std::string& superseded = publication.draft.supersedes_id;
  const auto is_superseded = [&](const PackAround& placed) {
    return !superseded.empty() && placed.pack.rule_pack_id == superseded;
  };
  std::stable_sort(around.begin(), around.end(), [&](const PackAround& a, const PackAround& b) {
    if (is_superseded(a) != is_superseded(b)) return is_superseded(a);
    if (a.pack.step != b.pack.step) return a.pack.step > b.pack.step;
    return a.index > b.index;
  });
  const policy::PlacedPack pack = PlaceDraft(publication, publication.draft.rules);
  const policy::RuleRef rule{.pack = &pack, .place = place};
  std::vector<ReplacedRule> replaced;
  for (const PackAround& placed : around) {
    const policy::RulePack& rules = *placed.pack.rules;
    for (size_t i = 0; i < CountOf(rules, place.type); ++i) {
      const policy::RuleRef other{.pack = &placed.pack, .place = {.type = place.type, .index = i}};
      if (!(is_superseded(placed) && HaveOneId(rule, other)) && !TakesThePlace(rule, other)) {
        continue;
      }
      replaced.push_back(
          {.source = SourceOf(publication, placed, other.place), .asks = Asks(rules, other.place)});
    }
  }
  return replaced;
}

std::vector<absl::CivilDay> PastDays(const policy::RulePack& rules, const policy::RulePlace& place,
                                     absl::CivilDay day) {
  return VisitRule(rules, place, [day](const auto& rule) { return DaysOver(rule, day); });
}

}  // namespace xinqiao::registry
