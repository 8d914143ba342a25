// Rules that ask for acts, as the guard compares how often. Pure.

#ifndef XINQIAO_LIBS_POLICY_ACTS_H_
#define XINQIAO_LIBS_POLICY_ACTS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "libs/calendar/period.h"
#include "libs/policy/guarded_rule.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_classes.h"

namespace xinqiao::policy {

// A duty or a cadence that asks for a number of acts.
struct Act {
  RuleRef rule;
  Rank rank{};
  bool checked = false;     // Of the checked pack; of one above otherwise.
  int organization = 0;     // From 0.
  std::vector<int> topics;  // Acts with a topic in common are compared: kinds, or a metric.
  std::vector<int> kinds;
  int place = 0;                     // Of rules with one place in an organization one is in force.
  int64_t count = 0;                 // In each window.
  std::optional<PeriodKind> period;  // Nothing: once, in the whole interval.
  int64_t rate = 0;                  // See YearlyRate().
  int64_t count_in_force = 0;        // Of the whole interval, in proportion to the days in force.
  Bound bound;
};

enum class ActFamily { kDutiesOfPosts, kDutiesOfOrganizations, kCadences };

// The rules of a family that set a number, in groups that have no topic in
// common: first those of the checked pack, then those above by rank. Those above
// that are in force on no day of the checked pack are left out unless they are
// for their whole interval, and so are groups in which only `pack` or only others
// have a part.
std::vector<std::vector<Act>> ActsOf(const PlacedPack& pack, absl::Span<const PlacedPack> above,
                                     ActFamily family);

// Whether the same acts meet both, which are of one organization: duties of a
// pack that say so in may_also_count and share a kind on some day, cadences that
// do, and rules of two packs of which one takes the place of the other.
bool AreJoined(const Act& a, const Act& b);

// Whether `later` takes the place of `act` where both are in force; see RulesOf().
// Nothing takes the place of a rule of the checked pack: it asks as well.
bool TakesPlaceOf(const Act& later, const Act& act);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_ACTS_H_
