#include "services/registry/app/coverages.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"

namespace xinqiao::registry {

absl::StatusOr<Answer> Coverages::SetExpectation(const Call& call, Saying saying) {
  return deps_.store.SetExpectation(call, NewWrite(std::move(saying.request_id)),
                                    saying.organization_id, saying.expectation);
}

absl::StatusOr<std::vector<Expectation>> Coverages::ListExpectations(
    const Call& call, const std::string& organization_id) {
  return deps_.store.ListExpectations(call, organization_id);
}

absl::StatusOr<Answer> Coverages::ConfirmOrganization(const Call& call, Confirmation confirmation) {
  return deps_.store.ConfirmOrganization(call, NewWrite(std::move(confirmation.request_id)),
                                         confirmation.organization_id);
}

absl::StatusOr<Coverages::Report> Coverages::GetCoverage(const Call& call, const Query& query) {
  const absl::CivilDay day = query.as_of.value_or(BusinessDay(deps_.clock.Now()));
  ASSIGN_OR_RETURN(Coverage coverage,
                   deps_.store.GetCoverage(call, {.scope_id = query.scope_id,
                                                  .day = day,
                                                  .stale_before = absl::FromCivil(
                                                      day - query.stale_days, BusinessZone())}));
  return Report{.day = day, .coverage = std::move(coverage)};
}

Write Coverages::NewWrite(std::string request_id) {
  return {.request_id = std::move(request_id),
          .change_id = deps_.ids.NewId(),
          .time = deps_.clock.Now()};
}

}  // namespace xinqiao::registry
