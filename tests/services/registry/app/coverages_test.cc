#include "services/registry/app/coverages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/calendar/day.h"
#include "services/registry/domain/errors.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_coverage_store.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// It is 1 April 2017, and "school" is on record.
class CoveragesTest : public ::testing::Test {
 protected:
  xinqiao::testing::FakeClock clock_{"2017-04-01"};
  xinqiao::testing::FakeIds ids_;
  xinqiao::testing::FakeCoverageStore store_{
      {.expectation = [](const Expectation& each) { return std::to_string(each.count); },
       .confirmation = [](const absl::Time& time) { return absl::FormatTime(time); }},
      {"school"}};
  Coverages coverages_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(CoveragesTest, TheLastWordCounts) {
  const auto say = [this](const std::string& request_id, Expectation expectation) {
    return coverages_.SetExpectation(
        {}, {.request_id = request_id, .organization_id = "school", .expectation = expectation});
  };
  ASSERT_THAT(say("r1", {.kind = OrganizationKind::kBranch, .count = 5}), IsOk());
  ASSERT_THAT(say("r2", {.count = 7}), IsOk());
  ASSERT_THAT(say("r3", {.kind = OrganizationKind::kBranch, .count = 6}), IsOk());
  // A retry comes too late to change anything.
  EXPECT_EQ(say("r1", {.kind = OrganizationKind::kBranch, .count = 5})->bytes, "5");
  EXPECT_EQ(
      *coverages_.ListExpectations({}, "school"),
      (std::vector<Expectation>{{.kind = OrganizationKind::kBranch, .count = 6}, {.count = 7}}));
}

TEST_F(CoveragesTest, AConfirmationHasTheTimeOfTheFirstCall) {
  const auto first =
      coverages_.ConfirmOrganization({}, {.request_id = "r", .organization_id = "school"});
  ASSERT_THAT(first, IsOk());
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(coverages_.ConfirmOrganization({}, {.request_id = "r", .organization_id = "school"}),
            first);
}

TEST_F(CoveragesTest, UnknownOrganizationsAreNotFound) {
  EXPECT_THAT(coverages_.ListExpectations({}, "nobody"), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(coverages_.ConfirmOrganization({}, {.request_id = "r", .organization_id = "nobody"}),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(coverages_.GetCoverage({}, {.scope_id = "nobody", .stale_days = 1}),
              FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(CoveragesTest, LooksAtTodayAndBackFromTheStartOfTheDay) {
  const auto report = coverages_.GetCoverage({}, {.scope_id = "school", .stale_days = 31});
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->day, Day("2017-04-01"));
  EXPECT_EQ(store_.query().day, Day("2017-04-01"));
  EXPECT_EQ(store_.query().stale_before, absl::FromCivil(Day("2017-03-01"), BusinessZone()));
  ASSERT_THAT(coverages_.GetCoverage(
                  {}, {.scope_id = "school", .as_of = Day("2016-01-01"), .stale_days = 1}),
              IsOk());
  EXPECT_EQ(store_.query().day, Day("2016-01-01"));
}

}  // namespace
}  // namespace xinqiao::registry
