#include "services/registry/domain/post.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "libs/base/error.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

Post OpenPost() {
  return {.post_id = "post", .validity = {.first = Day("2016-03-01"), .end = kOpenEnd}};
}

constexpr AppointmentFacts kAcceptable = {.organization_stands = true, .person_known = true};

TEST(PostTest, AnAppointmentNeedsAnOrganizationAndAPerson) {
  EXPECT_THAT(CheckAppointment(OpenPost(), kAcceptable), IsOk());
  AppointmentFacts facts = kAcceptable;
  facts.organization_stands = false;
  EXPECT_THAT(CheckAppointment(OpenPost(), facts), FailsWith("ORGANIZATION_NOT_VALID"));
  facts = kAcceptable;
  facts.person_known = false;
  EXPECT_THAT(CheckAppointment(OpenPost(), facts), FailsWith("PERSON_UNKNOWN"));
}

TEST(PostTest, WhoManagesTheCadreStandsToo) {
  AppointmentFacts facts = kAcceptable;
  facts.managing_stands = false;
  const absl::Status status = CheckAppointment(OpenPost(), facts);
  EXPECT_THAT(status, FailsWith("ORGANIZATION_NOT_VALID"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("managing"));
}

TEST(PostTest, NobodyHoldsOneTitleTwice) {
  AppointmentFacts facts = kAcceptable;
  facts.same_exists = true;
  EXPECT_THAT(CheckAppointment(OpenPost(), facts), FailsWith("POST_EXISTS"));
}

TEST(PostTest, AnEndIsTheFirstDayOutOfOffice) {
  const auto ended = End(OpenPost(), Day("2017-05-20"));
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->validity, (Period{.first = Day("2016-03-01"), .end = Day("2017-05-20")}));
}

TEST(PostTest, APostThatWasNeverTakenUpEndsOnItsFirstDay) {
  EXPECT_THAT(End(OpenPost(), Day("2016-03-01")), IsOk());
}

TEST(PostTest, AnEndBeforeTheBeginningNamesTheField) {
  const auto ended = End(OpenPost(), Day("2016-02-29"));
  EXPECT_THAT(ended, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(ended.status()), ElementsAre(Field(&FieldViolation::field, "valid_to")));
}

TEST(PostTest, APostEndsOnce) {
  Post post = OpenPost();
  post.validity.end = Day("2017-05-20");
  EXPECT_THAT(End(post, Day("2017-05-20")), FailsWith("POST_ENDED"));
}

}  // namespace
}  // namespace xinqiao::registry
