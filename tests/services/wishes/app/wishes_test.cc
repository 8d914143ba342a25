#include "services/wishes/app/wishes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_wishes_store.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::wishes {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// Readable stand-ins for the messages of rpc/codec.
Encoders TextEncoders() {
  return {.appeal_created = [](const Appeal& appeal) { return "appeal " + appeal.id; },
          .reply_created =
              [](const Reply& reply, const Appeal& /*appeal*/) {
                return absl::StrCat("reply ", reply.id, reply.first ? " first" : "");
              }};
}

// A post of organization-1 held in the second quarter, linked to youth-1 since
// 1 May. It is 17 May.
class WishesTest : public ::testing::Test {
 protected:
  WishesTest() {
    store_.AddPost(post_);
    store_.AddLink({"youth-1", "post-1"}, {.first = Day("2017-05-01"), .end = kOpenEnd});
  }

  NewAppeal DraftAppeal() const {
    return {.youth_id = "youth-1",
            .kind = AppealKind::kMicroWish,
            .post = post_.name,
            .category = "就业创业",
            .text = "想要一次简历辅导",
            .request_id = "request-appeal"};
  }

  AppealName Brought() {
    const auto appeal = wishes_.CreateAppeal({}, DraftAppeal());
    EXPECT_THAT(appeal, IsOk());
    return {.youth_id = "youth-1", .appeal_id = appeal.ok() ? appeal->id : ""};
  }

  NewReply DraftReply(const AppealName& appeal, const std::string& request_id) const {
    return {.appeal = appeal,
            .post = post_.name,
            .text = "周三下午三点，就业中心见。",
            .request_id = request_id};
  }

  const directory::Post post_ = {.name = {.organization_id = "organization-1", .post_id = "post-1"},
                                 .log = "log-1",
                                 .valid = {.first = Day("2017-04-01"), .end = Day("2017-07-01")}};
  xinqiao::testing::FakeWishesStore store_{TextEncoders()};
  xinqiao::testing::FakeClock clock_{"2017-05-17"};
  xinqiao::testing::FakeIds ids_;
  Wishes wishes_{{.store = store_, .clock = clock_, .ids = ids_}};
};

TEST_F(WishesTest, AppealIsOwnedByTheOrganizationOfThePost) {
  const auto appeal = wishes_.CreateAppeal({.principal = "youths/youth-1"}, DraftAppeal());
  ASSERT_THAT(appeal, IsOk());
  EXPECT_EQ(appeal->owner_id, "organization-1");
  EXPECT_EQ(appeal->log, "log-1");
  EXPECT_EQ(appeal->state, AppealState::kSubmitted);
  EXPECT_EQ(appeal->create_time, clock_.Now());
  using Event = xinqiao::testing::FakeWishesStore::Event;
  EXPECT_THAT(store_.events(), ElementsAre(Event{"log-1", "appeal " + appeal->id}));
}

// A permission guard.
TEST_F(WishesTest, AnotherYouthMayNotBringIt) {
  EXPECT_THAT(wishes_.CreateAppeal({.principal = "youths/youth-2"}, DraftAppeal()),
              FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(store_.events(), IsEmpty());
}

// A permission guard.
TEST_F(WishesTest, AnotherYouthReadsNothing) {
  const AppealName name = Brought();
  const AppealQuery appeals = {.youth_id = "youth-1", .appeals_max = 10};
  const ReplyQuery replies = {.appeal = name, .replies_max = 10};
  for (const char* principal : {"youths/youth-1", "people/cadre", ""}) {
    EXPECT_THAT(wishes_.GetAppeal({.principal = principal}, name), IsOk()) << principal;
    EXPECT_THAT(wishes_.ListAppeals({.principal = principal}, appeals), IsOk()) << principal;
    EXPECT_THAT(wishes_.ListReplies({.principal = principal}, replies), IsOk()) << principal;
  }
  const Call other = {.principal = "youths/youth-2"};
  EXPECT_THAT(wishes_.GetAppeal(other, name), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(wishes_.ListAppeals(other, appeals), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(wishes_.ListReplies(other, replies), FailsWith("NOT_THE_YOUTH"));
}

// A permission guard.
TEST_F(WishesTest, NoYouthRepliesEvenToTheirOwnAppeal) {
  const AppealName name = Brought();
  for (const char* principal : {"youths/youth-1", "youths/youth-2"}) {
    EXPECT_THAT(wishes_.CreateReply({.principal = principal}, DraftReply(name, "request-1")),
                FailsWith("NOT_A_CADRE"));
  }
  const auto appeal = wishes_.GetAppeal({}, name);
  ASSERT_THAT(appeal, IsOk());
  EXPECT_EQ(appeal->state, AppealState::kSubmitted);
}

TEST_F(WishesTest, NeedsALinkThatIsActiveOnTheBusinessDay) {
  clock_.SetDay("2017-04-30");
  EXPECT_THAT(wishes_.CreateAppeal({}, DraftAppeal()), FailsWith("NO_ACTIVE_LINK"));
  clock_.SetDay("2017-05-01");
  EXPECT_THAT(wishes_.CreateAppeal({}, DraftAppeal()), IsOk());
}

TEST_F(WishesTest, FirstReplyAnswersAndTheSecondChangesNothing) {
  const AppealName name = Brought();
  const auto first = wishes_.CreateReply({}, DraftReply(name, "request-1"));
  ASSERT_THAT(first, IsOk());
  EXPECT_TRUE(first->first);
  const absl::Time first_time = clock_.Now();
  clock_.Advance(absl::Hours(1));
  const auto second = wishes_.CreateReply({}, DraftReply(name, "request-2"));
  ASSERT_THAT(second, IsOk());
  EXPECT_FALSE(second->first);
  const auto appeal = wishes_.GetAppeal({}, name);
  ASSERT_THAT(appeal, IsOk());
  EXPECT_EQ(appeal->state, AppealState::kAnswered);
  EXPECT_EQ(appeal->first_reply_time, first_time);
}

TEST_F(WishesTest, RetryReturnsTheAppealAsItWasBroughtEvenAfterAReply) {
  const auto first = wishes_.CreateAppeal({}, DraftAppeal());
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(wishes_.CreateReply(
                  {}, DraftReply({.youth_id = "youth-1", .appeal_id = first->id}, "request-1")),
              IsOk());
  clock_.SetDay("2017-07-01");
  EXPECT_THAT(wishes_.CreateAppeal({}, DraftAppeal()), IsOkAndHolds(*first));
}

TEST_F(WishesTest, ReplyNeedsTheAppealAndAPostHeldToday) {
  const AppealName name = Brought();
  EXPECT_THAT(wishes_.CreateReply(
                  {}, DraftReply({.youth_id = "youth-2", .appeal_id = "appeal-9"}, "request-1")),
              FailsWith("APPEAL_NOT_FOUND"));
  NewReply unknown = DraftReply(name, "request-2");
  unknown.post.post_id = "post-2";
  EXPECT_THAT(wishes_.CreateReply({}, unknown), FailsWith("POST_UNKNOWN"));
  clock_.SetDay("2017-07-01");
  EXPECT_THAT(wishes_.CreateReply({}, DraftReply(name, "request-3")), FailsWith("POST_NOT_VALID"));
}

}  // namespace
}  // namespace xinqiao::wishes
