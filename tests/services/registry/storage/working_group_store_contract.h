// What a store of working groups does, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_WORKING_GROUP_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_WORKING_GROUP_STORE_CONTRACT_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/services/registry/storage/post_stores.h"

namespace xinqiao::registry {

// A city and a county, in each of which somebody holds a post.
class WorkingGroupStoreContract : public PostStoresTest {
 protected:
  static WorkingGroupMember Member(const Post& post, const std::string& day,
                                   absl::CivilDay end = kOpenEnd) {
    return {.post = KeyOf(post), .validity = {.first = xinqiao::testing::Day(day), .end = end}};
  }

  WorkingGroup NewGroup(std::vector<WorkingGroupMember> members = {}) {
    return {.working_group_id = ids_.NewId(),
            .organization_id = city_id_,
            .display_name = "工作小组",
            .purpose = "“1+100”",
            .leader = KeyOf(leader_),
            .members = std::move(members),
            .validity = {.first = xinqiao::testing::Day("2017-04-01"), .end = kOpenEnd},
            .create_time = kTime};
  }

  WorkingGroup Insert(WorkingGroup group) {
    EXPECT_THAT(
        stores_->groups().InsertWorkingGroup(
            CallOf(), NewWrite(), group, [](const WorkingGroupFacts&) { return absl::OkStatus(); }),
        xinqiao::testing::IsOk());
    return group;
  }

  static WorkingGroupKey KeyOfGroup(const WorkingGroup& group) {
    return {.organization_id = group.organization_id, .working_group_id = group.working_group_id};
  }

  const std::string city_id_ = NewOrganization();
  const std::string county_id_ = NewOrganization();
  const Post leader_ = InsertPostIn(city_id_);
  const Post first_ = InsertPostIn(county_id_);
  const Post second_ = InsertPostIn(county_id_);
};

TEST_P(WorkingGroupStoreContract, GroupsReadBackInTheirOrganization) {
  const WorkingGroup empty = Insert(NewGroup());
  const WorkingGroup full =
      Insert(NewGroup({Member(second_, "2017-05-01"),
                       Member(first_, "2017-04-01", xinqiao::testing::Day("2017-06-01"))}));
  EXPECT_THAT(stores_->groups().FindWorkingGroup(CallOf(), KeyOfGroup(empty)),
              xinqiao::testing::IsOkAndHolds(empty));
  EXPECT_THAT(stores_->groups().FindWorkingGroup(CallOf(), KeyOfGroup(full)),
              xinqiao::testing::IsOkAndHolds(full));
  EXPECT_THAT(
      stores_->groups().FindWorkingGroup(
          CallOf(), {.organization_id = county_id_, .working_group_id = full.working_group_id}),
      xinqiao::testing::IsOkAndHolds(std::nullopt));
  const auto list = [&](const std::string& after_id, int limit) {
    return *stores_->groups().ListWorkingGroups(CallOf(), city_id_,
                                                {.after_id = after_id, .limit = limit});
  };
  EXPECT_THAT(list("", 10), ::testing::ElementsAre(empty, full));
  EXPECT_THAT(list("", 1), ::testing::ElementsAre(empty));
  EXPECT_THAT(list(empty.working_group_id, 10), ::testing::ElementsAre(full));
  EXPECT_THAT(*stores_->groups().ListWorkingGroups(CallOf(), county_id_, {.limit = 10}),
              ::testing::IsEmpty());
  EXPECT_EQ(stores_->Events().back(), "changed group 工作小组 [2017-04-01, 9999-12-31) 2 members");
}

TEST_P(WorkingGroupStoreContract, AdmitSeesTheOrganizationAndThePosts) {
  const auto facts_of = [&](const WorkingGroup& group) {
    WorkingGroupFacts seen;
    const auto look = [&](const WorkingGroupFacts& facts) -> absl::Status {
      seen = facts;
      return absl::FailedPreconditionError("looked");
    };
    EXPECT_EQ(stores_->groups().InsertWorkingGroup(CallOf(), NewWrite(), group, look).status(),
              absl::FailedPreconditionError("looked"));
    return seen;
  };
  const WorkingGroup group = NewGroup({Member(first_, "2017-04-01")});
  EXPECT_TRUE(facts_of(group).organization_stands);
  EXPECT_THAT(facts_of(group).posts, ::testing::UnorderedElementsAre(leader_, first_));
  WorkingGroup closing = NewGroup();
  closing.organization_id = NewOrganization(city_id_, xinqiao::testing::Day("2017-09-01"));
  EXPECT_FALSE(facts_of(closing).organization_stands);
  WorkingGroup strange = NewGroup();
  strange.organization_id = ids_.NewId();
  EXPECT_FALSE(facts_of(strange).organization_stands);
  // A post is found under its own organization only.
  WorkingGroupMember misnamed = Member(first_, "2017-04-01");
  misnamed.post.organization_id = city_id_;
  EXPECT_THAT(facts_of(NewGroup({misnamed})).posts, ::testing::ElementsAre(leader_));
}

TEST_P(WorkingGroupStoreContract, AChangeSeesTheGroupAndThePostAndIsKept) {
  const WorkingGroup group = Insert(NewGroup({Member(first_, "2017-04-01")}));
  WorkingGroup changed = group;
  changed.members[0].validity.end = xinqiao::testing::Day("2017-06-01");
  changed.members.push_back(Member(second_, "2017-05-01"));
  changed.members.push_back(Member(first_, "2017-07-01"));
  const auto change = [&](const WorkingGroup& seen,
                          const std::optional<Post>& post) -> absl::StatusOr<WorkingGroup> {
    EXPECT_EQ(seen, group);
    EXPECT_EQ(post, second_);
    return changed;
  };
  const Write write = NewWrite();
  const Answer answer{.bytes = "group 工作小组 [2017-04-01, 9999-12-31) 3 members"};
  const WorkingGroupTarget target{.key = KeyOfGroup(group), .post = KeyOf(second_)};
  EXPECT_THAT(stores_->groups().SetWorkingGroup(CallOf(), write, target, change),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->groups().SetWorkingGroup(CallOf(), write, target, change),
              xinqiao::testing::IsOkAndHolds(answer));
  EXPECT_THAT(stores_->groups().FindWorkingGroup(CallOf(), KeyOfGroup(group)),
              xinqiao::testing::IsOkAndHolds(changed));
  EXPECT_EQ(stores_->Events().back(), "changed " + answer.bytes);
}

TEST_P(WorkingGroupStoreContract, AChangeIsToldOfNoPostThatIsNotThere) {
  const WorkingGroup group = Insert(NewGroup());
  const auto look = [&](const WorkingGroup&,
                        const std::optional<Post>& post) -> absl::StatusOr<WorkingGroup> {
    EXPECT_EQ(post, std::nullopt);
    return absl::FailedPreconditionError("looked");
  };
  const auto change = [&](const std::optional<PostKey>& post) {
    return stores_->groups()
        .SetWorkingGroup(CallOf(), NewWrite(), {.key = KeyOfGroup(group), .post = post}, look)
        .status();
  };
  EXPECT_EQ(change(std::nullopt), absl::FailedPreconditionError("looked"));
  EXPECT_EQ(change(PostKey{.organization_id = city_id_, .post_id = ids_.NewId()}),
            absl::FailedPreconditionError("looked"));
  EXPECT_THAT(stores_->groups().FindWorkingGroup(CallOf(), KeyOfGroup(group)),
              xinqiao::testing::IsOkAndHolds(group));
}

TEST_P(WorkingGroupStoreContract, TheEndOfAGroupIsKept) {
  WorkingGroup group = Insert(NewGroup({Member(first_, "2017-04-01")}));
  group.validity.end = group.members[0].validity.end = xinqiao::testing::Day("2017-07-01");
  const auto change = [&](const WorkingGroup&, const std::optional<Post>&) {
    return absl::StatusOr<WorkingGroup>(group);
  };
  EXPECT_THAT(
      stores_->groups().SetWorkingGroup(CallOf(), NewWrite(), {.key = KeyOfGroup(group)}, change),
      xinqiao::testing::IsOk());
  EXPECT_THAT(stores_->groups().FindWorkingGroup(CallOf(), KeyOfGroup(group)),
              xinqiao::testing::IsOkAndHolds(group));
}

TEST_P(WorkingGroupStoreContract, AGroupThatIsNotThereCannotChange) {
  const auto never = [](const WorkingGroup&,
                        const std::optional<Post>&) -> absl::StatusOr<WorkingGroup> {
    return absl::InternalError("asked");
  };
  EXPECT_THAT(stores_->groups().SetWorkingGroup(
                  CallOf(), NewWrite(),
                  {.key = {.organization_id = city_id_, .working_group_id = ids_.NewId()}}, never),
              xinqiao::testing::FailsWith("WORKING_GROUP_NOT_FOUND"));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_WORKING_GROUP_STORE_CONTRACT_H_
