// Packs where they are published: what the guard and the resolution look at.

#ifndef XINQIAO_LIBS_POLICY_PLACED_PACK_H_
#define XINQIAO_LIBS_POLICY_PLACED_PACK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "libs/calendar/period.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::policy {

// A pack of one organization. What it points to outlives it.
struct PlacedPack {
  std::string rule_pack_id;
  std::string organization_id;
  int step = 0;  // Of its organization on the way down: 0 for the root.
  const RulePack* rules = nullptr;
  Period in_force;  // Every rule is in force on these days only.
};

// The lists of a pack.
enum class RuleType {
  kDuty,
  kContactQuota,
  kCadence,
  kDeadline,
  kScheduleItem,
  kReport,
  kTaskEmphasis,
  kPointRule,
  kAssessmentTable,
  kEvaluation,
  kCeiling,
  kWishLimit,
  kWishCategory,
  kBookClosing,
  kSwitch,
  kAssumption,
};

// A rule by its place: rules->duties[2].
struct RulePlace {
  RuleType type = RuleType::kDuty;
  size_t index = 0;

  friend bool operator==(const RulePlace&, const RulePlace&) = default;
};

// A rule of some pack.
struct RuleRef {
  const PlacedPack* pack = nullptr;
  RulePlace place;

  friend bool operator==(const RuleRef&, const RuleRef&) = default;
};

// "duties[2]", as problems name it.
std::string FieldOf(const RulePlace& place);

// The days on which a rule is in force: its own, within those of its pack.
Period InForce(const RuleRef& rule);

// Whether a rule is offered only.
bool IsVoluntary(const RuleRef& rule);

// What a rule is about. Rules of several packs with the same subject matter say
// the same thing: those of one type with the same id; quotas with the same
// object; cadences with the same metric; switches with the same kind.
struct SubjectMatter {
  RuleType type = RuleType::kDuty;
  int value = 0;         // An object, a metric or a kind of switch.
  absl::string_view id;  // Of every other rule.

  friend bool operator==(const SubjectMatter&, const SubjectMatter&) = default;

  template <typename H>
  friend H AbslHashValue(H hash, const SubjectMatter& matter) {
    return H::combine(std::move(hash), matter.type, matter.value, matter.id);
  }
};

SubjectMatter SubjectMatterOf(const RuleRef& rule);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_PLACED_PACK_H_
