#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/rpc/post_fixture.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

class WorkingGroupServiceTest : public PostServicesTest {};

TEST_F(WorkingGroupServiceTest, AWorkingGroupGathersPostsOfSeveralOrganizations) {
  const std::string leader = Post(kCity);
  const std::string member = Post(kSchool);
  const std::string late = Post(kClass);
  v1::CreateWorkingGroupRequest request = GroupRequest(leader);
  request.mutable_working_group()->set_purpose("联系基层");
  request.mutable_working_group()->add_members()->set_post(member);
  const auto group = Create(request);
  ASSERT_THAT(group, IsOk());
  EXPECT_THAT(group->name(), StartsWith(absl::StrCat(kCity, "/workingGroups/")));
  EXPECT_EQ(group->leader(), leader);
  ASSERT_THAT(group->members(), SizeIs(1));
  EXPECT_EQ(group->members(0).valid_from(), "2017-04-01");
  EXPECT_EQ(LastEvent().working_group_changed().SerializeAsString(), group->SerializeAsString());
  EXPECT_EQ(Create(request)->SerializeAsString(), group->SerializeAsString());

  v1::AddWorkingGroupMemberRequest add;
  add.set_request_id(RequestId());
  add.set_name(group->name());
  add.set_post(late);
  add.set_valid_from("2017-05-01");
  const auto added = Call(&v1::WorkingGroupService::Stub::AddWorkingGroupMember, add);
  ASSERT_THAT(added, IsOk());
  ASSERT_THAT(added->members(), SizeIs(2));
  EXPECT_EQ(added->members(1).post(), late);
  EXPECT_EQ(LastEvent().working_group_changed().SerializeAsString(), added->SerializeAsString());
  add.set_request_id(RequestId());
  EXPECT_THAT(Call(&v1::WorkingGroupService::Stub::AddWorkingGroupMember, add),
              FailsWith("MEMBER_EXISTS"));

  v1::RemoveWorkingGroupMemberRequest remove;
  remove.set_request_id(RequestId());
  remove.set_name(group->name());
  remove.set_post(member);
  remove.set_valid_to("2017-06-01");
  const auto removed = Call(&v1::WorkingGroupService::Stub::RemoveWorkingGroupMember, remove);
  ASSERT_THAT(removed, IsOk());
  EXPECT_EQ(removed->members(0).valid_to(), "2017-06-01");

  v1::EndWorkingGroupRequest end;
  end.set_request_id(RequestId());
  end.set_name(group->name());
  end.set_valid_to("2017-07-01");
  const auto ended = Call(&v1::WorkingGroupService::Stub::EndWorkingGroup, end);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->valid_to(), "2017-07-01");
  EXPECT_EQ(ended->members(1).valid_to(), "2017-07-01");
  end.set_request_id(RequestId());
  EXPECT_THAT(Call(&v1::WorkingGroupService::Stub::EndWorkingGroup, end),
              FailsWith("WORKING_GROUP_ENDED"));

  v1::GetWorkingGroupRequest get;
  get.set_name(group->name());
  EXPECT_EQ(Call(&v1::WorkingGroupService::Stub::GetWorkingGroup, get)->SerializeAsString(),
            ended->SerializeAsString());
  v1::ListWorkingGroupsRequest list;
  list.set_parent(kCity);
  EXPECT_THAT(Call(&v1::WorkingGroupService::Stub::ListWorkingGroups, list)->working_groups(),
              SizeIs(1));
}

TEST_F(WorkingGroupServiceTest, EveryWrongFieldOfAWorkingGroupIsNamedAtOnce) {
  v1::CreateWorkingGroupRequest request = GroupRequest("organizations/1/posts/2");
  request.set_parent("");
  request.mutable_working_group()->clear_display_name();
  request.mutable_working_group()->set_purpose(std::string(501, 'a'));
  request.mutable_working_group()->add_members()->set_post("posts/1");
  v1::WorkingGroupMember& early = *request.mutable_working_group()->add_members();
  early.set_post(Post(kSchool));
  early.set_valid_from("2017-03-31");
  EXPECT_THAT(WrongFields(Create(request).status()),
              ElementsAre("parent", "working_group.display_name", "working_group.purpose",
                          "working_group.leader", "working_group.members[0].post",
                          "working_group.members[1].valid_from"));
  request = GroupRequest(Post(kCity));
  for (int i = 0; i < 201; ++i) request.mutable_working_group()->add_members();
  EXPECT_THAT(WrongFields(Create(request).status()), ElementsAre("working_group.members"));
}

}  // namespace
}  // namespace xinqiao::registry
