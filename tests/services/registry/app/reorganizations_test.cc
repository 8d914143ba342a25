#include "services/registry/app/reorganizations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/calendar/day.h"
#include "services/registry/app/organizations.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_registry_store.h"
#include "tests/support/fakes/tree_feed.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// A province with two cities, of which the first has a county. It is 17 May
// 2017.
class ReorganizationsTest : public ::testing::Test {
 protected:
  ReorganizationsTest() {
    province_ = Create(OrganizationKind::kProvincialCommittee, OrganizationLevel::kProvince, "");
    east_ = Create(OrganizationKind::kPrefectureCommittee, OrganizationLevel::kCity, province_);
    west_ = Create(OrganizationKind::kPrefectureCommittee, OrganizationLevel::kCity, province_);
    county_ = Create(OrganizationKind::kCountyCommittee, OrganizationLevel::kCounty, east_);
  }

  std::string RequestId() { return absl::StrCat("r", ++requests_); }

  // The id of a new organization, which is the newest one of the tree.
  std::string Create(OrganizationKind kind, OrganizationLevel level, const std::string& parent) {
    EXPECT_THAT(organizations_.CreateOrganization({}, {.request_id = RequestId(),
                                                       .display_name = "团委",
                                                       .kind = kind,
                                                       .level = level,
                                                       .parent_id = parent,
                                                       .valid_from = Day("2015-09-01")}),
                IsOk());
    return tree_.ListOrganizations("", Day("2017-05-17"), {})
        ->items.back()
        .identity.organization_id;
  }

  NewReorganization Move(const char* day) {
    return {.request_id = RequestId(),
            .effective_day = Day(day),
            .changes = {MoveChange{.organization = county_, .parent = west_}},
            .content = "move"};
  }

  std::string ParentOfCounty(const char* day) {
    return tree_.Find(county_, Day(day))->version.parent_id;
  }

  int requests_ = 0;
  OrganizationTree tree_;
  xinqiao::testing::FakeRegistryStore store_{
      xinqiao::testing::FeedTree(xinqiao::testing::RegistryTextEncoders(), tree_)};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 5, 17, 9, 0, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  Organizations organizations_{{.store = store_,
                                .tree = tree_,
                                .wait_for_position = [](int64_t, absl::Time) { return true; },
                                .clock = clock_,
                                .ids = ids_}};
  Reorganizations reorganizations_{
      {.store = store_,
       .policy_store = store_,
       .tree = tree_,
       .encode_content =
           [this](const std::string& content, const ReorganizationPreview& preview,
                  const std::vector<std::string>& created_ids) {
             rule_packs_left_ = preview.rule_packs_left;
             return absl::StrCat(content, " of ", preview.affected.organizations, ", ",
                                 created_ids.size(), " new, ", preview.conflicts.size(),
                                 " conflicts, ", preview.warnings.size(), " warnings");
           },
       .encode_preview = [](const Reorganization& value) { return "preview: " + value.content; },
       .clock = clock_,
       .ids = ids_}};
  std::string province_, east_, west_, county_;
  std::vector<std::string> rule_packs_left_;  // Of the last preview.
};

TEST_F(ReorganizationsTest, APreviewChangesNothing) {
  NewReorganization asked = Move("2017-06-01");
  asked.validate_only = true;
  EXPECT_THAT(reorganizations_.CreateReorganization({}, asked),
              IsOkAndHolds(Answer{.bytes = "preview: move of 1, 0 new, 0 conflicts, 0 warnings"}));
  EXPECT_EQ(ParentOfCounty("2017-06-01"), east_);
}

TEST_F(ReorganizationsTest, ShowsWhichPacksAreLeftThatHaveNotEnded) {
  const Period until_june = {Day("2017-01-01"), Day("2017-06-01")};
  const std::map<std::string, std::optional<Period>> packs = {
      {"whenever", std::nullopt},
      {"until_june", until_june},
      {"never", Period{Day("2017-09-01"), Day("2017-09-01")}},
      {"from_july", Period{Day("2017-07-01"), kOpenEnd}}};
  for (const auto& [id, in_force] : packs) {
    const PublishedRulePack pack{
        .rule_pack_id = id, .organization_id = east_, .in_force = in_force};
    ASSERT_THAT(store_.InsertRulePack({}, {.request_id = RequestId()}, {.organization_id = east_},
                                      [&](const PublicationFacts&) -> absl::StatusOr<Publication> {
                                        return Publication{.rule_pack = pack};
                                      }),
                IsOk());
  }
  ASSERT_THAT(reorganizations_.CreateReorganization({}, Move("2017-06-01")), IsOk());
  const std::string east = absl::StrCat("organizations/", east_, "/rulePacks/");
  EXPECT_THAT(rule_packs_left_, ElementsAre(east + "from_july", east + "whenever"));
}

TEST_F(ReorganizationsTest, AppliesOnceAndKeepsWhatItCounted) {
  const NewReorganization asked = Move("2017-06-01");
  const auto first = reorganizations_.CreateReorganization({}, asked);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(ParentOfCounty("2017-05-31"), east_);
  EXPECT_EQ(ParentOfCounty("2017-06-01"), west_);
  EXPECT_THAT(reorganizations_.CreateReorganization({}, asked), IsOkAndHolds(*first));
  const auto listed = reorganizations_.ListReorganizations({}, {});
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->items, SizeIs(1));
  EXPECT_EQ(listed->items[0].content, "move of 1, 0 new, 0 conflicts, 0 warnings");
  EXPECT_THAT(reorganizations_.GetReorganization({}, "nobody"),
              FailsWith("REORGANIZATION_NOT_FOUND"));
}

TEST_F(ReorganizationsTest, ADayInThePastIsAllowedWithAWarning) {
  NewReorganization asked = Move("2017-05-16");
  asked.validate_only = true;
  const auto preview = reorganizations_.CreateReorganization({}, asked);
  ASSERT_THAT(preview, IsOk());
  EXPECT_THAT(preview->bytes, HasSubstr("1 warnings"));
}

TEST_F(ReorganizationsTest, ACodeThatAnotherHasIsAConflict) {
  NewOrganization draft{.request_id = RequestId(),
                        .display_name = "某学校团委",
                        .kind = OrganizationKind::kUniversityCommittee,
                        .level = OrganizationLevel::kSchool,
                        .parent_id = east_,
                        .valid_from = Day("2015-09-01"),
                        .codes = {{.scheme = CodeScheme::kSchool, .code = "10399"}}};
  ASSERT_THAT(organizations_.CreateOrganization({}, draft), IsOk());
  NewReorganization asked = Move("2017-06-01");
  asked.changes.push_back(CreateChange{.key = "a", .organization = draft});
  EXPECT_THAT(reorganizations_.CreateReorganization({}, asked),
              FailsWith("REORGANIZATION_CONFLICT"));
  EXPECT_EQ(ParentOfCounty("2017-06-01"), east_);
}

TEST_F(ReorganizationsTest, WhatIsTakenBackLeavesTheTreeAsItWas) {
  ASSERT_THAT(reorganizations_.CreateReorganization({}, Move("2017-06-01")), IsOk());
  const std::string id = reorganizations_.ListReorganizations({}, {})->items[0].reorganization_id;
  ASSERT_THAT(reorganizations_.CancelReorganization(
                  {}, {.request_id = RequestId(), .reorganization_id = id, .reason = "暂缓"}),
              IsOk());
  EXPECT_EQ(ParentOfCounty("2017-06-01"), east_);
  EXPECT_TRUE(reorganizations_.GetReorganization({}, id)->cancel_time.has_value());
}

TEST_F(ReorganizationsTest, AnAdministratorAboveBothSidesMayAndOneOfOneSideMayNot) {
  const auto appoint = [&](const std::string& person_id, const std::string& organization_id) {
    ASSERT_THAT(store_.InsertPost({}, {.request_id = RequestId()},
                                  {.post_id = ids_.NewId(),
                                   .organization_id = organization_id,
                                   .person_id = person_id,
                                   .title = "管理员",
                                   .administrator = true,
                                   .validity = {.first = Day("2016-01-01"), .end = kOpenEnd}},
                                  [](const AppointmentFacts&) { return absl::OkStatus(); }),
                IsOk());
  };
  appoint("of-east", east_);
  appoint("of-province", province_);
  EXPECT_THAT(
      reorganizations_.CreateReorganization({.principal = "people/of-east"}, Move("2017-06-01")),
      FailsWith("OUT_OF_SCOPE"));
  EXPECT_THAT(reorganizations_.CreateReorganization({.principal = "people/of-province"},
                                                    Move("2017-06-01")),
              IsOk());
  const std::string id = reorganizations_.ListReorganizations({}, {})->items[0].reorganization_id;
  const auto cancel = [&](const char* principal) {
    return reorganizations_.CancelReorganization(
        {.principal = principal},
        {.request_id = RequestId(), .reorganization_id = id, .reason = "暂缓"});
  };
  EXPECT_THAT(cancel("people/of-east"), FailsWith("OUT_OF_SCOPE"));
  EXPECT_THAT(cancel("people/of-province"), IsOk());
}

TEST_F(ReorganizationsTest, ItIsTooLateFromTheDayOn) {
  ASSERT_THAT(reorganizations_.CreateReorganization({}, Move("2017-05-18")), IsOk());
  const std::string id = reorganizations_.ListReorganizations({}, {})->items[0].reorganization_id;
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT(reorganizations_.CancelReorganization(
                  {}, {.request_id = RequestId(), .reorganization_id = id, .reason = "暂缓"}),
              FailsWith("REORGANIZATION_IN_EFFECT"));
  EXPECT_EQ(ParentOfCounty("2017-05-18"), west_);
}

}  // namespace
}  // namespace xinqiao::registry
