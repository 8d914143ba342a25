#include "services/contacts/domain/youth.h"

#include <gtest/gtest.h>

#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::contacts {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

TEST(YouthTest, MayRegisterFromTheYearAfterTurningFourteen) {
  EXPECT_THAT(CheckAge(1998, Day("2017-01-01")), IsOk());
  EXPECT_THAT(CheckAge(2002, Day("2017-01-01")), IsOk());
  EXPECT_THAT(CheckAge(2003, Day("2017-01-01")), FailsWith("UNDER_AGE"));
  EXPECT_THAT(CheckAge(2003, Day("2017-12-31")), FailsWith("UNDER_AGE"));
  EXPECT_THAT(CheckAge(2003, Day("2018-01-01")), IsOk());
  EXPECT_THAT(CheckAge(2004, Day("2017-12-31")), FailsWith("UNDER_AGE"));
  EXPECT_THAT(CheckAge(2018, Day("2017-12-31")), FailsWith("UNDER_AGE"));
}

TEST(YouthTest, NeedsAKnownOrganizationAndAPhoneOfTheirOwn) {
  EXPECT_THAT(CheckYouth({.organization_known = true}), IsOk());
  EXPECT_THAT(CheckYouth({.organization_known = false}), FailsWith("ORGANIZATION_UNKNOWN"));
  EXPECT_THAT(CheckYouth({.organization_known = true, .phone_in_use = true}),
              FailsWith("PHONE_IN_USE"));
}

TEST(YouthTest, IsNobodyElse) {
  EXPECT_THAT(CheckIsYouth("youths/y1", "y1"), IsOk());
  EXPECT_THAT(CheckIsYouth("youths/y2", "y1"), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(CheckIsYouth("people/y1", "y1"), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(CheckIsYouth("youths/y1/", "y1"), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(CheckIsYouth("y1", "y1"), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(CheckIsYouth("", "y1"), FailsWith("NOT_THE_YOUTH"));
}

TEST(YouthTest, IsReadByNoOtherYouth) {
  EXPECT_THAT(CheckIsNoOtherYouth("youths/y1", "y1"), IsOk());
  EXPECT_THAT(CheckIsNoOtherYouth("people/p1", "y1"), IsOk());
  EXPECT_THAT(CheckIsNoOtherYouth("", "y1"), IsOk());
  EXPECT_THAT(CheckIsNoOtherYouth("youths/y2", "y1"), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(CheckIsNoOtherYouth("youths/", "y1"), FailsWith("NOT_THE_YOUTH"));
}

}  // namespace
}  // namespace xinqiao::contacts
