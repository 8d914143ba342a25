#include "services/registry/domain/organization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

Organization Child(OrganizationLevel level, const std::string& parent_id) {
  return {.organization_id = "child",
          .level = level,
          .parent_id = parent_id,
          .validity = {.first = Day("2017-04-01"), .end = kOpenEnd}};
}

Organization Parent(OrganizationLevel level) {
  return {.organization_id = "parent",
          .level = level,
          .validity = {.first = Day("2015-09-01"), .end = kOpenEnd},
          .log = "province"};
}

TEST(OrganizationTest, ARootNeedsNoParent) {
  const auto placed = Place(Child(OrganizationLevel::kProvince, ""), std::nullopt);
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->log, "");
}

TEST(OrganizationTest, AnUnknownParentIsNotValid) {
  EXPECT_THAT(Place(Child(OrganizationLevel::kCollege, "parent"), std::nullopt),
              FailsWith("PARENT_NOT_VALID"));
}

TEST(OrganizationTest, AParentMustStandOnTheFirstDay) {
  const Organization child = Child(OrganizationLevel::kCollege, "parent");
  Organization parent = Parent(OrganizationLevel::kSchool);
  parent.validity.first = Day("2017-04-01");
  EXPECT_THAT(Place(child, parent), IsOk());
  parent.validity.first = Day("2017-04-02");
  EXPECT_THAT(Place(child, parent), FailsWith("PARENT_NOT_VALID"));
  parent.validity = {.first = Day("2015-09-01"), .end = Day("2017-04-01")};
  EXPECT_THAT(Place(child, parent), FailsWith("PARENT_NOT_VALID"));
}

TEST(OrganizationTest, OnlyAHigherLevelIsAbove) {
  for (int parent = 1; parent <= 7; ++parent) {
    for (int child = 1; child <= 7; ++child) {
      const auto placed = Place(Child(static_cast<OrganizationLevel>(child), "parent"),
                                Parent(static_cast<OrganizationLevel>(parent)));
      if (parent < child) {
        EXPECT_THAT(placed, IsOk()) << parent << " over " << child;
      } else {
        EXPECT_THAT(placed, FailsWith("LEVEL_CONFLICT")) << parent << " over " << child;
      }
    }
  }
}

TEST(OrganizationTest, TheLogIsThatOfTheNearestLedgerRoot) {
  Organization child = Child(OrganizationLevel::kCity, "parent");
  EXPECT_EQ(Place(child, Parent(OrganizationLevel::kProvince))->log, "province");
  child.ledger_root = true;
  EXPECT_EQ(Place(child, Parent(OrganizationLevel::kProvince))->log, "child");
}

TEST(OrganizationTest, ProvincesAreLedgerRootsByDefault) {
  EXPECT_TRUE(IsLedgerRootByDefault(OrganizationKind::kProvincialCommittee));
  EXPECT_FALSE(IsLedgerRootByDefault(OrganizationKind::kCentralCommittee));
  EXPECT_FALSE(IsLedgerRootByDefault(OrganizationKind::kPrefectureCommittee));
}

}  // namespace
}  // namespace xinqiao::registry
