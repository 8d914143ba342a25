#include "libs/policy/duty.h"

#include <algorithm>

namespace xinqiao::policy {

Period WindowContaining(const Duty& duty, absl::CivilDay day) {
  return duty.period.has_value() ? PeriodContaining(*duty.period, day) : duty.effective;
}

std::vector<Period> WindowsWithin(const Duty& duty, const Period& span) {
  const Period in_force = Intersect(duty.effective, span);
  std::vector<Period> windows;
  if (Days(in_force) == 0) return windows;
  if (!duty.period.has_value()) return {duty.effective};
  for (absl::CivilDay day = in_force.first; day < in_force.end; day = windows.back().end) {
    windows.push_back(PeriodContaining(*duty.period, day));
  }
  return windows;
}

Requirement Required(const Duty& duty, const Period& window, const Period& post) {
  const int64_t days_in_window = Days(window);
  const int64_t days_in_force = Days(Intersect(Intersect(window, duty.effective), post));
  return {
      .required = days_in_window == 0 ? 0 : duty.required_count * days_in_force / days_in_window,
      .days_in_force = days_in_force,
      .days_in_window = days_in_window,
      .prorated = days_in_force < days_in_window,
  };
}

Verdict Judge(const Duty& duty, const Period& window, const Period& post, const AsOf& as_of,
              const Credit& credit) {
  if (std::find(duty.kind_ids.begin(), duty.kind_ids.end(), credit.kind_id) ==
      duty.kind_ids.end()) {
    return Verdict::kOtherKind;
  }
  if (!Contains(window, credit.day)) return Verdict::kOutsideWindow;
  if (!Contains(duty.effective, credit.day)) return Verdict::kDutyNotInForce;
  if (!Contains(post, credit.day)) return Verdict::kPostNotInOffice;
  if (credit.day > as_of.day) return Verdict::kAfterAsOf;
  return Verdict::kCounted;
}

Progress Measure(const Duty& duty, const Period& window, const Period& post, const AsOf& as_of,
                 absl::Span<const Credit> credits) {
  const Period in_force = Intersect(Intersect(window, duty.effective), post);
  Progress progress{
      .window = window,
      .requirement = Required(duty, window, post),
      .kinds = {},
      .due_day = Days(in_force) == 0 ? in_force.first : in_force.end - 1,
  };
  for (const std::string& kind_id : duty.kind_ids) {
    progress.kinds.push_back({.kind_id = kind_id, .count = 0});
  }
  for (const Credit& credit : credits) {
    if (Judge(duty, window, post, as_of, credit) != Verdict::kCounted) continue;
    ++progress.counted;
    for (KindCount& kind : progress.kinds) {
      if (kind.kind_id == credit.kind_id) ++kind.count;
    }
  }
  progress.kinds_covered = std::count_if(progress.kinds.begin(), progress.kinds.end(),
                                         [](const KindCount& kind) { return kind.count > 0; });

  // What is offered is not asked for, neither in number nor in kinds.
  if (duty.voluntary) progress.requirement.required = 0;
  progress.missing = std::max<int64_t>(0, progress.requirement.required - progress.counted);
  if (!duty.voluntary && duty.kind_coverage == KindCoverage::kRequired &&
      !progress.requirement.prorated) {
    const int64_t uncovered = static_cast<int64_t>(progress.kinds.size()) - progress.kinds_covered;
    progress.missing = std::max(progress.missing, uncovered);
  }

  const bool over =
      as_of.day > progress.due_day || (as_of.day == progress.due_day && as_of.day_is_over);
  progress.state = progress.missing == 0 ? DutyState::kMet
                   : over                ? DutyState::kShort
                                         : DutyState::kRunning;
  return progress;
}

}  // namespace xinqiao::policy
