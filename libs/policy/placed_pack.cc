#include "libs/policy/placed_pack.h"

#include "absl/strings/str_cat.h"

namespace xinqiao::policy {
namespace {

absl::string_view ListOf(RuleType type) {
  switch (type) {
    case RuleType::kDuty:
      return "duties";
    case RuleType::kContactQuota:
      return "contact_quotas";
    case RuleType::kCadence:
      return "cadences";
    case RuleType::kDeadline:
      return "deadlines";
    case RuleType::kScheduleItem:
      return "schedule_items";
    case RuleType::kReport:
      return "reports";
    case RuleType::kTaskEmphasis:
      return "task_emphases";
    case RuleType::kPointRule:
      return "point_rules";
    case RuleType::kAssessmentTable:
      return "assessment_tables";
    case RuleType::kEvaluation:
      return "evaluations";
    case RuleType::kCeiling:
      return "ceilings";
    case RuleType::kWishLimit:
      return "wish_limits";
    case RuleType::kWishCategory:
      return "wish_categories";
    case RuleType::kBookClosing:
      return "book_closings";
    case RuleType::kSwitch:
      return "switches";
    case RuleType::kAssumption:
      return "assumptions";
  }
  return "";
}

}  // namespace

std::string FieldOf(const RulePlace& place) {
  return absl::StrCat(ListOf(place.type), "[", place.index, "]");
}

Period InForce(const RuleRef& rule) {
  const RulePack& rules = *rule.pack->rules;
  const Period& days = rule.pack->in_force;
  const size_t i = rule.place.index;
  switch (rule.place.type) {
    case RuleType::kDuty:
      return Intersect(rules.duties[i].effective, days);
    case RuleType::kContactQuota:
      return Intersect(rules.contact_quotas[i].effective, days);
    case RuleType::kCadence:
      return Intersect(rules.cadences[i].effective, days);
    case RuleType::kScheduleItem:
      return Intersect(rules.schedule_items[i].window, days);
    case RuleType::kPointRule:
      return Intersect(rules.point_rules[i].effective, days);
    case RuleType::kAssessmentTable:
      return Intersect(rules.assessment_tables[i].effective, days);
    case RuleType::kCeiling:
      return Intersect(rules.ceilings[i].effective, days);
    case RuleType::kWishLimit:
      return Intersect(rules.wish_limits[i].effective, days);
    case RuleType::kBookClosing:
      return Intersect(rules.book_closings[i].effective, days);
    case RuleType::kDeadline:
    case RuleType::kReport:
    case RuleType::kTaskEmphasis:
    case RuleType::kEvaluation:
    case RuleType::kWishCategory:
    case RuleType::kSwitch:
    case RuleType::kAssumption:
      break;
  }
  return days;
}

bool IsVoluntary(const RuleRef& rule) {
  const RulePack& rules = *rule.pack->rules;
  switch (rule.place.type) {
    case RuleType::kDuty:
      return rules.duties[rule.place.index].voluntary;
    case RuleType::kContactQuota:
      return rules.contact_quotas[rule.place.index].voluntary;
    case RuleType::kCadence:
      return rules.cadences[rule.place.index].voluntary;
    default:
      return false;
  }
}

SubjectMatter SubjectMatterOf(const RuleRef& rule) {
  const RulePack& rules = *rule.pack->rules;
  const RuleType type = rule.place.type;
  const size_t i = rule.place.index;
  const auto by_id = [&](absl::string_view id) { return SubjectMatter{.type = type, .id = id}; };
  const auto by_value = [&](auto value) {
    return SubjectMatter{.type = type, .value = static_cast<int>(value), .id = ""};
  };
  switch (type) {
    case RuleType::kDuty:
      return by_id(rules.duties[i].duty_id);
    case RuleType::kContactQuota:
      return by_value(rules.contact_quotas[i].object);
    case RuleType::kCadence:
      return by_value(rules.cadences[i].metric);
    case RuleType::kDeadline:
      return by_id(rules.deadlines[i].deadline_id);
    case RuleType::kScheduleItem:
      return by_id(rules.schedule_items[i].schedule_item_id);
    case RuleType::kReport:
      return by_id(rules.reports[i].report_id);
    case RuleType::kTaskEmphasis:
      return by_id(rules.task_emphases[i].task_emphasis_id);
    case RuleType::kPointRule:
      return by_id(rules.point_rules[i].point_rule_id);
    case RuleType::kAssessmentTable:
      return by_id(rules.assessment_tables[i].assessment_table_id);
    case RuleType::kEvaluation:
      return by_id(rules.evaluations[i].evaluation_id);
    case RuleType::kCeiling:
      return by_id(rules.ceilings[i].ceiling_id);
    case RuleType::kWishLimit:
      return by_id(rules.wish_limits[i].wish_limit_id);
    case RuleType::kWishCategory:
      return by_id(rules.wish_categories[i].wish_category_id);
    case RuleType::kBookClosing:
      return by_id(rules.book_closings[i].book_closing_id);
    case RuleType::kSwitch:
      return by_value(rules.switches[i].kind);
    case RuleType::kAssumption:
      return by_id(rules.assumptions[i].assumption_id);
  }
  return {};
}

}  // namespace xinqiao::policy
