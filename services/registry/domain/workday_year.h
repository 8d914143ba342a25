// The working days of a year, and when one may be published.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKDAY_YEAR_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKDAY_YEAR_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/calendar/workdays.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::registry {

// One version of a year. Never changes.
struct WorkdayYear {
  int year = 0;
  std::vector<absl::CivilDay> holidays;
  std::vector<absl::CivilDay> make_up_days;
  std::optional<policy::DocumentReference> legal_basis;
  bool provisional = false;  // Not announced yet.
  int version = 0;           // 1, 2, 3, ...; 0 before it is stored.
  absl::Time publish_time;

  friend bool operator==(const WorkdayYear&, const WorkdayYear&) = default;
};

// OK if `year` may be published, else INVALID_FIELDS with every violation: a day
// outside the year, not ascending, or in both lists; a make-up day that is no
// Saturday or Sunday; neither a document nor provisional. Of a list of more than
// 366 days only that.
absl::Status CheckWorkdayYear(const WorkdayYear& year);

// All of `years` as one calendar, for whoever counts working days.
WorkdayCalendar CalendarOf(absl::Span<const WorkdayYear> years);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKDAY_YEAR_H_
