// The scene of the contracts of posts, working groups and guidance.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POST_STORES_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POST_STORES_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/registry/app/guidance_store.h"
#include "services/registry/app/post_store.h"
#include "services/registry/app/working_group_store.h"
#include "services/registry/domain/organization.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {

// The stores of one implementation, on one empty memory or database.
class PostStores {
 public:
  virtual ~PostStores() = default;
  virtual PostStore& posts() = 0;
  virtual WorkingGroupStore& groups() = 0;
  virtual GuidanceStore& guidance() = 0;
  // Puts an organization on record, past every rule.
  virtual void Register(const OrganizationHistory& organization) = 0;
  // In the order of the writes.
  virtual std::vector<std::string> Events() = 0;
};

inline PostKey KeyOf(const Post& post) {
  return {.organization_id = post.organization_id, .post_id = post.post_id};
}

// It is 1 April 2017. Everything is registered under new ids.
class PostStoresTest
    : public ::testing::TestWithParam<std::function<std::unique_ptr<PostStores>()>> {
 protected:
  static Call CallOf(char digest = 'a') { return {.request_digest = std::string(32, digest)}; }

  Write NewWrite() {
    return {.request_id = ids_.NewId(), .change_id = ids_.NewId(), .time = kTime};
  }

  // Stands from 1 September 2015 on, and is closed from `closed_day` on.
  std::string NewOrganization(const std::string& parent_id = "",
                              absl::CivilDay closed_day = kOpenEnd) {
    OrganizationHistory history{
        .identity = {.organization_id = ids_.NewId(),
                     .kind = parent_id.empty() ? OrganizationKind::kBaseCommittee
                                               : OrganizationKind::kBranch,
                     .level = parent_id.empty() ? OrganizationLevel::kSchool
                                                : OrganizationLevel::kBranch,
                     .create_time = kTime},
        .versions = {{.validity = {.first = xinqiao::testing::Day("2015-09-01"), .end = closed_day},
                      .display_name = "团委",
                      .parent_id = parent_id}}};
    if (closed_day != kOpenEnd) {
      history.versions.push_back(history.versions[0]);
      history.versions[1].validity = {.first = closed_day, .end = kOpenEnd};
      history.versions[1].closed = true;
    }
    stores_->Register(history);
    return history.identity.organization_id;
  }

  Person NewPerson(const std::string& phone = "", const std::string& user_name = "") {
    return {.person_id = ids_.NewId(),
            .display_name = "张知斌",
            .phone = phone,
            .user_name = user_name,
            .create_time = kTime};
  }

  Post NewPost(const std::string& organization_id, const std::string& person_id) {
    return {.post_id = ids_.NewId(),
            .organization_id = organization_id,
            .person_id = person_id,
            .title = "团委书记",
            .appointment_type = AppointmentType::kSeconded,
            .leadership = true,
            .validity = {.first = xinqiao::testing::Day("2016-03-01"), .end = kOpenEnd},
            .create_time = kTime};
  }

  // Each inserts and returns its argument.
  Person Insert(Person person) {
    EXPECT_THAT(stores_->posts().InsertPerson(CallOf(), NewWrite(), person,
                                              [](const PersonFacts&) { return absl::OkStatus(); }),
                xinqiao::testing::IsOk());
    return person;
  }
  Post Insert(Post post) {
    EXPECT_THAT(
        stores_->posts().InsertPost(CallOf(), NewWrite(), post,
                                    [](const AppointmentFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return post;
  }
  // Somebody's post in the organization.
  Post InsertPostIn(const std::string& organization_id) {
    return Insert(NewPost(organization_id, Insert(NewPerson()).person_id));
  }

  static constexpr absl::Time kTime = absl::FromUnixMicros(1491008400000001);
  xinqiao::testing::FakeIds ids_;
  std::unique_ptr<PostStores> stores_ = GetParam()();
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_POST_STORES_H_
