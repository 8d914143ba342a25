#include "services/registry/domain/working_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

PostKey Key(const std::string& organization, const std::string& post) {
  return {.organization_id = organization, .post_id = post};
}

// A post that is held from 1 March 2016 to the end of 2017.
Post Held(const PostKey& key) {
  return {.post_id = key.post_id,
          .organization_id = key.organization_id,
          .validity = {.first = Day("2016-03-01"), .end = Day("2018-01-01")}};
}

WorkingGroupMember Member(const PostKey& post, const std::string& day) {
  return {.post = post, .validity = {.first = Day(day), .end = kOpenEnd}};
}

// A group of a city from 1 April 2017 on: its leader, and a member of a county.
class WorkingGroupTest : public ::testing::Test {
 protected:
  const PostKey leader_ = Key("city", "leader");
  const PostKey member_ = Key("county", "member");
  const PostKey other_ = Key("school", "other");
  WorkingGroup group_{.organization_id = "city",
                      .display_name = "工作小组",
                      .leader = leader_,
                      .members = {Member(member_, "2017-05-01")},
                      .validity = {.first = Day("2017-04-01"), .end = kOpenEnd}};
  WorkingGroupFacts facts_{.organization_stands = true, .posts = {Held(leader_), Held(member_)}};
};

TEST_F(WorkingGroupTest, MembersComeFromAnyOrganization) {
  EXPECT_THAT(CheckWorkingGroup(group_, facts_), IsOk());
}

TEST_F(WorkingGroupTest, TheOrganizationStands) {
  facts_.organization_stands = false;
  EXPECT_THAT(CheckWorkingGroup(group_, facts_), FailsWith("ORGANIZATION_NOT_VALID"));
}

TEST_F(WorkingGroupTest, LeaderAndMembersAreInOfficeOnTheirFirstDay) {
  WorkingGroup late = group_;
  late.validity.first = Day("2018-01-01");
  EXPECT_THAT(CheckWorkingGroup(late, facts_), FailsWith("POST_NOT_VALID"));
  WorkingGroup late_member = group_;
  late_member.members = {Member(member_, "2018-01-01")};
  EXPECT_THAT(CheckWorkingGroup(late_member, facts_), FailsWith("POST_NOT_VALID"));
  WorkingGroup stranger = group_;
  stranger.members = {Member(other_, "2017-05-01")};
  EXPECT_THAT(CheckWorkingGroup(stranger, facts_), FailsWith("POST_NOT_VALID"));
  // A post is named with its own organization.
  stranger.members = {Member(Key("city", "member"), "2017-05-01")};
  EXPECT_THAT(CheckWorkingGroup(stranger, facts_), FailsWith("POST_NOT_VALID"));
}

TEST_F(WorkingGroupTest, NobodyIsInAGroupTwice) {
  WorkingGroup twice = group_;
  twice.members.push_back(Member(member_, "2017-06-01"));
  EXPECT_THAT(CheckWorkingGroup(twice, facts_), FailsWith("MEMBER_EXISTS"));
  WorkingGroup leads = group_;
  leads.members.push_back(Member(leader_, "2017-06-01"));
  EXPECT_THAT(CheckWorkingGroup(leads, facts_), FailsWith("MEMBER_EXISTS"));
}

TEST_F(WorkingGroupTest, AMemberJoinsFromADayOn) {
  const auto joined = AddMember(group_, Member(other_, "2017-04-01"), Held(other_));
  ASSERT_THAT(joined, IsOk());
  EXPECT_THAT(joined->members,
              ElementsAre(Member(member_, "2017-05-01"), Member(other_, "2017-04-01")));
}

TEST_F(WorkingGroupTest, WhoJoinsIsInOfficeAndNewAndNotTooEarly) {
  EXPECT_THAT(AddMember(group_, Member(other_, "2017-04-01"), std::nullopt),
              FailsWith("POST_NOT_VALID"));
  EXPECT_THAT(AddMember(group_, Member(other_, "2018-01-01"), Held(other_)),
              FailsWith("POST_NOT_VALID"));
  EXPECT_THAT(AddMember(group_, Member(member_, "2017-06-01"), Held(member_)),
              FailsWith("MEMBER_EXISTS"));
  EXPECT_THAT(AddMember(group_, Member(member_, "2017-04-15"), Held(member_)),
              FailsWith("MEMBER_EXISTS"));
  EXPECT_THAT(AddMember(group_, Member(leader_, "2017-06-01"), Held(leader_)),
              FailsWith("MEMBER_EXISTS"));
  const auto early = AddMember(group_, Member(other_, "2017-03-31"), Held(other_));
  EXPECT_THAT(early, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(early.status()), ElementsAre(Field(&FieldViolation::field, "valid_from")));
}

TEST_F(WorkingGroupTest, AGroupHasABoundedNumberOfMembers) {
  while (group_.members.size() < kGroupMembersMax) {
    group_.members.push_back(
        Member(Key("school", absl::StrCat("post", group_.members.size())), "2017-04-01"));
  }
  EXPECT_THAT(AddMember(group_, Member(other_, "2017-04-01"), Held(other_)),
              FailsWith("WORKING_GROUP_FULL"));
}

TEST_F(WorkingGroupTest, AMemberLeavesAndMayComeBack) {
  const auto left = RemoveMember(group_, member_, Day("2017-07-01"));
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->members[0].validity.end, Day("2017-07-01"));
  EXPECT_THAT(RemoveMember(*left, member_, Day("2017-08-01")), FailsWith("MEMBER_NOT_FOUND"));
  EXPECT_THAT(AddMember(*left, Member(member_, "2017-06-30"), Held(member_)),
              FailsWith("MEMBER_EXISTS"));
  const auto back = AddMember(*left, Member(member_, "2017-07-01"), Held(member_));
  ASSERT_THAT(back, IsOk());
  EXPECT_THAT(back->members, SizeIs(2));
  EXPECT_THAT(RemoveMember(*back, member_, Day("2017-09-01")), IsOk());
}

TEST_F(WorkingGroupTest, OnlyAMemberLeavesAndNotBeforeItsFirstDay) {
  EXPECT_THAT(RemoveMember(group_, leader_, Day("2017-07-01")), FailsWith("MEMBER_NOT_FOUND"));
  EXPECT_THAT(RemoveMember(group_, member_, Day("2017-04-30")), FailsWith("INVALID_FIELDS"));
}

TEST_F(WorkingGroupTest, TheEndOfAGroupEndsItsMemberships) {
  group_.members.push_back(Member(other_, "2017-09-01"));
  group_.members.push_back({.post = Key("school", "past"),
                            .validity = {.first = Day("2017-04-01"), .end = Day("2017-05-01")}});
  const auto ended = End(group_, Day("2017-07-01"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->validity.end, Day("2017-07-01"));
  EXPECT_EQ(ended->members[0].validity.end, Day("2017-07-01"));
  // Who was to join later never did.
  EXPECT_EQ(ended->members[1].validity.end, Day("2017-09-01"));
  EXPECT_EQ(ended->members[2].validity.end, Day("2017-05-01"));
}

TEST_F(WorkingGroupTest, AGroupEndsOnceAndThenNothingChangesIt) {
  const auto ended = End(group_, Day("2017-07-01"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_THAT(End(*ended, Day("2017-08-01")), FailsWith("WORKING_GROUP_ENDED"));
  EXPECT_THAT(AddMember(*ended, Member(other_, "2017-05-01"), Held(other_)),
              FailsWith("WORKING_GROUP_ENDED"));
  EXPECT_THAT(RemoveMember(*ended, member_, Day("2017-06-01")), FailsWith("WORKING_GROUP_ENDED"));
  EXPECT_THAT(End(group_, Day("2017-03-31")), FailsWith("INVALID_FIELDS"));
}

}  // namespace
}  // namespace xinqiao::registry
