#include "services/registry/app/organizations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

  // The one organization there is.
  Organization Only() {
    const auto page = organizations_.ListOrganizations({}, {});
    EXPECT_THAT(page, IsOk());
    EXPECT_THAT(page->items, SizeIs(1));
    return page->items.front();
  }

  xinqiao::testing::FakeRegistryStore store_{xinqiao::testing::RegistryTextEncoders()};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 4, 1, 1, 0, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  Organizations organizations_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(OrganizationsTest, AProvinceIsALedgerRootAndItsOwnLog) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const Organization province = Only();
  EXPECT_TRUE(province.ledger_root);
  EXPECT_EQ(province.log, province.organization_id);
  EXPECT_EQ(province.create_time, clock_.Now());
  EXPECT_EQ(province.validity.end, kOpenEnd);
}

TEST_F(OrganizationsTest, AChildGoesToTheLogOfItsParent) {
  ASSERT_THAT(organizations_.CreateOrganization({}, Draft("r1")), IsOk());
  const std::string province_id = Only().organization_id;
  NewOrganization city = Draft("r2");
  city.kind = OrganizationKind::kPrefectureCommittee;
  city.level = OrganizationLevel::kCity;
  city.parent_id = province_id;
  ASSERT_THAT(organizations_.CreateOrganization({}, city), IsOk());
  const auto children = organizations_.ListOrganizations({}, {.parent_id = province_id});
  ASSERT_THAT(children, IsOk());
  ASSERT_THAT(children->items, SizeIs(1));
  EXPECT_EQ(children->items[0].log, province_id);
}

TEST_F(OrganizationsTest, TheRuleOfTheTreeIsAsked) {
  NewOrganization orphan = Draft("r1");
  orphan.parent_id = "nobody";
  EXPECT_THAT(organizations_.CreateOrganization({}, orphan), FailsWith("PARENT_NOT_VALID"));
  EXPECT_THAT(store_.events(), IsEmpty());
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
  const std::string id = Only().organization_id;
  EXPECT_THAT(organizations_.GetOrganization({}, id, std::nullopt), IsOk());
  clock_.Advance(-absl::Hours(2));
  EXPECT_THAT(organizations_.GetOrganization({}, id, std::nullopt),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(organizations_.GetOrganization({}, id, Day("2017-04-01")), IsOk());
}

TEST_F(OrganizationsTest, PagesFollowEachOtherWithoutGapOrRepeat) {
  for (const char* request_id : {"r1", "r2", "r3"}) {
    ASSERT_THAT(organizations_.CreateOrganization({}, Draft(request_id)), IsOk());
  }
  const auto first = organizations_.ListOrganizations({}, {.page = {.size = 2}});
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->items, SizeIs(2));
  EXPECT_EQ(first->next_cursor, first->items[1].organization_id);
  const auto second =
      organizations_.ListOrganizations({}, {.page = {.cursor = first->next_cursor, .size = 2}});
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->items, SizeIs(1));
  EXPECT_GT(second->items[0].organization_id, first->next_cursor);
  EXPECT_EQ(second->next_cursor, "");
  // A page that is exactly full is the last one.
  EXPECT_EQ(organizations_.ListOrganizations({}, {.page = {.size = 3}})->next_cursor, "");
}

}  // namespace
}  // namespace xinqiao::registry
