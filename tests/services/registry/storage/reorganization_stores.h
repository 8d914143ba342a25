// The scene of the contracts of reorganizations.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_STORES_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_STORES_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/services/registry/storage/registry_stores.h"

namespace xinqiao::registry {

inline OrganizationHistory HistoryOf(const Organization& organization) {
  return {.identity = organization.identity, .versions = {organization.version}};
}

// Plans are made by hand here, to take effect on 1 January 2018.
class ReorganizationStoresTest : public RegistryStoresTest {
 protected:
  const absl::CivilDay kDay = xinqiao::testing::Day("2018-01-01");

  Reorganization NewReorganization(const std::string& content = "merge") {
    return {.reorganization_id = ids_.NewId(),
            .effective_day = kDay,
            .create_time = time_,
            .content = content};
  }

  // Its last version, from the day on with another state.
  OrganizationHistory Changed(OrganizationHistory history, OrganizationVersion next,
                              const Reorganization& by) {
    history.versions.back().validity.end = kDay;
    next.validity = {.first = kDay, .end = kOpenEnd};
    next.reorganization_id = by.reorganization_id;
    history.versions.push_back(std::move(next));
    return history;
  }
  OrganizationHistory Closed(const Organization& organization, const Organization& successor,
                             const Reorganization& by) {
    OrganizationVersion next = organization.version;
    next.parent_id = IdOf(successor);
    next.closed = true;
    return Changed(HistoryOf(organization), std::move(next), by);
  }
  OrganizationHistory Renamed(const OrganizationHistory& history, const Reorganization& by) {
    OrganizationVersion next = history.versions.back();
    next.display_name = "new name";
    return Changed(history, std::move(next), by);
  }

  absl::StatusOr<Answer> Apply(const Reorganization& record, const ReorganizationPlan& plan,
                               const std::vector<OrganizationChange>& changes) {
    return stores_->reorganizations().Apply(
        CallOf(), NewWrite(), changes, record.effective_day,
        [&](const ReorganizationFacts&) -> absl::StatusOr<ReorganizationWrite> {
          return ReorganizationWrite{.plan = plan, .record = record};
        });
  }

  // Closes `organization` into `successor`.
  Reorganization Close(const Organization& organization, const Organization& successor) {
    const Reorganization record = NewReorganization();
    EXPECT_THAT(
        Apply(record,
              {.changed = {{IdOf(organization), Closed(organization, successor, record)}},
               .closed_ids = {IdOf(organization)}},
              {CloseChange{.organization = IdOf(organization), .successor = IdOf(successor)}}),
        xinqiao::testing::IsOk());
    return record;
  }

  // What a cancellation of `record` is shown.
  struct Shown {
    Reorganization reorganization;
    KnownOrganizations before;
    KnownOrganizations left;
    KnownOrganizations now;
  };
  Shown ShownFor(const Reorganization& record) {
    Shown shown;
    EXPECT_EQ(
        stores_->reorganizations()
            .Cancel(CallOf(), NewWrite(), record.reorganization_id, "a mistake",
                    [&](const Reorganization& reorganization, const KnownOrganizations& before,
                        const KnownOrganizations& left,
                        const KnownOrganizations& now) -> absl::StatusOr<ReorganizationWrite> {
                      shown = {reorganization, before, left, now};
                      return absl::FailedPreconditionError("looked");
                    })
            .status(),
        absl::FailedPreconditionError("looked"));
    return shown;
  }

  // Takes it back, as it was before.
  absl::StatusOr<Answer> Cancel(const Reorganization& record, const Write& write) {
    return stores_->reorganizations().Cancel(
        CallOf(), write, record.reorganization_id, "a mistake",
        [&](Reorganization reorganization, const KnownOrganizations& before,
            const KnownOrganizations&,
            const KnownOrganizations&) -> absl::StatusOr<ReorganizationWrite> {
          reorganization.cancel_time = time_;
          return ReorganizationWrite{.plan = {.changed = before}, .record = reorganization};
        });
  }

  std::optional<Organization> FindOn(const Organization& organization, absl::CivilDay day) {
    return *stores_->organizations().FindOrganization(CallOf(), IdOf(organization), day);
  }
  std::string NameOn(const Organization& organization, absl::CivilDay day, absl::Time known_at) {
    return (*stores_->organizations().FindOrganizationKnownAt(
                CallOf(),
                {.organization_id = IdOf(organization), .day = day, .known_at = known_at}))
        ->version.display_name;
  }

  Period EndOf(const Post& post) {
    return (*stores_->posts().FindPost(
                CallOf(), {.organization_id = post.organization_id, .post_id = post.post_id}))
        ->validity;
  }
  Period EndOf(const SecondaryLink& link) {
    const std::vector<SecondaryLink> links =
        *stores_->organizations().ListSecondaryLinks(CallOf(), link.organization_id, {.limit = 10});
    for (const SecondaryLink& each : links) {
      if (each.link_id == link.link_id) return each.validity;
    }
    return {};
  }
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_STORES_H_
