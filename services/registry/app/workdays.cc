#include "services/registry/app/workdays.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::StatusOr<Answer> Workdays::PublishWorkdayYear(const Call& call, const std::string& request_id,
                                                    WorkdayYear year) {
  RETURN_IF_ERROR(CheckWorkdayYear(year));
  const Write write{
      .request_id = request_id, .change_id = deps_.ids.NewId(), .time = deps_.clock.Now()};
  year.publish_time = write.time;
  return deps_.store.InsertWorkdayYear(call, write, year);
}

absl::StatusOr<WorkdayYear> Workdays::GetWorkdayYear(const Call& call, int year) {
  ASSIGN_OR_RETURN(std::vector<WorkdayYear> found, deps_.store.ListWorkdayYears(call, year - 1, 1));
  if (found.empty() || found.front().year != year) return errors::WorkdayYearNotFound(year);
  return std::move(found.front());
}

absl::StatusOr<Page<WorkdayYear>> Workdays::ListWorkdayYears(const Call& call,
                                                             const PageRequest& page) {
  int after = 0;
  if (!page.cursor.empty() && !absl::SimpleAtoi(page.cursor, &after)) after = 0;
  Page<WorkdayYear> result;
  ASSIGN_OR_RETURN(result.items, deps_.store.ListWorkdayYears(call, after, page.size + 1));
  const auto size = static_cast<size_t>(page.size);
  if (result.items.size() > size) {
    result.items.resize(size);
    result.next_cursor = absl::StrCat(result.items.back().year);
  }
  return result;
}

}  // namespace xinqiao::registry
