#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/pg/database.h"
#include "services/registry/storage/postgres_coverage_store.h"
#include "tests/support/day.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

std::string Id(int number) { return absl::StrCat("00000000-0000-7000-8000-00000000000", number); }

// A city (1) with a county (2) and a school (3); the county has a branch (4)
// and one that was closed in 2017 (5), the school a branch (6). All were
// recorded at the beginning of 2016, but 6 in March 2017.
class PostgresCoverageTest : public ::testing::Test {
 protected:
  PostgresCoverageTest() {
    Add(1, 3, 3, 0, "2016-01-01");
    Add(2, 4, 4, 1, "2016-01-01");
    Add(3, 6, 5, 1, "2016-01-01");
    Add(4, 10, 7, 2, "2016-01-01");
    Add(5, 10, 7, 2, "2016-01-01");
    Add(6, 10, 7, 3, "2017-03-01");
    // Both in one transaction: no organization has a day without a version.
    const std::string five = absl::StrCat("'", Id(5), "'");
    Sql(absl::StrCat(
        "UPDATE organization_versions SET known_to = '2017-02-01' WHERE "
        "organization_id = ",
        five,
        "; INSERT INTO organization_versions (organization_id, level, valid_from, "
        "valid_to, display_name, parent_id, parent_level, closed, known_from) VALUES (",
        five, ", 7, '2015-09-01', '2017-02-01', 'o5', '", Id(2), "', 4, false, '2017-02-01'), (",
        five, ", 7, '2017-02-01', NULL, 'o5', '", Id(2), "', 4, true, '2017-02-01')"));
    // One with an account, one without.
    Sql("INSERT INTO people (person_id, display_name, user_name, create_time) VALUES "
        "('00000000-0000-7000-8000-0000000000a1', '张知斌', 'zhang.zb', '2016-01-01'), "
        "('00000000-0000-7000-8000-0000000000a2', '李心桥', NULL, '2016-01-01')");
    AddPost(1, 2, "a1", "true", "NULL");
    AddPost(2, 2, "a2", "false", "NULL");
    AddPost(3, 6, "a2", "true", "'2017-01-01'");  // Out of office.
    AddPost(4, 5, "a2", "true", "NULL");          // In a closed organization.
  }

  void Sql(const std::string& sql) { schema_.Execute(sql); }

  void Add(int number, int kind, int level, int parent, const std::string& recorded) {
    Sql(absl::StrCat(
        "INSERT INTO organizations (organization_id, kind, level, ledger_root, log, "
        "leading_body, create_time) VALUES ('",
        Id(number), "', ", kind, ", ", level, ", false, '', false, '", recorded, "')"));
    Sql(
        absl::StrCat("INSERT INTO organization_versions (organization_id, level, valid_from, "
                     "display_name, parent_id, parent_level, closed, known_from) SELECT '",
                     Id(number), "', ", level, ", '2015-09-01', 'o", number,
                     "', p.organization_id, p.level, false, '", recorded,
                     "' FROM (SELECT 1) one LEFT JOIN organizations p ON p.organization_id = '",
                     Id(parent), "'"));
  }

  void AddPost(int number, int organization, const std::string& person,
               const std::string& administrator, const std::string& valid_to) {
    Sql(absl::StrCat(
        "INSERT INTO posts (post_id, organization_id, person_id, title, "
        "appointment_type, leadership, administrator, valid_from, valid_to, "
        "create_time) VALUES ('00000000-0000-7000-8000-0000000000b",
        number, "', '", Id(organization), "', '00000000-0000-7000-8000-0000000000", person,
        "', '书记', 1, true, ", administrator, ", '2016-01-01', ", valid_to, ", '2016-01-01')"));
  }

  Write NewWrite() {
    return {.request_id = absl::StrCat("10000000-0000-4000-8000-00000000000", ++requests_),
            .change_id = absl::StrCat("20000000-0000-4000-8000-00000000000", requests_),
            .time = absl::FromUnixSeconds(1491019200)};  // 1 April 2017.
  }

  void Expect(int number, std::optional<OrganizationKind> kind, int count) {
    EXPECT_THAT(
        store_.SetExpectation(call_, NewWrite(), Id(number), {.kind = kind, .count = count}),
        IsOk());
  }

  absl::StatusOr<Coverage> Get(int scope, absl::string_view day, absl::string_view stale_before) {
    return store_.GetCoverage(
        call_, {.scope_id = Id(scope),
                .day = Day(day),
                .stale_before = absl::FromCivil(Day(stale_before), absl::UTCTimeZone())});
  }

  const Call call_{.principal = "people/1", .request_digest = std::string(32, 'a')};
  int requests_ = 0;
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 2};
  PostgresCoverageStore store_{
      database_,
      {.expectation = [](const Expectation& each) { return absl::StrCat("expected ", each.count); },
       .confirmation =
           [](const absl::Time& time) { return absl::FormatTime(time, absl::UTCTimeZone()); }}};
};

TEST_F(PostgresCoverageTest, FiguresAreThoseOfATableByHand) {
  Expect(1, OrganizationKind::kCountyCommittee, 2);      // 1 there.
  Expect(1, OrganizationKind::kUniversityCommittee, 1);  // 1 there.
  Expect(2, OrganizationKind::kBranch, 3);               // 1 there; the other is closed.
  Expect(3, OrganizationKind::kBranch, 0);               // 1 there: a surplus.
  Expect(2, std::nullopt, 1);                            // 2 there.
  Expect(6, std::nullopt, 4);                            // None there any more.
  const auto coverage = Get(1, "2017-04-01", "2017-01-01");
  ASSERT_THAT(coverage, IsOk());
  EXPECT_THAT(coverage->children,
              ElementsAre(CoverageOfChild{.organization_id = Id(2),
                                          .display_name = "o2",
                                          .figures = {.organizations = 2,
                                                      .organizations_expected = 3,
                                                      .organizations_registered = 1,
                                                      .posts = 2,
                                                      .posts_expected = 1,
                                                      .posts_registered = 1,
                                                      .without_administrator = 1,
                                                      .posts_without_account = 1,
                                                      .stale = 2}},
                          CoverageOfChild{.organization_id = Id(3),
                                          .display_name = "o3",
                                          .figures = {.organizations = 2,
                                                      .organizations_expected = 0,
                                                      .organizations_registered = 0,
                                                      .posts = 0,
                                                      .posts_expected = 4,
                                                      .posts_registered = 0,
                                                      .without_administrator = 2,
                                                      .posts_without_account = 0,
                                                      .stale = 1}}));
  EXPECT_EQ(coverage->sum, (CoverageFigures{.organizations = 5,
                                            .organizations_expected = 6,
                                            .organizations_registered = 3,
                                            .posts = 2,
                                            .posts_expected = 5,
                                            .posts_registered = 1,
                                            .without_administrator = 4,
                                            .posts_without_account = 1,
                                            .stale = 4}));
}

TEST_F(PostgresCoverageTest, LooksAtTheDayAskedFor) {
  const auto before = Get(1, "2016-12-31", "2016-01-01");
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(before->sum.organizations, 6);
  EXPECT_EQ(before->sum.posts, 4);
  EXPECT_EQ(before->sum.without_administrator, 3);
  EXPECT_THAT(Get(1, "2015-08-31", "2016-01-01"), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(Get(5, "2017-04-01", "2016-01-01"), FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(PostgresCoverageTest, WhatIsConfirmedIsNotStale) {
  EXPECT_EQ(Get(1, "2017-04-01", "2017-01-01")->sum.stale, 4);
  ASSERT_THAT(store_.ConfirmOrganization(call_, NewWrite(), Id(2)), IsOk());
  EXPECT_EQ(Get(1, "2017-04-01", "2017-01-01")->sum.stale, 3);
}

}  // namespace
}  // namespace xinqiao::registry
