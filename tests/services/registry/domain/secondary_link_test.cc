#include "services/registry/domain/secondary_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

SecondaryLink OpenLink() {
  return {.link_id = "link",
          .organization_id = "university",
          .related_id = "city",
          .validity = {.first = Day("2016-03-01"), .end = kOpenEnd}};
}

TEST(SecondaryLinkTest, ALinkNeedsBothOrganizationsAndNoOtherLikeIt) {
  const SecondaryLink link = OpenLink();
  EXPECT_THAT(CheckSecondaryLink(link, {.both_stand = true, .same_exists = false}), IsOk());
  EXPECT_THAT(CheckSecondaryLink(link, {.both_stand = false, .same_exists = false}),
              FailsWith("ORGANIZATION_NOT_VALID"));
  EXPECT_THAT(CheckSecondaryLink(link, {.both_stand = true, .same_exists = true}),
              FailsWith("LINK_EXISTS"));
}

TEST(SecondaryLinkTest, AnEndIsTheFirstDayNoLonger) {
  const auto ended = End(OpenLink(), Day("2016-03-02"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->validity, (Period{.first = Day("2016-03-01"), .end = Day("2016-03-02")}));
}

TEST(SecondaryLinkTest, AnEndThatLeavesNoDayNamesTheField) {
  const auto ended = End(OpenLink(), Day("2016-03-01"));
  EXPECT_THAT(ended, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(ended.status()), ElementsAre(Field(&FieldViolation::field, "valid_to")));
}

TEST(SecondaryLinkTest, ALinkEndsOnce) {
  SecondaryLink link = OpenLink();
  link.validity.end = Day("2017-05-20");
  EXPECT_THAT(End(link, Day("2017-05-20")), FailsWith("LINK_ENDED"));
}

}  // namespace
}  // namespace xinqiao::registry
