// The scene of the contracts of organizations, reorganizations and policy.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORES_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORES_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/registry/app/guidance_store.h"
#include "services/registry/app/organization_store.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/app/post_store.h"
#include "services/registry/app/reorganization_store.h"
#include "services/registry/app/working_group_store.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/registry_encoders.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {

// The stores of one implementation, on one empty memory or database.
class RegistryStores {
 public:
  virtual ~RegistryStores() = default;
  virtual OrganizationStore& organizations() = 0;
  virtual ReorganizationStore& reorganizations() = 0;
  virtual PostStore& posts() = 0;
  virtual WorkingGroupStore& groups() = 0;
  virtual GuidanceStore& guidance() = 0;
  virtual PolicyStore& policies() = 0;
  // In the order of the writes.
  virtual std::vector<std::string> Events() = 0;
};

inline const std::string& IdOf(const Organization& organization) {
  return organization.identity.organization_id;
}

// It is 1 April 2017. Everything is registered under new ids.
class RegistryStoresTest
    : public ::testing::TestWithParam<std::function<std::unique_ptr<RegistryStores>()>> {
 protected:
  static Call CallOf(char digest = 'a') { return {.request_digest = std::string(32, digest)}; }

  Write NewWrite() {
    return {.request_id = ids_.NewId(), .change_id = ids_.NewId(), .time = time_};
  }

  // A school, or a college under one.
  Organization NewOrganization(const std::string& parent_id = "") {
    const std::string id = ids_.NewId();
    return {.identity = {.organization_id = id,
                         .kind = OrganizationKind::kBaseCommittee,
                         .level = parent_id.empty() ? OrganizationLevel::kSchool
                                                    : OrganizationLevel::kCollege,
                         .create_time = time_},
            .version = {.validity = {.first = xinqiao::testing::Day("2015-09-01"), .end = kOpenEnd},
                        .display_name = "organization of " + id,
                        .parent_id = parent_id}};
  }

  SecondaryLink NewLink(const Organization& organization, const Organization& related) {
    return {.link_id = ids_.NewId(),
            .organization_id = IdOf(organization),
            .related_id = IdOf(related),
            .type = SecondaryLinkType::kBusinessGuidance,
            .validity = {.first = xinqiao::testing::Day("2016-03-01"), .end = kOpenEnd}};
  }

  // Each inserts and returns its argument.
  Organization Insert(Organization organization) {
    EXPECT_THAT(stores_->organizations().InsertOrganization(
                    CallOf(), NewWrite(), organization,
                    [&](const PlacementFacts&) { return organization; }),
                xinqiao::testing::IsOk());
    return organization;
  }
  SecondaryLink Insert(SecondaryLink link) {
    EXPECT_THAT(
        stores_->organizations().InsertSecondaryLink(
            CallOf(), NewWrite(), link, [](const SecondaryLinkFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return link;
  }
  GuidanceLink Insert(GuidanceLink link) {
    EXPECT_THAT(
        stores_->guidance().InsertGuidanceLink(
            CallOf(), NewWrite(), link, [](const GuidanceFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return link;
  }
  WorkingGroup Insert(WorkingGroup group) {
    EXPECT_THAT(
        stores_->groups().InsertWorkingGroup(
            CallOf(), NewWrite(), group, [](const WorkingGroupFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return group;
  }
  // Somebody's post in the organization.
  Post InsertPostIn(const Organization& organization, Period validity) {
    const Person person{.person_id = ids_.NewId(), .display_name = "张知斌", .create_time = time_};
    EXPECT_THAT(stores_->posts().InsertPerson(CallOf(), NewWrite(), person,
                                              [](const PersonFacts&) { return absl::OkStatus(); }),
                xinqiao::testing::IsOk());
    const Post post{.post_id = ids_.NewId(),
                    .organization_id = IdOf(organization),
                    .person_id = person.person_id,
                    .title = "团委书记",
                    .administrator = true,
                    .validity = validity,
                    .create_time = time_};
    EXPECT_THAT(
        stores_->posts().InsertPost(CallOf(), NewWrite(), post,
                                    [](const AppointmentFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return post;
  }

  absl::Time time_ = absl::FromUnixMicros(1491008400000001);
  xinqiao::testing::FakeIds ids_;
  std::unique_ptr<RegistryStores> stores_ = GetParam()();
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REGISTRY_STORES_H_
