#include "services/registry/app/organizations.h"

#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::StatusOr<Answer> Organizations::CreateOrganization(const Call& call, NewOrganization draft) {
  const Write write{.request_id = std::move(draft.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  const Organization organization{
      .organization_id = deps_.ids.NewId(),
      .display_name = std::move(draft.display_name),
      .kind = draft.kind,
      .level = draft.level,
      .parent_id = std::move(draft.parent_id),
      .validity = {.first = draft.valid_from, .end = kOpenEnd},
      .ledger_root = draft.ledger_root || IsLedgerRootByDefault(draft.kind),
      .create_time = write.time,
  };
  return deps_.store.InsertOrganization(
      call, write, organization,
      [&](const std::optional<Organization>& parent) { return Place(organization, parent); });
}

absl::StatusOr<Organization> Organizations::GetOrganization(const Call& call,
                                                            const std::string& organization_id,
                                                            std::optional<absl::CivilDay> as_of) {
  const absl::CivilDay day = as_of.value_or(BusinessDay(deps_.clock.Now()));
  ASSIGN_OR_RETURN(std::optional<Organization> found,
                   deps_.store.FindOrganization(call, organization_id, day));
  if (!found.has_value()) return errors::OrganizationNotFound();
  return *std::move(found);
}

absl::StatusOr<Page<Organization>> Organizations::ListOrganizations(const Call& call,
                                                                    const Query& query) {
  const absl::CivilDay day = query.as_of.value_or(BusinessDay(deps_.clock.Now()));
  ASSIGN_OR_RETURN(
      std::vector<Organization> found,
      deps_.store.ListOrganizations(
          call, {.parent_id = query.parent_id, .day = day, .range = RangeOf(query.page)}));
  return PageOf(query.page, std::move(found), &Organization::organization_id);
}

}  // namespace xinqiao::registry
