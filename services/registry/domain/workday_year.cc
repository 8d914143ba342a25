#include "services/registry/domain/workday_year.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

using Days = std::vector<absl::CivilDay>;
using Violations = std::vector<FieldViolation>;

constexpr size_t kDaysMax = 366;

void CheckDays(const std::string& list, const Days& days, int year, Violations& violations) {
  for (size_t i = 0; i < days.size(); ++i) {
    const std::string field = absl::StrCat("workday_year.", list, "[", i, "]");
    if (days[i].year() != year) {
      violations.push_back({field, absl::StrCat("is not a day of ", year)});
    }
    if (i > 0 && days[i] <= days[i - 1]) {
      violations.push_back({field, "is not later than the one before"});
    }
  }
}

bool IsWeekend(absl::CivilDay day) { return absl::GetWeekday(day) >= absl::Weekday::saturday; }

}  // namespace

absl::Status CheckWorkdayYear(const WorkdayYear& year) {
  Violations violations;
  for (const auto& [list, days] :
       {std::pair("holidays", &year.holidays), std::pair("make_up_days", &year.make_up_days)}) {
    if (days->size() > kDaysMax) {
      violations.push_back({absl::StrCat("workday_year.", list), "has more days than any year"});
    }
  }
  // Nobody wants to hear of each of them, nor to wait while they are compared.
  if (!violations.empty()) return errors::WrongFields(violations);
  CheckDays("holidays", year.holidays, year.year, violations);
  CheckDays("make_up_days", year.make_up_days, year.year, violations);
  for (size_t i = 0; i < year.make_up_days.size(); ++i) {
    const absl::CivilDay day = year.make_up_days[i];
    const std::string field = absl::StrCat("workday_year.make_up_days[", i, "]");
    if (!IsWeekend(day)) violations.push_back({field, "is no Saturday or Sunday"});
    if (std::find(year.holidays.begin(), year.holidays.end(), day) != year.holidays.end()) {
      violations.push_back({field, "is a holiday, too"});
    }
  }
  if (!year.provisional && !year.legal_basis.has_value()) {
    violations.push_back({"workday_year.legal_basis",
                          "is required: the document that set the days; or say provisional"});
  }
  if (year.legal_basis.has_value() &&
      (year.legal_basis->issuer.empty() || year.legal_basis->number.empty() ||
       !year.legal_basis->issue_day.has_value())) {
    violations.push_back(
        {"workday_year.legal_basis", "has to name the issuer, number and day of the document"});
  }
  return violations.empty() ? absl::OkStatus() : errors::WrongFields(violations);
}

WorkdayCalendar CalendarOf(absl::Span<const WorkdayYear> years) {
  Days holidays;
  Days make_up_days;
  for (const WorkdayYear& year : years) {
    holidays.insert(holidays.end(), year.holidays.begin(), year.holidays.end());
    make_up_days.insert(make_up_days.end(), year.make_up_days.begin(), year.make_up_days.end());
  }
  return {std::move(holidays), std::move(make_up_days)};
}

}  // namespace xinqiao::registry
