// Duties and how far they are met. Pure: facts in, numbers out.

#ifndef XINQIAO_LIBS_POLICY_DUTY_H_
#define XINQIAO_LIBS_POLICY_DUTY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/calendar/period.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::policy {

// The window of `duty` that contains `day`: a calendar period, or the whole
// effective interval, which then may not contain `day`.
Period WindowContaining(const Duty& duty, absl::CivilDay day);

// The windows of `duty` that share a day with `span`, in order. None where the
// duty is not in force. `span` has an end.
std::vector<Period> WindowsWithin(const Duty& duty, const Period& span);

// What a duty asks of one post in one window.
struct Requirement {
  int64_t required = 0;
  int64_t days_in_force = 0;
  int64_t days_in_window = 0;
  bool prorated = false;  // The window is only partly in force.

  friend bool operator==(const Requirement&, const Requirement&) = default;
};

// floor(count x days in force / days of the window); in force are the days of
// the window on which both the duty and the post are.
Requirement Required(const Duty& duty, const Period& window, const Period& post);

// One activity credited to the post.
struct Credit {
  absl::CivilDay day;
  std::string kind_id;
};

// Why an activity counts in a window of a duty, or why not. The first reason
// that applies, in this order.
enum class Verdict {
  kCounted,
  kOtherKind,        // Not a kind of this duty.
  kOutsideWindow,    // On a day of another window.
  kDutyNotInForce,   // Before the duty began or after it ended.
  kPostNotInOffice,  // Before the post began or after it ended.
  kAfterAsOf,        // Later than the day asked about.
};

// The day a figure is asked for; facts of later days are left out.
struct AsOf {
  absl::CivilDay day;
  // False while the day still runs: what is due on it is not late yet.
  bool day_is_over = true;
};

Verdict Judge(const Duty& duty, const Period& window, const Period& post, const AsOf& as_of,
              const Credit& credit);

enum class DutyState {
  kMet,
  kShort,    // The last day in force is over and something is missing.
  kRunning,  // Something is missing and there is time until the due day.
};

struct KindCount {
  std::string kind_id;
  int64_t count = 0;

  friend bool operator==(const KindCount&, const KindCount&) = default;
};

// How one post meets one duty in one window.
struct Progress {
  Period window;
  Requirement requirement;
  int64_t counted = 0;
  int64_t missing = 0;
  std::vector<KindCount> kinds;  // Every kind of the duty, in its order.
  int64_t kinds_covered = 0;     // Of these, how many occurred.
  DutyState state = DutyState::kMet;
  absl::CivilDay due_day;  // The last day of the window on which the post is bound by the duty.

  friend bool operator==(const Progress&, const Progress&) = default;
};

// Measures `duty` for a post that is in office during `post`. Where each kind
// has to occur, a kind that did not is missing too, but only in a full window:
// part of a window may not have room for all of them. A voluntary duty requires
// nothing.
Progress Measure(const Duty& duty, const Period& window, const Period& post, const AsOf& as_of,
                 absl::Span<const Credit> credits);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_DUTY_H_
