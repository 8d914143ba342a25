#include "services/registry/domain/organization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

using Kind = OrganizationKind;
using Level = OrganizationLevel;

// Of a kind that has nearly every level.
Organization Child(Level level, const std::string& parent_id) {
  return {.identity = {.organization_id = "child", .kind = Kind::kDepartment, .level = level},
          .version = {.validity = {.first = Day("2017-04-01"), .end = kOpenEnd},
                      .parent_id = parent_id}};
}

OrganizationHistory Parent(Level level) {
  return {.identity = {.organization_id = "parent", .level = level, .log = "province"},
          .versions = {{.validity = {.first = Day("2015-09-01"), .end = kOpenEnd}}}};
}

// Stands, has another name from 2016 on, and is closed from 2018 on.
std::vector<OrganizationVersion> ThreeVersions() {
  return {
      {.validity = {.first = Day("2015-09-01"), .end = Day("2016-01-01")}, .display_name = "first"},
      {.validity = {.first = Day("2016-01-01"), .end = Day("2018-01-01")},
       .display_name = "second"},
      {.validity = {.first = Day("2018-01-01"), .end = kOpenEnd},
       .display_name = "second",
       .closed = true}};
}

TEST(OrganizationTest, ARootNeedsNoParent) {
  const auto placed = Place(Child(Level::kCity, ""), std::nullopt);
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->identity.log, "");
}

TEST(OrganizationTest, AnUnknownParentIsNotValid) {
  EXPECT_THAT(Place(Child(Level::kCollege, "parent"), std::nullopt), FailsWith("PARENT_NOT_VALID"));
}

TEST(OrganizationTest, AParentStandsFromTheFirstDayOn) {
  const Organization child = Child(Level::kCollege, "parent");
  OrganizationHistory parent = Parent(Level::kSchool);
  parent.versions.front().validity.first = Day("2017-04-01");
  EXPECT_THAT(Place(child, parent), IsOk());
  parent.versions.front().validity.first = Day("2017-04-02");
  EXPECT_THAT(Place(child, parent), FailsWith("PARENT_NOT_VALID"));
}

TEST(OrganizationTest, AParentThatWillBeClosedIsNotValid) {
  Organization child = Child(Level::kCollege, "parent");
  OrganizationHistory parent = Parent(Level::kSchool);
  parent.versions = ThreeVersions();
  EXPECT_THAT(Place(child, parent), FailsWith("PARENT_NOT_VALID"));
  child.version.validity.first = Day("2018-01-01");
  EXPECT_THAT(Place(child, parent), FailsWith("PARENT_NOT_VALID"));
}

TEST(OrganizationTest, OnlyAHigherLevelIsAbove) {
  for (int parent = 1; parent <= 8; ++parent) {
    for (int child = 3; child <= 7; ++child) {
      const auto placed =
          Place(Child(static_cast<Level>(child), "parent"), Parent(static_cast<Level>(parent)));
      if (parent < child) {
        EXPECT_THAT(placed, IsOk()) << parent << " over " << child;
      } else {
        EXPECT_THAT(placed, FailsWith("LEVEL_CONFLICT")) << parent << " over " << child;
      }
    }
  }
}

TEST(OrganizationTest, EachKindHasItsLevels) {
  const std::map<Kind, std::vector<int>> levels = {
      {Kind::kCentralCommittee, {1}},
      {Kind::kProvincialCommittee, {2}},
      {Kind::kPrefectureCommittee, {3}},
      {Kind::kCountyCommittee, {4}},
      {Kind::kWorkCommittee, {3, 4, 5, 6}},
      {Kind::kUniversityCommittee, {3, 4, 5}},
      {Kind::kCollegeCommittee, {6}},
      {Kind::kBaseCommittee, {3, 4, 5, 6}},
      {Kind::kGeneralBranch, {5, 6}},
      {Kind::kBranch, {7}},
      {Kind::kDepartment, {3, 4, 5, 6, 7}},
      {Kind::kClub, {8}},
      {Kind::kYouthSocialOrganization, {8}},
      {Kind::kVolunteerOrganization, {8}},
      {Kind::kVenue, {8}},
      {Kind::kOnlinePlatform, {8}},
  };
  for (const auto& [kind, wanted] : levels) {
    std::vector<int> found;
    for (int level = 1; level <= 8; ++level) {
      if (HasLevel(kind, static_cast<Level>(level))) found.push_back(level);
    }
    EXPECT_EQ(found, wanted) << static_cast<int>(kind);
  }
}

TEST(OrganizationTest, AKindWithAnotherLevelIsRefused) {
  Organization branch = Child(Level::kSchool, "parent");
  branch.identity.kind = Kind::kBranch;
  EXPECT_THAT(Place(branch, Parent(Level::kCounty)), FailsWith("LEVEL_CONFLICT"));
}

TEST(OrganizationTest, TheLogIsThatOfTheNearestLedgerRoot) {
  Organization child = Child(Level::kCity, "parent");
  EXPECT_EQ(Place(child, Parent(Level::kProvince))->identity.log, "province");
  child.identity.ledger_root = true;
  EXPECT_EQ(Place(child, Parent(Level::kProvince))->identity.log, "child");
}

TEST(OrganizationTest, ProvincesAreLedgerRootsByDefault) {
  EXPECT_TRUE(IsLedgerRootByDefault(Kind::kProvincialCommittee));
  EXPECT_FALSE(IsLedgerRootByDefault(Kind::kCentralCommittee));
  EXPECT_FALSE(IsLedgerRootByDefault(Kind::kPrefectureCommittee));
}

TEST(OrganizationTest, CommitteesOfDivisionsAreLeadingBodiesByDefault) {
  for (int kind = 1; kind <= 16; ++kind) {
    EXPECT_EQ(IsLeadingBodyByDefault(static_cast<Kind>(kind)), kind <= 4) << kind;
  }
}

TEST(OrganizationTest, WhatACallerLeavesOutComesFromTheKind) {
  NewOrganization draft{
      .display_name = "Shaanxi",
      .kind = Kind::kProvincialCommittee,
      .level = Level::kProvince,
      .valid_from = Day("2017-04-01"),
      .codes = {{CodeScheme::kExternal, "sn"}, {CodeScheme::kDivision, "610000"}}};
  const Organization organization = OrganizationOf(draft, "sn", absl::FromUnixSeconds(1));
  EXPECT_TRUE(organization.identity.ledger_root);
  EXPECT_TRUE(organization.identity.leading_body);
  EXPECT_THAT(organization.identity.codes,
              ElementsAre(OrganizationCode{CodeScheme::kDivision, "610000"},
                          OrganizationCode{CodeScheme::kExternal, "sn"}));
  EXPECT_EQ(organization.version.validity, (Period{.first = Day("2017-04-01"), .end = kOpenEnd}));

  draft.leading_body = false;
  EXPECT_FALSE(OrganizationOf(draft, "sn", absl::FromUnixSeconds(1)).identity.leading_body);
}

TEST(OrganizationTest, EachDayHasTheVersionThatHoldsIt) {
  const std::vector<OrganizationVersion> versions = ThreeVersions();
  EXPECT_EQ(VersionOn(versions, Day("2015-08-31")), nullptr);
  EXPECT_EQ(VersionOn(versions, Day("2015-09-01")), &versions[0]);
  EXPECT_EQ(VersionOn(versions, Day("2015-12-31")), &versions[0]);
  EXPECT_EQ(VersionOn(versions, Day("2016-01-01")), &versions[1]);
  EXPECT_EQ(VersionOn(versions, Day("2024-01-01")), &versions[2]);
}

TEST(OrganizationTest, WhatStandsFromADayOnNeverClosesAfterIt) {
  std::vector<OrganizationVersion> versions = ThreeVersions();
  EXPECT_FALSE(StandsFrom(versions, Day("2016-06-01")));
  versions.back().closed = false;
  EXPECT_FALSE(StandsFrom(versions, Day("2015-08-31")));
  EXPECT_TRUE(StandsFrom(versions, Day("2015-09-01")));
  versions.front().closed = true;
  EXPECT_TRUE(StandsFrom(versions, Day("2016-01-01")));
}

}  // namespace
}  // namespace xinqiao::registry
