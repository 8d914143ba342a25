// Points and assessment tables, as values; see xinqiao/policy/v1/points.proto.

#ifndef XINQIAO_LIBS_POLICY_POINTS_H_
#define XINQIAO_LIBS_POLICY_POINTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/calendar/period.h"
#include "libs/policy/subject.h"

namespace xinqiao::policy {

enum class PointEvent { kActivity, kQuestionReplied, kWishReplied, kWishConfirmed };

enum class AssessmentMeasure {
  kLeadingBodyDuties,
  kCadreDuties,
  kWorkingGroups,
  kCampaign,
  kAssessmentSystem,
  kCadres,
  kContactedYouths,
  kContactActivities,
  kMobileUse,
  kEducationPractice,
};

struct DiminishingStep {
  int64_t after_count = 0;
  int64_t percent = 0;

  friend bool operator==(const DiminishingStep&, const DiminishingStep&) = default;
};

struct Multiplier {
  Subject subject;  // Posts.
  int64_t percent = 100;

  friend bool operator==(const Multiplier&, const Multiplier&) = default;
};

struct PointRule {
  std::string point_rule_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  std::string text;
  PointEvent event = PointEvent::kActivity;
  std::vector<std::string> kind_ids;
  int64_t milli_points = 0;
  std::optional<PeriodKind> period;  // Nothing: one window, the effective interval.
  int64_t cap_milli_points = 0;      // 0: no cap.
  std::vector<DiminishingStep> steps;
  std::vector<Multiplier> multipliers;
  Period effective;

  friend bool operator==(const PointRule&, const PointRule&) = default;
};

struct AssessmentItem {
  std::string assessment_item_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  int64_t weight = 0;
  std::optional<AssessmentMeasure> measure;
  std::vector<std::string> rule_ids;
  std::vector<AssessmentItem> items;
  std::string assumption_id;

  friend bool operator==(const AssessmentItem&, const AssessmentItem&) = default;
};

struct AssessmentTable {
  std::string assessment_table_id;
  std::string title;
  std::vector<std::string> requirement_ids;
  Subject subject;  // Organizations.
  int64_t total = 0;
  std::vector<AssessmentItem> items;
  std::vector<std::string> bases;
  Period effective;

  friend bool operator==(const AssessmentTable&, const AssessmentTable&) = default;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_POINTS_H_
