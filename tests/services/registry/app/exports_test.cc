#include "services/registry/app/exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "libs/calendar/period.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_export_store.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kProvince[] = "00000000-0000-7000-8000-000000000001";
constexpr char kCity[] = "00000000-0000-7000-8000-000000000002";
constexpr char kSchool[] = "00000000-0000-7000-8000-000000000003";

Organization NewOrganization(const std::string& id, OrganizationLevel level,
                             const std::string& parent_id, absl::string_view first_day) {
  return {.identity = {.organization_id = id,
                       .kind = OrganizationKind::kDepartment,
                       .level = level,
                       .log = kProvince},
          .version = {.validity = {Day(first_day), kOpenEnd},
                      .display_name = "organization " + id.substr(35),
                      .parent_id = parent_id}};
}

// It is 1 April 2017: a province, a city with a key, and a school that the
// city took over in 2010. Somebody has a post in both.
class ExportsTest : public ::testing::Test {
 protected:
  ExportsTest() {
    Organization province =
        NewOrganization(kProvince, OrganizationLevel::kProvince, "", "1950-01-01");
    Organization city = NewOrganization(kCity, OrganizationLevel::kCity, kProvince, "2005-01-01");
    city.identity.codes = {{CodeScheme::kDivision, "350500"}, {CodeScheme::kExternal, "quanzhou"}};
    Organization school =
        NewOrganization(kSchool, OrganizationLevel::kSchool, kProvince, "2000-01-01");
    OrganizationHistory moved{.identity = school.identity,
                              .versions = {school.version, school.version}};
    moved.versions[0].validity.end = Day("2010-01-01");
    moved.versions[1].validity.first = Day("2010-01-01");
    moved.versions[1].parent_id = kCity;
    EXPECT_THAT(tree_.Apply({.created = {province, city, school}, .changed = {moved}}), IsOk());
    store_.Add({.key = "t1",
                .post = {.post_id = "p1",
                         .organization_id = kCity,
                         .title = "书记",
                         .managing_organization_id = kProvince,
                         .validity = {Day("2016-01-01"), kOpenEnd}},
                .person_key = "z1",
                .person = {.person_id = "person", .display_name = "张知斌"}});
    store_.Add({.key = "t2",
                .post = {.post_id = "p2",
                         .organization_id = kSchool,
                         .title = "副书记",
                         .validity = {Day("2016-01-01"), Day("2017-03-01")}},
                .person_key = "z1",
                .person = {.person_id = "person", .display_name = "张知斌"}});
  }

  // Everything, as lines.
  std::vector<std::string> Read(const std::string& scope, std::optional<absl::CivilDay> day) {
    const auto source = exports_.Start(scope, day);
    EXPECT_THAT(source, IsOk());
    std::vector<std::string> lines;
    while (true) {
      const auto rows = (*source)->Next({});
      EXPECT_THAT(rows, IsOk());
      if (!rows.ok() || rows->size() == 0) return lines;
      for (const OrganizationRow& row : rows->organizations) {
        lines.push_back(absl::StrCat(
            row.place.key.substr(row.place.key.size() - 4), " < ",
            row.parent_key.empty() ? "-" : row.parent_key.substr(row.parent_key.size() - 4), " ",
            absl::FormatCivilTime(row.valid_from), " ", row.division_code));
      }
      for (const PersonRow& row : rows->people) {
        lines.push_back(absl::StrCat(row.place.key, " ", row.display_name));
      }
      for (const PostRow& row : rows->posts) {
        lines.push_back(absl::StrCat(
            row.place.key, " ", row.person_key, " in ",
            row.organization_key.substr(row.organization_key.size() - 4), " managed by ",
            row.managing_organization_key.empty() ? "-" : row.managing_organization_key));
      }
    }
  }

  OrganizationTree tree_;
  xinqiao::testing::FakeExportStore store_;
  xinqiao::testing::FakeClock clock_{"2017-04-01"};
  Exports exports_{{.tree = tree_, .store = store_, .clock = clock_}};
};

TEST_F(ExportsTest, GivesOutOrganizationsThenPeopleThenPosts) {
  EXPECT_THAT(Read(kProvince, std::nullopt),
              ElementsAre("0001 < - 1950-01-01 ", "zhou < 0001 2005-01-01 350500",
                          // Since it stands there; its parent is younger than it.
                          "0003 < zhou 2010-01-01 ", "z1 张知斌",
                          absl::StrCat("t1 z1 in zhou managed by ", kProvince)));
}

TEST_F(ExportsTest, LooksAtTheDayAskedFor) {
  EXPECT_THAT(Read(kProvince, Day("2017-02-01")),
              ElementsAre("0001 < - 1950-01-01 ", "zhou < 0001 2005-01-01 350500",
                          "0003 < zhou 2010-01-01 ", "z1 张知斌",
                          absl::StrCat("t1 z1 in zhou managed by ", kProvince),
                          "t2 z1 in 0003 managed by -"));
  EXPECT_THAT(Read(kProvince, Day("2004-12-31")),
              ElementsAre("0001 < - 1950-01-01 ", "0003 < 0001 2000-01-01 "));
}

TEST_F(ExportsTest, TheScopeHasNoParent) {
  EXPECT_THAT(Read(kSchool, Day("2017-04-01")), ElementsAre("0003 < - 2000-01-01 "));
}

TEST_F(ExportsTest, WhatDoesNotStandIsNotFound) {
  EXPECT_THAT(exports_.Start("00000000-0000-7000-8000-000000000009", std::nullopt),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(exports_.Start(kCity, Day("2004-12-31")), FailsWith("ORGANIZATION_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::registry
