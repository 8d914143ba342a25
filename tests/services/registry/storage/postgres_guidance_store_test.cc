#include "services/registry/storage/postgres_guidance_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_format.h"
#include "tests/services/registry/storage/guidance_store_contract.h"
#include "tests/services/registry/storage/postgres_post_stores.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

INSTANTIATE_TEST_SUITE_P(Postgres, GuidanceStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresPostStores>(); }));

// A school with a dozen branches, and in it the posts of a cadre and of others.
class GuidanceRaceTest : public PostRace {
 protected:
  void SetUp() override {
    Stand(0, OrganizationKind::kBaseCommittee, OrganizationLevel::kSchool, "");
    for (int i = 1; i <= kThreads; ++i) {
      Stand(i, OrganizationKind::kBranch, OrganizationLevel::kBranch, Id(1, 0));
    }
    Hold(0);
  }

  // By the rule, after a while.
  absl::StatusOr<Answer> Insert(const Write& write, int number, const Guided& guided) {
    const GuidanceLink link{.guidance_link_id = Id(5, number),
                            .post = {.organization_id = Id(1, 0), .post_id = Id(3, 0)},
                            .guided = guided,
                            .validity = {.first = Day("2017-04-01"), .end = kOpenEnd}};
    return stores_.guidance().InsertGuidanceLink(CallOf(), write, link,
                                                 [&](const GuidanceFacts& facts) {
                                                   WidenWindow();
                                                   return CheckGuidance(link, facts);
                                                 });
  }

  static GuidedBase Base(int branch) {
    return {.committee_id = Id(1, 0), .branch_id = Id(1, branch)};
  }
};

// Twelve calls choose twelve branches for one cadre.
TEST_F(GuidanceRaceTest, ACadreGuidesOneBaseAtATime) {
  EXPECT_EQ(Accepted(InThreads([&](int i) { return Insert(WriteOf(100 + i, 0), i, Base(i + 1)); }),
                     "GUIDANCE_EXISTS"),
            1);
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM guidance_links"), "1");
}

TEST_F(GuidanceRaceTest, OneRequestMakesOneLink) {
  EXPECT_TRUE(AllTheSame(InThreads([&](int i) { return Insert(WriteOf(2, i), i, Base(1)); })));
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM guidance_links"), "1");
}

TEST_F(GuidanceRaceTest, AGuidanceEndsOnce) {
  ASSERT_THAT(Insert(WriteOf(2, 0), 0, Base(1)), IsOk());
  EXPECT_EQ(Accepted(InThreads([&](int i) {
                       return stores_.guidance().EndGuidanceLink(
                           CallOf(), WriteOf(100 + i, 0),
                           {.post = {.organization_id = Id(1, 0), .post_id = Id(3, 0)},
                            .guidance_link_id = Id(5, 0)},
                           [&](GuidanceLink link) {
                             WidenWindow();
                             return End(std::move(link), Day("2017-05-01") + i);
                           });
                     }),
                     "GUIDANCE_ENDED"),
            1);
}

TEST_F(GuidanceRaceTest, TheDatabaseRefusesBadRows) {
  const Post other = Hold(1);
  ASSERT_THAT(Insert(WriteOf(2, 0), 0, Base(1)), IsOk());
  ASSERT_THAT(Insert(WriteOf(3, 0), 1, KeyOf(other)), IsOk());
  const auto insert = [&](const std::string& committee, const std::string& branch,
                          const std::string& guided_post) {
    stores_.Execute(absl::StrFormat(
        "INSERT INTO guidance_links (guidance_link_id, post_id, committee_id, branch_id, "
        "guided_post_id, valid_from, create_time) "
        "VALUES ('%s', '%s', nullif('%s', '')::uuid, nullif('%s', '')::uuid, "
        "nullif('%s', '')::uuid, '2017-04-01', '2017-04-01Z')",
        Id(5, 9), Id(3, 0), committee, branch, guided_post));
  };
  EXPECT_THROW(insert("", "", ""), pqxx::check_violation);
  EXPECT_THROW(insert(Id(1, 0), "", ""), pqxx::check_violation);
  EXPECT_THROW(insert(Id(1, 0), Id(1, 0), ""), pqxx::check_violation);
  EXPECT_THROW(insert(Id(1, 0), Id(1, 2), other.post_id), pqxx::check_violation);
  EXPECT_THROW(insert("", "", Id(3, 0)), pqxx::check_violation);
  EXPECT_THROW(insert(Id(1, 0), Id(1, 2), ""), pqxx::unique_violation);
  EXPECT_THROW(insert("", "", other.post_id), pqxx::unique_violation);
  EXPECT_THROW(stores_.Execute("UPDATE guidance_links SET valid_to = '2017-03-31'"),
               pqxx::check_violation);
}

}  // namespace
}  // namespace xinqiao::registry
