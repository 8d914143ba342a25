#include "services/registry/app/organizations.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
absl::StatusOr<Answer> Organizations::CreateOrganization(const Call& call, NewOrganization draft) {
  const Write write = NewWrite(std::move(draft.request_id));
  const Organization organization = OrganizationOf(std::move(draft), deps_.ids.NewId(), write.time);
  return deps_.store.InsertOrganization(
      call, write, organization, [&](const PlacementFacts& facts) -> absl::StatusOr<Organization> {
        if (!facts.codes_in_use.empty()) return errors::CodeInUse(facts.codes_in_use.front().code);
        return Place(organization, facts.parent);
      });
}

absl::StatusOr<Answer> Organizations::SetManyYouth(const Call& call, ManyYouthDecision decision) {
  const Write write = NewWrite(std::move(decision.request_id));
  return deps_.store.SetManyYouth(call, write, decision.organization_id, decision.many_youth,
                                  BusinessDay(write.time));
}

absl::StatusOr<Answer> Organizations::CreateSecondaryLink(const Call& call,
                                                          NewSecondaryLink draft) {
  const Write write = NewWrite(std::move(draft.request_id));
  const SecondaryLink link{.link_id = deps_.ids.NewId(),
                           .organization_id = std::move(draft.organization_id),
                           .related_id = std::move(draft.related_id),
                           .type = draft.type,
                           .validity = {.first = draft.valid_from, .end = kOpenEnd}};
  return deps_.store.InsertSecondaryLink(call, write, link, [&](const SecondaryLinkFacts& facts) {
    return CheckSecondaryLink(link, facts);
  });
}

absl::StatusOr<Answer> Organizations::EndSecondaryLink(const Call& call, LinkEnding ending) {
  const Write write = NewWrite(std::move(ending.request_id));
  return deps_.store.EndSecondaryLink(call, write, ending.key, [&](SecondaryLink link) {
    return End(std::move(link), ending.valid_to);
  });
}

std::optional<Organization> Organizations::FindInMemory(const std::string& organization_id,
                                                        const View& view) const {
  if (view.min_position > 0 || view.known_at.has_value()) return std::nullopt;
  return deps_.tree.Find(organization_id, AsOf(view));
}

absl::StatusOr<Organization> Organizations::GetOrganization(const Call& call,
                                                            const std::string& organization_id,
                                                            const View& view) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(call, view));
  std::optional<Organization> found;
  if (view.known_at.has_value()) {
    ASSIGN_OR_RETURN(
        found,
        deps_.store.FindOrganizationKnownAt(
            call, {.organization_id = organization_id, .day = day, .known_at = *view.known_at}));
  } else {
    found = deps_.tree.Find(organization_id, day);
    // Who has just created it may ask before the feed brought it here.
    if (!found.has_value()) {
      ASSIGN_OR_RETURN(found, deps_.store.FindOrganization(call, organization_id, day));
    }
  }
  if (!found.has_value()) return errors::OrganizationNotFound();
  return *std::move(found);
}

absl::StatusOr<std::vector<Organization>> Organizations::BatchGetOrganizations(
    const Call& call, const std::vector<std::string>& ids, const View& view) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(call, view));
  return deps_.tree.FindAll(ids, day);
}

absl::StatusOr<Organization> Organizations::LookupOrganization(const Call& call,
                                                               const OrganizationCode& code,
                                                               const View& view) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(call, view));
  std::optional<Organization> found = deps_.tree.FindByCode(code, day);
  if (!found.has_value()) return errors::OrganizationNotFound();
  return *std::move(found);
}

absl::StatusOr<Page<Organization>> Organizations::ListOrganizations(const Call& call,
                                                                    const std::string& parent_id,
                                                                    const View& view,
                                                                    const PageRequest& page,
                                                                    bool roots_only) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(call, view));
  return deps_.tree.ListOrganizations(parent_id, day, page, roots_only);
}

absl::StatusOr<Page<OrganizationVersion>> Organizations::ListOrganizationVersions(
    const Call& call, const std::string& organization_id, int64_t min_position,
    const PageRequest& page) {
  RETURN_IF_ERROR(DayOf(call, {.min_position = min_position}).status());
  return deps_.tree.ListVersions(organization_id, page);
}

absl::StatusOr<std::vector<Organization>> Organizations::ListAncestors(
    const Call& call, const std::string& organization_id, const View& view) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(call, view));
  if (!view.known_at.has_value()) return deps_.tree.ListAncestors(organization_id, day);
  const KnownAtQuery query{
      .organization_id = organization_id, .day = day, .known_at = *view.known_at};
  ASSIGN_OR_RETURN(const std::optional<Organization> found,
                   deps_.store.FindOrganizationKnownAt(call, query));
  if (!found.has_value()) return errors::OrganizationNotFound();
  return deps_.store.ListAncestorsKnownAt(call, query);
}

absl::StatusOr<Page<Organization>> Organizations::ListDescendants(const Call& call,
                                                                  DescendantsQuery query,
                                                                  const View& view) {
  ASSIGN_OR_RETURN(query.day, DayOf(call, view));
  if (!view.known_at.has_value()) return deps_.tree.ListDescendants(query);
  const KnownAtQuery known{
      .organization_id = query.organization_id, .day = query.day, .known_at = *view.known_at};
  ASSIGN_OR_RETURN(const std::optional<Organization> found,
                   deps_.store.FindOrganizationKnownAt(call, known));
  if (!found.has_value()) return errors::OrganizationNotFound();
  Page<Organization> page;
  ASSIGN_OR_RETURN(page.items, deps_.store.ListDescendantsKnownAt(call, query, *view.known_at));
  if (page.items.size() > static_cast<size_t>(query.page.size)) {
    page.items.pop_back();
    page.next_cursor = page.items.back().identity.organization_id;
  }
  return page;
}

absl::StatusOr<Page<Organization>> Organizations::SearchOrganizations(const Call& call,
                                                                      SearchQuery query,
                                                                      const View& view) {
  ASSIGN_OR_RETURN(query.day, DayOf(call, view));
  return deps_.tree.Search(query);
}

absl::StatusOr<Page<SecondaryLink>> Organizations::ListSecondaryLinks(
    const Call& call, const std::string& organization_id, const PageRequest& page) {
  ASSIGN_OR_RETURN(std::vector<SecondaryLink> found,
                   deps_.store.ListSecondaryLinks(call, organization_id, RangeOf(page)));
  return PageOf(page, std::move(found), &SecondaryLink::link_id);
}

absl::StatusOr<absl::CivilDay> Organizations::DayOf(const Call& call, const View& view) const {
  if (view.min_position > 0 && !deps_.wait_for_position(view.min_position, call.deadline)) {
    return errors::NotCaughtUp();
  }
  return AsOf(view);
}

absl::CivilDay Organizations::AsOf(const View& view) const {
  return view.as_of.has_value() ? *view.as_of : BusinessDay(deps_.clock.Now());
}

Write Organizations::NewWrite(std::string request_id) const {
  return {.request_id = std::move(request_id),
          .change_id = deps_.ids.NewId(),
          .time = deps_.clock.Now()};
}

}  // namespace xinqiao::registry
