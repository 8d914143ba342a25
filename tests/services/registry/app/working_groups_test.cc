#include "services/registry/app/working_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_working_group_store.h"
#include "tests/support/fakes/post_encoders.h"
#include "tests/support/fakes/registry_memory.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

const PostKey kLeader = {.organization_id = "city", .post_id = "leader"};
const PostKey kMember = {.organization_id = "county", .post_id = "member"};

// A city with the post of a leader, and a county with that of a member.
class WorkingGroupsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const PostKey& key : {kLeader, kMember}) {
      memory_.organizations[key.organization_id] = {
          .identity = {.organization_id = key.organization_id},
          .versions = {{.validity = {.first = Day("2015-09-01"), .end = kOpenEnd}}}};
      memory_.posts[key.post_id] = {.post_id = key.post_id,
                                    .organization_id = key.organization_id,
                                    .validity = {.first = Day("2016-03-01"), .end = kOpenEnd}};
    }
  }

  static NewWorkingGroup Draft(const std::string& request_id) {
    return {.request_id = request_id,
            .organization_id = "city",
            .display_name = "工作小组",
            .purpose = "“1+100”",
            .leader = kLeader,
            .valid_from = Day("2017-04-01")};
  }

  WorkingGroup OnlyGroup() {
    const auto page = groups_.ListWorkingGroups({}, {.organization_id = "city"});
    EXPECT_THAT(page, IsOk());
    EXPECT_THAT(page->items, SizeIs(1));
    return page->items.front();
  }

  WorkingGroupKey OnlyKey() {
    return {.organization_id = "city", .working_group_id = OnlyGroup().working_group_id};
  }

  xinqiao::testing::RegistryMemory memory_;
  xinqiao::testing::FakeWorkingGroupStore store_{memory_,
                                                 xinqiao::testing::WorkingGroupTextEncoders()};
  xinqiao::testing::FakeClock clock_{absl::FromUnixSeconds(1491008400)};
  xinqiao::testing::FakeIds ids_;
  WorkingGroups groups_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(WorkingGroupsTest, FormsAGroupWhoseMembersJoinWithItUnlessTheySayWhen) {
  NewWorkingGroup draft = Draft("r1");
  draft.members = {{.post = kMember}};
  ASSERT_THAT(groups_.CreateWorkingGroup({}, draft), IsOk());
  const WorkingGroup group = OnlyGroup();
  EXPECT_EQ(group,
            (WorkingGroup{.working_group_id = group.working_group_id,
                          .organization_id = "city",
                          .display_name = "工作小组",
                          .purpose = "“1+100”",
                          .leader = kLeader,
                          .members = {{.post = kMember,
                                       .validity = {.first = Day("2017-04-01"), .end = kOpenEnd}}},
                          .validity = {.first = Day("2017-04-01"), .end = kOpenEnd},
                          .create_time = clock_.Now()}));
  EXPECT_THAT(groups_.GetWorkingGroup({}, OnlyKey()), IsOkAndHolds(group));
  NewWorkingGroup later = Draft("r2");
  later.members = {{.post = kMember, .valid_from = Day("2017-05-01")}};
  ASSERT_THAT(groups_.CreateWorkingGroup({}, later), IsOk());
  EXPECT_EQ(memory_.groups.rbegin()->second.members[0].validity.first, Day("2017-05-01"));
}

TEST_F(WorkingGroupsTest, TheRulesOfGroupsAreAsked) {
  NewWorkingGroup early = Draft("r1");
  early.valid_from = Day("2016-02-29");
  EXPECT_THAT(groups_.CreateWorkingGroup({}, early), FailsWith("POST_NOT_VALID"));
  NewWorkingGroup nowhere = Draft("r2");
  nowhere.organization_id = "nowhere";
  EXPECT_THAT(groups_.CreateWorkingGroup({}, nowhere), FailsWith("ORGANIZATION_NOT_VALID"));
}

TEST_F(WorkingGroupsTest, MembersJoinAndLeaveAndARetryHearsTheSame) {
  ASSERT_THAT(groups_.CreateWorkingGroup({}, Draft("r1")), IsOk());
  const WorkingGroups::Membership joining{
      .request_id = "r2", .key = OnlyKey(), .post = kMember, .day = Day("2017-05-01")};
  const auto joined = groups_.AddWorkingGroupMember({}, joining);
  ASSERT_THAT(joined, IsOk());
  EXPECT_THAT(groups_.AddWorkingGroupMember({}, joining), IsOkAndHolds(*joined));
  EXPECT_THAT(OnlyGroup().members, SizeIs(1));
  WorkingGroups::Membership stranger = joining;
  stranger.request_id = "r3";
  stranger.post.post_id = "stranger";
  EXPECT_THAT(groups_.AddWorkingGroupMember({}, stranger), FailsWith("POST_NOT_VALID"));

  ASSERT_THAT(
      groups_.RemoveWorkingGroupMember(
          {}, {.request_id = "r4", .key = OnlyKey(), .post = kMember, .day = Day("2017-06-01")}),
      IsOk());
  EXPECT_EQ(OnlyGroup().members[0].validity.end, Day("2017-06-01"));
}

TEST_F(WorkingGroupsTest, AGroupEnds) {
  ASSERT_THAT(groups_.CreateWorkingGroup({}, Draft("r1")), IsOk());
  ASSERT_THAT(groups_.EndWorkingGroup(
                  {}, {.request_id = "r2", .key = OnlyKey(), .valid_to = Day("2017-06-01")}),
              IsOk());
  EXPECT_EQ(OnlyGroup().validity.end, Day("2017-06-01"));
  EXPECT_THAT(groups_.EndWorkingGroup(
                  {}, {.request_id = "r3", .key = OnlyKey(), .valid_to = Day("2017-06-02")}),
              FailsWith("WORKING_GROUP_ENDED"));
}

TEST_F(WorkingGroupsTest, AGroupThatIsNotThereIsNotFound) {
  EXPECT_THAT(groups_.GetWorkingGroup({}, {.organization_id = "city", .working_group_id = "none"}),
              FailsWith("WORKING_GROUP_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::registry
