#include "services/registry/storage/postgres_working_group_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_format.h"
#include "tests/services/registry/storage/postgres_post_stores.h"
#include "tests/services/registry/storage/working_group_store_contract.h"

namespace xinqiao::registry {
namespace {

using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

INSTANTIATE_TEST_SUITE_P(Postgres, WorkingGroupStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresPostStores>(); }));

// A city, and a group in it that post 0 leads.
class WorkingGroupRaceTest : public PostRace {
 protected:
  void SetUp() override {
    Stand(0, OrganizationKind::kPrefectureCommittee, OrganizationLevel::kCity, "");
    const WorkingGroup group{.working_group_id = kKey.working_group_id,
                             .organization_id = kKey.organization_id,
                             .display_name = "工作小组",
                             .leader = KeyOf(Hold(0)),
                             .validity = {.first = Day("2017-04-01"), .end = kOpenEnd}};
    ASSERT_THAT(stores_.groups().InsertWorkingGroup(CallOf(), WriteOf(1, 0), group,
                                                    [&](const WorkingGroupFacts& facts) {
                                                      return CheckWorkingGroup(group, facts);
                                                    }),
                IsOk());
  }

  absl::StatusOr<Answer> Add(const Write& write, const Post& post) {
    const WorkingGroupMember member{.post = KeyOf(post),
                                    .validity = {.first = Day("2017-05-01"), .end = kOpenEnd}};
    return stores_.groups().SetWorkingGroup(
        CallOf(), write, {.key = kKey, .post = member.post},
        [&](WorkingGroup group, const std::optional<Post>& held) {
          WidenWindow();
          return AddMember(std::move(group), member, held);
        });
  }

  const WorkingGroupKey kKey = {.organization_id = Id(1, 0), .working_group_id = Id(4, 0)};
};

// Twelve join at once. Nobody is forgotten.
TEST_F(WorkingGroupRaceTest, EverybodyWhoJoinsIsAMember) {
  for (int i = 0; i < kThreads; ++i) Hold(100 + i);
  for (const auto& result : InThreads([&](int i) {
         return Add(WriteOf(100 + i, 0), {.post_id = Id(3, 100 + i), .organization_id = Id(1, 0)});
       })) {
    EXPECT_THAT(result, IsOk());
  }
  const auto group = stores_.groups().FindWorkingGroup(CallOf(), kKey);
  ASSERT_THAT(group, IsOk());
  EXPECT_THAT((*group)->members, SizeIs(kThreads));
}

TEST_F(WorkingGroupRaceTest, OneRequestIsAnsweredAsOnce) {
  const Post member = Hold(100);
  EXPECT_TRUE(AllTheSame(InThreads([&](int i) { return Add(WriteOf(2, i), member); })));
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM working_group_members"), "1");
}

TEST_F(WorkingGroupRaceTest, AGroupEndsOnce) {
  EXPECT_EQ(Accepted(InThreads([&](int i) {
                       return stores_.groups().SetWorkingGroup(
                           CallOf(), WriteOf(100 + i, 0), {.key = kKey},
                           [&](WorkingGroup group, const std::optional<Post>&) {
                             WidenWindow();
                             return End(std::move(group), Day("2017-05-01") + i);
                           });
                     }),
                     "WORKING_GROUP_ENDED"),
            1);
}

TEST_F(WorkingGroupRaceTest, TheDatabaseRefusesBadRows) {
  const Post member = Hold(100);
  ASSERT_THAT(Add(WriteOf(2, 0), member), IsOk());
  const auto insert_member = [&](int ordinal, const std::string& post_id) {
    stores_.Execute(absl::StrFormat(
        "INSERT INTO working_group_members (working_group_id, ordinal, post_id, valid_from) "
        "VALUES ('%s', %d, '%s', '2017-05-01')",
        kKey.working_group_id, ordinal, post_id));
  };
  EXPECT_THROW(insert_member(0, Id(3, 0)), pqxx::unique_violation);
  EXPECT_THROW(insert_member(1, member.post_id), pqxx::unique_violation);
  EXPECT_THROW(insert_member(200, Id(3, 0)), pqxx::check_violation);
  EXPECT_THROW(insert_member(1, Id(3, 9)), pqxx::foreign_key_violation);
  EXPECT_THROW(stores_.Execute("UPDATE working_group_members SET valid_to = '2017-04-30'"),
               pqxx::check_violation);
  EXPECT_THROW(stores_.Execute("UPDATE working_groups SET valid_to = '2017-03-31'"),
               pqxx::check_violation);
  EXPECT_THROW(stores_.Execute("UPDATE working_groups SET display_name = ''"),
               pqxx::check_violation);
}

}  // namespace
}  // namespace xinqiao::registry
