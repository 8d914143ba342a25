#include "services/registry/app/reorganization_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

constexpr int kProvince = 1;
constexpr int kEast = 2;
constexpr int kWest = 3;
constexpr int kCounty = 4;
constexpr int kTown = 5;
constexpr int kVillage = 6;

// province > { east > county > town > village, west }; the county has two open
// posts, the village one.
class ReorganizationPreviewTest : public ::testing::Test {
 protected:
  ReorganizationPreviewTest() {
    using Kind = OrganizationKind;
    using Level = OrganizationLevel;
    OrganizationTree::Change change{
        .created = {New(kProvince, Kind::kProvincialCommittee, Level::kProvince, {}),
                    New(kEast, Kind::kPrefectureCommittee, Level::kCity, {.parent = kProvince}),
                    New(kWest, Kind::kPrefectureCommittee, Level::kCity, {.parent = kProvince}),
                    New(kCounty, Kind::kCountyCommittee, Level::kCounty, {.parent = kEast}),
                    New(kTown, Kind::kBaseCommittee, Level::kSchool, {.parent = kCounty}),
                    New(kVillage, Kind::kBranch, Level::kBranch, {.parent = kTown})}};
    for (int i = 0; i < 3; ++i) {
      change.posts.push_back({.post_id = Id(100 + i),
                              .organization_id = Id(i < 2 ? kCounty : kVillage),
                              .validity = {.first = Day("2016-01-01"), .end = kOpenEnd}});
    }
    EXPECT_THAT(tree_.Apply(change), IsOk());
  }

  // "2: -3/-1" for each organization whose totals change.
  static std::vector<std::string> Totals(const Measurement& measurement) {
    std::vector<std::string> lines;
    for (const TotalChange& total : measurement.preview.totals) {
      lines.push_back(absl::StrCat(total.organization_id.back() - '0', ": ",
                                   total.gain.organizations, "/", total.gain.posts));
    }
    return lines;
  }

  Measurement MeasureChange(const std::vector<OrganizationHistory>& changed,
                            const std::vector<std::string>& closed_ids = {}) {
    ReorganizationPlan plan{.closed_ids = closed_ids};
    for (const OrganizationHistory& each : changed) {
      plan.changed[each.identity.organization_id] = each;
    }
    return Measure(tree_, plan, Day("2017-06-01"));
  }

  OrganizationTree tree_;
};

TEST_F(ReorganizationPreviewTest, AMoveTakesEverythingBelowAlong) {
  const Measurement measured = MeasureChange(
      {History(kCounty, {{.parent = kEast}, {.from = "2017-06-01", .parent = kWest}})});
  EXPECT_EQ(measured.preview.organizations_changed, 1);
  EXPECT_EQ(measured.preview.affected, (SubtreeTotals{.organizations = 3, .posts = 3}));
  EXPECT_THAT(Totals(measured), ElementsAre("2: -3/-3", "3: 3/3"));
  EXPECT_THAT(measured.above_left, ElementsAre(Id(kEast)));
  EXPECT_THAT(measured.above_entered, ElementsAre(Id(kWest)));
  EXPECT_THAT(measured.sides, ElementsAre(Id(kEast), Id(kWest)));
}

TEST_F(ReorganizationPreviewTest, WhatMovesInsideAnotherIsCountedOnce) {
  // The county is closed into the western city; its town goes there by itself.
  const Measurement measured = MeasureChange(
      {History(kCounty,
               {{.parent = kEast}, {.from = "2017-06-01", .parent = kWest, .closed = true}}),
       History(kTown, {{.parent = kCounty}, {.from = "2017-06-01", .parent = kWest}})},
      {Id(kCounty)});
  EXPECT_EQ(measured.preview.affected, (SubtreeTotals{.organizations = 3, .posts = 3}));
  EXPECT_EQ(measured.preview.posts_ended, 2);
  EXPECT_THAT(Totals(measured), ElementsAre("2: -3/-3", "3: 3/3", "4: -2/-1"));
}

TEST_F(ReorganizationPreviewTest, ANewNameAffectsNobodysPlace) {
  const Measurement measured = MeasureChange({History(
      kCounty, {{.parent = kEast}, {.from = "2017-06-01", .parent = kEast, .name = "区委"}})});
  EXPECT_EQ(measured.preview.organizations_changed, 1);
  EXPECT_EQ(measured.preview.affected, SubtreeTotals{});
  EXPECT_THAT(Totals(measured), IsEmpty());
  EXPECT_THAT(measured.sides, ElementsAre(Id(kEast)));
}

TEST_F(ReorganizationPreviewTest, WhatTheTreeHasNotHeardOfCountsNothing) {
  const Measurement measured =
      MeasureChange({History(9, {{.parent = kEast}, {.from = "2017-06-01", .parent = kWest}})});
  EXPECT_EQ(measured.preview.affected, SubtreeTotals{});
  EXPECT_THAT(Totals(measured), IsEmpty());
  // Whoever may not touch it cannot use that moment.
  EXPECT_THAT(measured.sides, ElementsAre(Id(kWest), Id(9)));
}

TEST_F(ReorganizationPreviewTest, WhoeverCreatesTouchesTheParent) {
  ReorganizationPlan plan{.created = {History(9, {{.from = "2017-06-01", .parent = kWest}})}};
  const Measurement measured = Measure(tree_, plan, Day("2017-06-01"));
  EXPECT_EQ(measured.preview.organizations_changed, 1);
  EXPECT_THAT(measured.sides, ElementsAre(Id(kWest)));
  EXPECT_THAT(Totals(measured), IsEmpty());
}

}  // namespace
}  // namespace xinqiao::registry
