#include "services/registry/app/policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "libs/calendar/day.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_registry_store.h"
#include "tests/support/fakes/registry_encoders.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// It is half past midnight of 17 May 2017 in Shanghai, the day of the notice.
// The school stands, and the catalogue has one kind.
class PoliciesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const Organization school{
        .identity = {.organization_id = "school"},
        .version = {.validity = {.first = Day("2015-09-01"), .end = kOpenEnd}}};
    ASSERT_THAT(store_.InsertOrganization(
                    {}, {.request_id = "r-school"}, school,
                    [&](const PlacementFacts&) { return absl::StatusOr<Organization>(school); }),
                IsOk());
    ASSERT_THAT(policies_.CreateActivityKind({}, Kind("r-kind")), IsOk());
  }

  static NewActivityKind Kind(const std::string& request_id) {
    return {.request_id = request_id,
            .kind = {.kind_id = "five_ones.heart_talk", .display_name = "谈心谈话"}};
  }

  static NewRulePack Draft(const std::string& request_id) {
    return {.request_id = request_id,
            .organization_id = "school",
            .rules = {.document = {.issuer = "共青团泉州师范学院委员会",
                                   .number = "20号",
                                   .title = "通知",
                                   .issue_day = Day("2017-05-17")},
                      .duties = {{.duty_id = "fiv_02",
                                  .title = "五个一",
                                  .requirement_ids = {"FIV-02"},
                                  .kind_ids = {"five_ones.heart_talk"},
                                  .required_count = 5,
                                  .period = PeriodKind::kTwoMonths,
                                  .effective = {Day("2017-04-01"), Day("2018-01-01")}}}},
            .content = "bytes"};
  }

  xinqiao::testing::FakeRegistryStore store_{xinqiao::testing::RegistryTextEncoders()};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 5, 17, 0, 30, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  Policies policies_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(PoliciesTest, AKindIsAddedOnce) {
  EXPECT_THAT(policies_.CreateActivityKind({}, Kind("r1")), FailsWith("ACTIVITY_KIND_EXISTS"));
  EXPECT_THAT(policies_.CreateActivityKind({}, Kind("r-kind")), IsOk());
  EXPECT_THAT(policies_.ListActivityKinds({}, {})->items, SizeIs(1));
}

TEST_F(PoliciesTest, PublishesWithWarnings) {
  const auto answer = policies_.PublishRulePack({}, Draft("r1"));
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(answer->bytes, HasSubstr("version 1 with duties[0].effective.start_day"));
  const auto page = policies_.ListRulePacks({}, {.organization_id = "school"});
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->items, SizeIs(1));
  EXPECT_EQ(page->items[0].content, "bytes");
  EXPECT_EQ(page->items[0].publish_time, clock_.Now());
  EXPECT_THAT(policies_.GetRulePack(
                  {}, {.organization_id = "school", .rule_pack_id = page->items[0].rule_pack_id}),
              IsOkAndHolds(page->items[0]));
}

TEST_F(PoliciesTest, ADocumentOfTomorrowIsRefusedByTheCalendarOfShanghai) {
  clock_.Advance(-absl::Hours(1));
  EXPECT_THAT(policies_.PublishRulePack({}, Draft("r1")), FailsWith("INVALID_FIELDS"));
}

TEST_F(PoliciesTest, APublishedPackStaysAsItIs) {
  ASSERT_THAT(policies_.PublishRulePack({}, Draft("r1")), IsOk());
  const PublishedRulePack first =
      policies_.ListRulePacks({}, {.organization_id = "school"})->items[0];
  NewRulePack changed = Draft("r2");
  changed.content = "other bytes";
  ASSERT_THAT(policies_.PublishRulePack({}, changed), IsOk());
  const auto page = policies_.ListRulePacks({}, {.organization_id = "school"});
  ASSERT_THAT(page->items, SizeIs(2));
  EXPECT_EQ(page->items[0], first);
  EXPECT_EQ(page->items[1].version, 2);
}

TEST_F(PoliciesTest, WhatWasNotPublishedIsNotFound) {
  EXPECT_THAT(policies_.GetRulePack({}, {.organization_id = "school", .rule_pack_id = "none"}),
              FailsWith("RULE_PACK_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::registry
