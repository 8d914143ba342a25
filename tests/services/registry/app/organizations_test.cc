#include "services/registry/app/organizations.h"

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
#include "tests/support/fakes/tree_feed.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// It is one o'clock in the night of 1 April 2017 in Shanghai, where it is still
// March in Greenwich.
class OrganizationsTest : public ::testing::Test {
 protected:
  NewOrganization Draft(const std::string& request_id) const {
    return {.request_id = request_id,
            .display_name = "福建",
            .kind = OrganizationKind::kProvincialCommittee,
            .level = OrganizationLevel::kProvince,
            .valid_from = Day("2017-04-01")};
  }

  NewOrganization City(const std::string& request_id, const std::string& parent_id) const {
    NewOrganization city = Draft(request_id);
    city.display_name = "泉州";
    city.kind = OrganizationKind::kPrefectureCommittee;
    city.level = OrganizationLevel::kCity;
    city.parent_id = parent_id;
    return city;
  }

  // The one organization there is.
  Organization Only() {
    const auto page = organizations_.ListOrganizations({}, "", {}, {});
    EXPECT_THAT(page, IsOk());
    EXPECT_THAT(page->items, SizeIs(1));
    return page->items.front();
  }

  OrganizationTree tree_;
  xinqiao::testing::FakeRegistryStore store_{
      xinqiao::testing::FeedTree(xinqiao::testing::RegistryTextEncoders(), tree_)};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 4, 1, 1, 0, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  int64_t position_ = 7;  // How far the tree is.
  Organizations organizations_{
      {.store = store_,
       .tree = tree_,
       .wait_for_position = [this](int64_t position, absl::Time) { return position <= position_; },
       .clock = clock_,
       .ids = ids_}};
};

TEST_F(OrganizationsTest, AProvinceIsALedgerRootAndItsOwnLogAndALeadingBody) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const Organization province = Only();
  EXPECT_TRUE(province.identity.ledger_root);
  EXPECT_EQ(province.identity.log, province.identity.organization_id);
  EXPECT_EQ(province.identity.create_time, clock_.Now());
  EXPECT_TRUE(province.identity.leading_body);
  EXPECT_EQ(province.version.validity.end, kOpenEnd);
}

TEST_F(OrganizationsTest, WhoSaysSoIsALeadingBodyOrNot) {
  NewOrganization draft = Draft("r1");
  draft.leading_body = false;
  ASSERT_THAT(organizations_.CreateOrganization({}, draft), IsOk());
  EXPECT_FALSE(Only().identity.leading_body);
}

TEST_F(OrganizationsTest, AChildGoesToTheLogOfItsParent) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const std::string province_id = Only().identity.organization_id;
  ASSERT_THAT(organizations_.CreateOrganization({}, City("r2", province_id)), IsOk());
  const auto children = organizations_.ListOrganizations({}, province_id, {}, {});
  ASSERT_THAT(children, IsOk());
  ASSERT_THAT(children->items, SizeIs(1));
  EXPECT_EQ(children->items[0].identity.log, province_id);
}

TEST_F(OrganizationsTest, TheRuleOfTheTreeIsAsked) {
  EXPECT_THAT(organizations_.CreateOrganization({}, City("r1", "nobody")),
              FailsWith("PARENT_NOT_VALID"));
  NewOrganization county = Draft("r2");
  county.level = OrganizationLevel::kCounty;
  EXPECT_THAT(organizations_.CreateOrganization({}, county), FailsWith("LEVEL_CONFLICT"));
  EXPECT_THAT(store_.events(), IsEmpty());
}

TEST_F(OrganizationsTest, NoTwoHaveOneCode) {
  NewOrganization draft = Draft("r1");
  draft.codes = {{.scheme = CodeScheme::kDivision, .code = "350000"}};
  ASSERT_THAT(organizations_.CreateOrganization({}, draft), IsOk());
  draft.request_id = "r2";
  EXPECT_THAT(organizations_.CreateOrganization({}, draft), FailsWith("CODE_IN_USE"));
  const auto found = organizations_.LookupOrganization({}, draft.codes[0], {});
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->version.display_name, "福建");
  EXPECT_THAT(organizations_.LookupOrganization(
                  {}, {.scheme = CodeScheme::kDivision, .code = "360000"}, {}),
              FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(OrganizationsTest, ARetryGetsTheFirstAnswer) {
  const auto first = organizations_.CreateOrganization({}, Draft("r1"));
  ASSERT_THAT(first, IsOk());
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOkAndHolds(*first));
  EXPECT_THAT(store_.events(), SizeIs(1));
}

TEST_F(OrganizationsTest, TodayIsTheDayInShanghai) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const std::string id = Only().identity.organization_id;
  EXPECT_THAT(organizations_.GetOrganization({}, id, {}), IsOk());
  clock_.Advance(-absl::Hours(2));
  EXPECT_THAT(organizations_.GetOrganization({}, id, {}), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(organizations_.GetOrganization({}, id, {.as_of = Day("2017-04-01")}), IsOk());
}

TEST_F(OrganizationsTest, AReaderWaitsForThePositionItKnows) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const std::string id = Only().identity.organization_id;
  EXPECT_THAT(organizations_.GetOrganization({}, id, {.min_position = 7}), IsOk());
  EXPECT_THAT(organizations_.GetOrganization({}, id, {.min_position = 8}),
              FailsWith("NOT_CAUGHT_UP"));
  EXPECT_THAT(organizations_.ListAncestors({}, id, {.min_position = 8}),
              FailsWith("NOT_CAUGHT_UP"));
  EXPECT_THAT(organizations_.ListOrganizationVersions({}, id, 7, {})->items, SizeIs(1));
  EXPECT_THAT(organizations_.ListOrganizationVersions({}, id, 8, {}), FailsWith("NOT_CAUGHT_UP"));
}

TEST_F(OrganizationsTest, WhatWasOnRecordComesFromTheStore) {
  const absl::Time before = clock_.Now() - absl::Hours(1);
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const std::string province_id = Only().identity.organization_id;
  ASSERT_THAT(organizations_.CreateOrganization({}, City("r2", province_id)), IsOk());
  const View known_before{.as_of = Day("2017-04-02"), .known_at = before};
  const View known_now{.as_of = Day("2017-04-02"), .known_at = clock_.Now()};
  EXPECT_THAT(organizations_.GetOrganization({}, province_id, known_before),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(organizations_.ListDescendants({}, {.organization_id = province_id}, known_before),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(organizations_.GetOrganization({}, province_id, known_now), IsOk());
  const auto below =
      organizations_.ListDescendants({}, {.organization_id = province_id}, known_now);
  ASSERT_THAT(below, IsOk());
  ASSERT_THAT(below->items, SizeIs(1));
  EXPECT_EQ(below->next_cursor, "");
  NewOrganization second = City("r3", province_id);
  second.display_name = "厦门";
  ASSERT_THAT(organizations_.CreateOrganization({}, second), IsOk());
  const auto first_page = organizations_.ListDescendants(
      {}, {.organization_id = province_id, .page = {.size = 1}}, known_now);
  ASSERT_THAT(first_page, IsOk());
  EXPECT_EQ(first_page->items, below->items);
  const auto second_page = organizations_.ListDescendants(
      {}, {.organization_id = province_id, .page = {.cursor = first_page->next_cursor, .size = 1}},
      known_now);
  ASSERT_THAT(second_page, IsOk());
  ASSERT_THAT(second_page->items, SizeIs(1));
  EXPECT_EQ(second_page->items[0].version.display_name, "厦门");
  EXPECT_EQ(second_page->next_cursor, "");
  const auto other_kind = organizations_.ListDescendants(
      {}, {.organization_id = province_id, .kinds = {OrganizationKind::kBranch}}, known_now);
  ASSERT_THAT(other_kind, IsOk());
  EXPECT_THAT(other_kind->items, IsEmpty());
  const auto above =
      organizations_.ListAncestors({}, below->items[0].identity.organization_id, known_now);
  ASSERT_THAT(above, IsOk());
  ASSERT_THAT(*above, SizeIs(1));
  EXPECT_EQ(above->front().identity.organization_id, province_id);
}

TEST_F(OrganizationsTest, PagesFollowEachOtherWithoutGapOrRepeat) {
  for (const char* request_id : {"r1", "r2", "r3"}) {
    ASSERT_THAT(organizations_.CreateOrganization({}, Draft(request_id)), IsOk());
  }
  const auto first = organizations_.ListOrganizations({}, "", {}, {.size = 2});
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->items, SizeIs(2));
  EXPECT_EQ(first->next_cursor, first->items[1].identity.organization_id);
  const auto second =
      organizations_.ListOrganizations({}, "", {}, {.cursor = first->next_cursor, .size = 2});
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->items, SizeIs(1));
  EXPECT_EQ(second->next_cursor, "");
  // A page that is exactly full is the last one.
  EXPECT_EQ(organizations_.ListOrganizations({}, "", {}, {.size = 3})->next_cursor, "");
}

TEST_F(OrganizationsTest, ManyYouthIsDecidedWithAReason) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const std::string id = Only().identity.organization_id;
  const ManyYouth many{.many = true, .reason = "团员一千余人", .from_day = Day("2017-04-01")};
  ASSERT_THAT(organizations_.SetManyYouth(
                  {}, {.request_id = "r2", .organization_id = id, .many_youth = many}),
              IsOk());
  EXPECT_EQ(Only().identity.many_youth, many);
  EXPECT_THAT(organizations_.SetManyYouth(
                  {}, {.request_id = "r3", .organization_id = "nobody", .many_youth = many}),
              FailsWith("ORGANIZATION_NOT_FOUND"));
}

TEST_F(OrganizationsTest, ALinkBesideTheTreeBeginsAndEnds) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const std::string province_id = Only().identity.organization_id;
  ASSERT_THAT(organizations_.CreateOrganization({}, City("r2", province_id)), IsOk());
  const std::string city_id =
      organizations_.ListOrganizations({}, province_id, {}, {})->items[0].identity.organization_id;
  NewSecondaryLink link{.request_id = "r3",
                        .organization_id = city_id,
                        .related_id = province_id,
                        .type = SecondaryLinkType::kBusinessGuidance,
                        .valid_from = Day("2017-04-01")};
  ASSERT_THAT(organizations_.CreateSecondaryLink({}, link), IsOk());
  link.request_id = "r4";
  EXPECT_THAT(organizations_.CreateSecondaryLink({}, link), FailsWith("LINK_EXISTS"));
  link.valid_from = Day("2017-03-31");
  link.request_id = "r5";
  EXPECT_THAT(organizations_.CreateSecondaryLink({}, link), FailsWith("ORGANIZATION_NOT_VALID"));
  const auto links = organizations_.ListSecondaryLinks({}, city_id, {});
  ASSERT_THAT(links, IsOk());
  ASSERT_THAT(links->items, SizeIs(1));
  const SecondaryLinkKey key{.organization_id = city_id, .link_id = links->items[0].link_id};
  const auto end = [&](const std::string& request_id, const char* day) {
    return organizations_.EndSecondaryLink(
        {}, {.request_id = request_id, .key = key, .valid_to = Day(day)});
  };
  EXPECT_THAT(end("r6", "2017-04-01"), FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(end("r7", "2017-05-01"), IsOk());
  EXPECT_THAT(end("r8", "2017-05-01"), FailsWith("LINK_ENDED"));
}

}  // namespace
}  // namespace xinqiao::registry
