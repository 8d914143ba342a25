#include <cstddef>
#include <cstdint>

#include "libs/policy/checker.h"

namespace xinqiao::policy {
namespace {

constexpr int64_t kMilliPointsMax = 1'000'000;
constexpr int64_t kMultiplierPercentMax = 1000;
constexpr int kItemDepthMax = 2;

// Each later step begins after the one before and is worth less.
void CheckSteps(Checker& checker, const std::string& path,
                const std::vector<DiminishingStep>& steps) {
  for (size_t i = 0; i < steps.size(); ++i) {
    const std::string step = absl::StrCat(path, "[", i, "]");
    if (steps[i].after_count < 1) checker.Wrong(step + ".after_count", "must be 1 or more");
    checker.Between(step + ".percent", steps[i].percent, 0, 99);
    if (i == 0) continue;
    if (steps[i].after_count <= steps[i - 1].after_count) {
      checker.Wrong(step + ".after_count", "must be more than in the step before");
    }
    if (steps[i].percent >= steps[i - 1].percent) {
      checker.Wrong(step + ".percent", "must be less than in the step before");
    }
  }
}

void CheckPointRules(Checker& checker) {
  Checker::Seen seen;
  ForEach(
      "point_rules", checker.pack().point_rules,
      [&](const std::string& path, const PointRule& rule) {
        checker.Head(path, "point_rule_id", rule.point_rule_id, rule, seen);
        if (rule.event == PointEvent::kActivity) {
          checker.AtLeastOneKind(path + ".kind_ids", rule.kind_ids);
        } else if (!rule.kind_ids.empty()) {
          checker.Wrong(path + ".kind_ids", "only activities have kinds");
        }
        checker.Between(path + ".milli_points", rule.milli_points, 1, kMilliPointsMax);
        if (rule.cap_milli_points != 0 && rule.cap_milli_points < rule.milli_points) {
          checker.Wrong(path + ".cap_milli_points", "must be 0 for none, or milli_points or more");
        }
        CheckSteps(checker, path + ".steps", rule.steps);
        ForEach(path + ".multipliers", rule.multipliers,
                [&](const std::string& place, const Multiplier& multiplier) {
                  checker.Posts(place + ".subject", multiplier.subject);
                  checker.Between(place + ".percent", multiplier.percent, 1, kMultiplierPercentMax);
                });
        checker.Effective(path + ".effective", rule.effective);
        const bool has_window = rule.cap_milli_points > 0 || !rule.steps.empty();
        if (!rule.period.has_value() && has_window)
          checker.Ends(path + ".effective", rule.effective);
      });
}

// `field` is that of the list, whose weights have to add up to `want`.
void CheckItems(Checker& checker, const std::string& field,
                const std::vector<AssessmentItem>& items, int64_t want, int depth,
                Checker::Seen& seen) {
  if (depth > kItemDepthMax) {
    checker.Wrong(field, absl::StrCat("items go ", kItemDepthMax, " levels deep, no deeper"));
    return;
  }
  int64_t sum = 0;
  ForEach(field, items, [&](const std::string& path, const AssessmentItem& item) {
    checker.Head(path, "assessment_item_id", item.assessment_item_id, item, seen);
    if (item.weight < 1) checker.Wrong(path + ".weight", "must be 1 or more");
    sum += item.weight;
    if (item.items.empty() && !item.measure.has_value()) {
      checker.Wrong(path + ".measure", "an item without items of its own needs a measure");
    }
    Checker::Seen rules;
    ForEach(path + ".rule_ids", item.rule_ids, [&](absl::string_view place, const std::string& id) {
      if (!checker.HasDuty(id) && !checker.HasScheduleItem(id)) {
        checker.Wrong(place, absl::StrCat("'", id,
                                          "' is neither a duty nor a row of the schedule "
                                          "of this pack"));
      } else if (!rules.insert(id).second) {
        checker.Wrong(place, absl::StrCat("'", id, "' occurs twice"));
      }
    });
    if (!item.assumption_id.empty() && !checker.HasAssumption(item.assumption_id)) {
      checker.Wrong(path + ".assumption_id",
                    absl::StrCat("'", item.assumption_id, "' is not an assumption of this pack"));
    }
    if (!item.items.empty()) {
      CheckItems(checker, path + ".items", item.items, item.weight, depth + 1, seen);
    }
  });
  if (sum != want) {
    checker.Wrong(field, absl::StrCat("items add up to ", sum, ", want ", want));
  }
}

void CheckAssessmentTables(Checker& checker) {
  Checker::Seen seen;
  ForEach("assessment_tables", checker.pack().assessment_tables,
          [&](const std::string& path, const AssessmentTable& table) {
            checker.Head(path, "assessment_table_id", table.assessment_table_id, table, seen);
            checker.Organizations(path + ".subject", table.subject);
            if (table.total < 1) checker.Wrong(path + ".total", "must be 1 or more");
            Checker::Seen items;
            CheckItems(checker, path + ".items", table.items, table.total, 1, items);
            checker.Effective(path + ".effective", table.effective);
          });
}

}  // namespace

void CheckPoints(Checker& checker) {
  CheckPointRules(checker);
  CheckAssessmentTables(checker);
}

}  // namespace xinqiao::policy
