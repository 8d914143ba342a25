#include "services/wishes/domain/appeal.h"

#include <gtest/gtest.h>

#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::wishes {
namespace {

using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

const directory::PostName kPostName = {.organization_id = "organization-1", .post_id = "post-1"};

directory::Post HeldInQuarter() {
  return {.name = kPostName,
          .log = "log-1",
          .valid = {.first = Day("2017-04-01"), .end = Day("2017-07-01")}};
}

Appeal Submitted() {
  return {.id = "appeal-1",
          .youth_id = "youth-1",
          .post = kPostName,
          .owner_id = "organization-1",
          .log = "log-1",
          .text = "宿舍的热水可以开到十一点吗？"};
}

TEST(AppealTest, IsNotForAnotherYouth) {
  EXPECT_THAT(CheckIsNoOtherYouth("youths/y1", "y1"), IsOk());
  EXPECT_THAT(CheckIsNoOtherYouth("people/p1", "y1"), IsOk());
  EXPECT_THAT(CheckIsNoOtherYouth("", "y1"), IsOk());
  EXPECT_THAT(CheckIsNoOtherYouth("youths/y2", "y1"), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(CheckIsNoOtherYouth("youths/", "y1"), FailsWith("NOT_THE_YOUTH"));
}

TEST(AppealTest, NoYouthReplies) {
  EXPECT_THAT(CheckIsNoYouth("people/p1"), IsOk());
  EXPECT_THAT(CheckIsNoYouth(""), IsOk());
  EXPECT_THAT(CheckIsNoYouth("youths/y1"), FailsWith("NOT_A_CADRE"));
  EXPECT_THAT(CheckIsNoYouth("youths/"), FailsWith("NOT_A_CADRE"));
}

TEST(AppealTest, GoesToAPostThatIsHeldAndLinkedToday) {
  struct Case {
    const char* day;
    const char* reason;
  };
  // Linked in April, and again from 10 May on; the post ends with June.
  const AppealFacts facts = {.post = HeldInQuarter(),
                             .links = {{.first = Day("2017-04-05"), .end = Day("2017-05-01")},
                                       {.first = Day("2017-05-10"), .end = kOpenEnd}}};
  for (const Case& c :
       {Case{"2017-03-31", "POST_NOT_VALID"}, Case{"2017-04-04", "NO_ACTIVE_LINK"},
        Case{"2017-04-05", ""}, Case{"2017-04-30", ""}, Case{"2017-05-01", "NO_ACTIVE_LINK"},
        Case{"2017-05-09", "NO_ACTIVE_LINK"}, Case{"2017-05-10", ""}, Case{"2017-06-30", ""},
        Case{"2017-07-01", "POST_NOT_VALID"}}) {
    EXPECT_EQ(ErrorReason(CheckAppeal(facts, kPostName, Day(c.day))), c.reason) << c.day;
  }
}

TEST(AppealTest, NeedsAKnownPostAndALink) {
  EXPECT_THAT(CheckAppeal({}, kPostName, Day("2017-05-17")), FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(CheckAppeal({.post = HeldInQuarter()}, kPostName, Day("2017-05-17")),
              FailsWith("NO_ACTIVE_LINK"));
}

TEST(AppealTest, OnlyTheFirstReplyAnswers) {
  const absl::CivilDay day = Day("2017-05-17");
  Reply reply = {.id = "reply-1", .post = kPostName, .create_time = absl::FromUnixSeconds(1)};
  const auto first = AddReply({.appeal = Submitted(), .post = HeldInQuarter()}, reply, day);
  ASSERT_THAT(first, IsOk());
  EXPECT_TRUE(first->reply.first);
  EXPECT_EQ(first->appeal.state, AppealState::kAnswered);
  EXPECT_EQ(first->appeal.first_reply_time, absl::FromUnixSeconds(1));

  reply.create_time = absl::FromUnixSeconds(2);
  const auto second = AddReply({.appeal = first->appeal, .post = HeldInQuarter()}, reply, day);
  ASSERT_THAT(second, IsOk());
  EXPECT_FALSE(second->reply.first);
  EXPECT_EQ(second->appeal, first->appeal);
  EXPECT_EQ(AsCreated(second->appeal), Submitted());
}

TEST(AppealTest, ReplyComesFromAPostThatIsHeldToday) {
  const Reply reply = {.id = "reply-1", .post = kPostName};
  EXPECT_THAT(AddReply({.appeal = Submitted()}, reply, Day("2017-05-17")),
              FailsWith("POST_UNKNOWN"));
  EXPECT_THAT(AddReply({.appeal = Submitted(), .post = HeldInQuarter()}, reply, Day("2017-07-01")),
              FailsWith("POST_NOT_VALID"));
}

}  // namespace
}  // namespace xinqiao::wishes
