#include "services/ledger/domain/admission.h"

#include <gtest/gtest.h>

#include "tests/services/ledger/scene.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

// A talk of 17 May by the secretary and the deputy, recorded by the secretary.
class AdmissionTest : public ::testing::Test {
 protected:
  absl::Status Check(const char* today) { return CheckAdmission(activity_, facts_, Day(today)); }

  ActivityFacts activity_ = scene::HeartTalk();
  AdmissionFacts facts_ = scene::AllKnown();
};

TEST_F(AdmissionTest, YouthsDoNotWrite) {
  EXPECT_THAT(CheckMayWrite("youths/40000000-0000-7000-8000-000000000001"),
              FailsWith("NOT_A_CADRE"));
  EXPECT_TRUE(absl::IsPermissionDenied(CheckMayWrite("youths/1")));
  EXPECT_THAT(CheckMayWrite("people/40000000-0000-7000-8000-000000000001"), IsOk());
  EXPECT_THAT(CheckMayWrite(""), IsOk());
}

TEST_F(AdmissionTest, TodayIsNotTheFuture) {
  EXPECT_THAT(Check("2017-05-17"), IsOk());
  EXPECT_THAT(Check("2017-05-16"), FailsWith("DAY_IN_FUTURE"));
  EXPECT_TRUE(absl::IsInvalidArgument(Check("2017-05-16")));
}

TEST_F(AdmissionTest, LateEntriesAreAdmittedByTheDayOfTheActivity) {
  EXPECT_THAT(Check("2017-06-15"), IsOk());  // The deputy's post has ended by then.
}

TEST_F(AdmissionTest, ActorsPostsAreValidOnTheDay) {
  activity_.day = Day("2017-06-01");
  EXPECT_THAT(Check("2017-06-01"), FailsWith("POST_NOT_VALID"));
  activity_.day = Day("2017-05-31");
  EXPECT_THAT(Check("2017-06-01"), IsOk());
  activity_.day = Day("2017-02-28");
  EXPECT_EQ(Check("2017-06-01").message(),
            "activity.actors[0]: the post is not valid on 2017-02-28; "
            "activity.actors[1]: the post is not valid on 2017-02-28");
}

TEST_F(AdmissionTest, AuthorsPostIsValidToday) {
  activity_.author = activity_.actors[1];
  EXPECT_THAT(Check("2017-05-31"), IsOk());
  EXPECT_THAT(Check("2017-06-01"), FailsWith("POST_NOT_VALID"));
  EXPECT_EQ(Check("2017-06-01").message(), "activity.author: the post is not valid on 2017-06-01");
}

TEST_F(AdmissionTest, EveryUnknownPostIsNamed) {
  activity_.author.post_id = scene::kNobody;
  activity_.actors[1].post_id = scene::kNobody;
  EXPECT_THAT(Check("2017-05-17"), FailsWith("POST_UNKNOWN"));
  EXPECT_EQ(Check("2017-05-17").message(), "no such post: activity.author,activity.actors[1]");
}

TEST_F(AdmissionTest, PostOfAnotherOrganizationIsUnknown) {
  activity_.actors[0].organization_id = scene::kElsewhere;
  EXPECT_THAT(Check("2017-05-17"), FailsWith("POST_UNKNOWN"));
}

TEST_F(AdmissionTest, KindMustBeInTheCatalogue) {
  facts_.kind_known = false;
  EXPECT_THAT(Check("2017-05-17"), FailsWith("ACTIVITY_KIND_UNKNOWN"));
}

TEST_F(AdmissionTest, GuidedBranchMustExist) {
  facts_.guided_branch_known = false;
  EXPECT_THAT(Check("2017-05-17"), FailsWith("ORGANIZATION_UNKNOWN"));
}

TEST_F(AdmissionTest, OnlyWhatStandsMayBeVoided) {
  Activity activity = {.id = "a", .facts = activity_};
  EXPECT_THAT(CheckStands(activity), IsOk());
  activity.void_time = xinqiao::testing::FakeClock("2017-05-18").Now();
  EXPECT_THAT(CheckStands(activity), FailsWith("ACTIVITY_VOIDED"));
}

}  // namespace
}  // namespace xinqiao::ledger
