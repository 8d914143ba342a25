// What every WishesStore does, as tests. Instantiate per implementation.

#ifndef XINQIAO_TESTS_SERVICES_WISHES_STORAGE_WISHES_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_WISHES_STORAGE_WISHES_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/wishes/app/wishes_store.h"
#include "tests/support/day.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::wishes {

// A store with a way to set the scene and to see what it tells the feed.
class WishesScene {
 public:
  virtual ~WishesScene() = default;

  virtual WishesStore& store() = 0;
  // With its organization.
  virtual void AddPost(const directory::Post& post) = 0;
  virtual void AddLink(const AppealEnds& ends, const Period& active) = 0;
  // "log payload" of every event so far, in order.
  virtual std::vector<std::string> Events() = 0;
};

// Readable stand-ins for the messages of rpc/codec.
inline Encoders TextEncoders() {
  return {.appeal_created = [](const Appeal& appeal) { return "appeal " + appeal.id; },
          .reply_created =
              [](const Reply& reply, const Appeal& appeal) {
                return absl::StrCat("reply ", reply.id, " to ", appeal.id,
                                    reply.first ? " first" : "");
              }};
}

inline std::string TestId(int group, int number) {
  return absl::StrFormat("%08d-0000-7000-8000-%012d", group, number);
}

class WishesStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<WishesScene>()>> {
 protected:
  WishesStoreContract() { scene_->AddPost(post_); }

  // A call whose request has digest `c` 32 times.
  static Call WithDigest(char c) { return {.request_digest = std::string(32, c)}; }

  Write NewWrite() {
    const int n = ++last_;
    return {.request_id = TestId(2, n), .change_id = TestId(3, n), .now = now_};
  }

  Appeal NewAppealOf(const std::string& youth_id) {
    return {.id = TestId(1, ++last_),
            .youth_id = youth_id,
            .kind = AppealKind::kMicroWish,
            .post = post_.name,
            .owner_id = post_.name.organization_id,
            .log = post_.log,
            .category = "就业创业",
            .text = "想要一次简历辅导",
            .create_time = now_};
  }

  Appeal Inserted(const std::string& youth_id) {
    const Appeal appeal = NewAppealOf(youth_id);
    EXPECT_THAT(Insert(appeal, NewWrite()), xinqiao::testing::IsOkAndHolds(appeal));
    return appeal;
  }

  absl::StatusOr<Appeal> Insert(const Appeal& appeal, const Write& write) {
    return store().InsertAppeal(call_, Ends(appeal), write,
                                [&](const AppealFacts&) { return appeal; });
  }

  Reply NewReplyTo(const Appeal& appeal) {
    return {.id = TestId(4, ++last_),
            .appeal = Name(appeal),
            .post = post_.name,
            .text = "周三下午三点，就业中心见。",
            .create_time = now_ + absl::Hours(1)};
  }

  // Inserts `reply`, first or not as the appeal stands.
  absl::StatusOr<Reply> Insert(const Reply& reply, const Write& write) {
    return store().InsertReply(call_, Ends(reply), write, [&](const ReplyFacts& facts) {
      return AddReply(facts, reply, xinqiao::testing::Day("2017-05-17"));
    });
  }

  static AppealEnds Ends(const Appeal& appeal) {
    return {.youth_id = appeal.youth_id, .post_id = appeal.post.post_id};
  }
  static ReplyEnds Ends(const Reply& reply) {
    return {.appeal = reply.appeal, .post_id = reply.post.post_id};
  }
  static AppealName Name(const Appeal& appeal) {
    return {.youth_id = appeal.youth_id, .appeal_id = appeal.id};
  }

  static absl::StatusOr<Appeal> NeverBring(const AppealFacts&) {
    return absl::InternalError("asked");
  }
  static absl::StatusOr<Answered> NeverRespond(const ReplyFacts&) {
    return absl::InternalError("asked");
  }

  WishesStore& store() { return scene_->store(); }

  int last_ = 0;
  const absl::Time now_ = absl::FromUnixMicros(1494993600123456);
  const std::string youth_id_ = TestId(6, 1);
  const Call call_ = WithDigest('a');
  const directory::Post post_ = {
      .name = {.organization_id = TestId(5, 1), .post_id = TestId(5, 3)},
      .log = TestId(5, 2),
      .valid = {.first = xinqiao::testing::Day("2017-04-01"), .end = kOpenEnd}};
  std::unique_ptr<WishesScene> scene_ = GetParam()();
};

TEST_P(WishesStoreContract, KeepsAnAppealWithItsEvent) {
  const Appeal appeal = Inserted(youth_id_);
  EXPECT_THAT(store().GetAppeal({}, Name(appeal)), xinqiao::testing::IsOkAndHolds(appeal));
  EXPECT_THAT(scene_->Events(),
              ::testing::ElementsAre(absl::StrCat(post_.log, " appeal ", appeal.id)));
}

TEST_P(WishesStoreContract, KeepsEveryKind) {
  for (const AppealKind kind :
       {AppealKind::kQuestion, AppealKind::kSuggestion, AppealKind::kMicroWish}) {
    Appeal appeal = NewAppealOf(youth_id_);
    appeal.kind = kind;
    EXPECT_THAT(Insert(appeal, NewWrite()), xinqiao::testing::IsOk());
    EXPECT_THAT(store().GetAppeal({}, Name(appeal)), xinqiao::testing::IsOkAndHolds(appeal));
  }
}

TEST_P(WishesStoreContract, AppealOfAnotherYouthIsNotFound) {
  AppealName name = Name(Inserted(youth_id_));
  name.youth_id = TestId(6, 2);
  EXPECT_THAT(store().GetAppeal({}, name), xinqiao::testing::FailsWith("APPEAL_NOT_FOUND"));
  Reply reply = NewReplyTo(Inserted(youth_id_));
  reply.appeal.youth_id = TestId(6, 2);
  EXPECT_THAT(store().InsertReply(call_, Ends(reply), NewWrite(), NeverRespond),
              xinqiao::testing::FailsWith("APPEAL_NOT_FOUND"));
}

TEST_P(WishesStoreContract, RuleForAnAppealSeesThePostAndTheLinks) {
  const Period may = {.first = xinqiao::testing::Day("2017-05-01"),
                      .end = xinqiao::testing::Day("2017-06-01")};
  const Period since_june = {.first = xinqiao::testing::Day("2017-06-10"), .end = kOpenEnd};
  const Appeal appeal = NewAppealOf(youth_id_);
  scene_->AddLink(Ends(appeal), may);
  scene_->AddLink(Ends(appeal), since_june);
  scene_->AddLink({.youth_id = TestId(6, 2), .post_id = appeal.post.post_id}, may);
  EXPECT_THAT(store().InsertAppeal(call_, Ends(appeal), NewWrite(),
                                   [&](const AppealFacts& facts) {
                                     EXPECT_EQ(facts.post, post_);
                                     EXPECT_THAT(facts.links,
                                                 ::testing::ElementsAre(may, since_june));
                                     return appeal;
                                   }),
              xinqiao::testing::IsOk());
  EXPECT_EQ(
      store()
          .InsertAppeal(call_, {.youth_id = TestId(6, 3), .post_id = TestId(9, 9)}, NewWrite(),
                        [&](const AppealFacts& facts) -> absl::StatusOr<Appeal> {
                          EXPECT_FALSE(facts.post.has_value());
                          EXPECT_THAT(facts.links, ::testing::IsEmpty());
                          return absl::FailedPreconditionError("no");
                        })
          .status()
          .message(),
      "no");
}

TEST_P(WishesStoreContract, RefusalStoresNothing) {
  const Appeal appeal = NewAppealOf(youth_id_);
  const Write write = NewWrite();
  EXPECT_EQ(store().InsertAppeal(call_, Ends(appeal), write, NeverBring).status().message(),
            "asked");
  EXPECT_THAT(scene_->Events(), ::testing::IsEmpty());
  // Were the refusal kept, the retry would not be asked again.
  EXPECT_THAT(Insert(appeal, write), xinqiao::testing::IsOk());
}

TEST_P(WishesStoreContract, KeepsRepliesWithTheirEvents) {
  const Appeal appeal = Inserted(youth_id_);
  Reply first = NewReplyTo(appeal);
  const auto inserted = Insert(first, NewWrite());
  first.first = true;
  EXPECT_THAT(inserted, xinqiao::testing::IsOkAndHolds(first));
  Reply second = NewReplyTo(appeal);
  second.create_time += absl::Hours(1);
  EXPECT_THAT(Insert(second, NewWrite()), xinqiao::testing::IsOkAndHolds(second));

  Appeal answered = appeal;
  answered.state = AppealState::kAnswered;
  answered.first_reply_time = first.create_time;
  EXPECT_THAT(store().GetAppeal({}, Name(appeal)), xinqiao::testing::IsOkAndHolds(answered));
  const auto page = store().ListReplies({}, {.appeal = Name(appeal), .replies_max = 10});
  ASSERT_THAT(page, xinqiao::testing::IsOk());
  EXPECT_THAT(page->replies, ::testing::ElementsAre(first, second));
  const std::string log = post_.log;
  EXPECT_THAT(scene_->Events(),
              ::testing::ElementsAre(log + " appeal " + appeal.id,
                                     log + " reply " + first.id + " to " + appeal.id + " first",
                                     log + " reply " + second.id + " to " + appeal.id));
}

TEST_P(WishesStoreContract, RepeatedRequestsReturnTheFirstWithoutAsking) {
  const Appeal appeal = NewAppealOf(youth_id_);
  const Write bring = NewWrite();
  ASSERT_THAT(Insert(appeal, bring), xinqiao::testing::IsOk());
  Reply reply = NewReplyTo(appeal);
  const Write respond = NewWrite();
  ASSERT_THAT(Insert(reply, respond), xinqiao::testing::IsOk());
  reply.first = true;
  // As it was brought, though it is answered now.
  EXPECT_THAT(store().InsertAppeal(call_, Ends(appeal), bring, NeverBring),
              xinqiao::testing::IsOkAndHolds(appeal));
  EXPECT_THAT(store().InsertReply(call_, Ends(reply), respond, NeverRespond),
              xinqiao::testing::IsOkAndHolds(reply));
  EXPECT_THAT(store().InsertAppeal(WithDigest('b'), Ends(appeal), bring, NeverBring),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
  EXPECT_THAT(store().InsertReply(WithDigest('b'), Ends(reply), respond, NeverRespond),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
  EXPECT_THAT(scene_->Events(), ::testing::SizeIs(2));
}

TEST_P(WishesStoreContract, ListsPageByPage) {
  Inserted(TestId(6, 2));
  std::vector<Appeal> appeals;
  for (int i = 0; i < 3; ++i) appeals.push_back(Inserted(youth_id_));
  const auto first = store().ListAppeals({}, {.youth_id = youth_id_, .appeals_max = 2});
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  EXPECT_THAT(first->appeals, ::testing::ElementsAre(appeals[0], appeals[1]));
  EXPECT_EQ(first->next_id, appeals[1].id);
  const auto second = store().ListAppeals(
      {}, {.youth_id = youth_id_, .after_id = first->next_id, .appeals_max = 2});
  ASSERT_THAT(second, xinqiao::testing::IsOk());
  EXPECT_THAT(second->appeals, ::testing::ElementsAre(appeals[2]));
  EXPECT_EQ(second->next_id, "");

  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) {
    const Reply reply = NewReplyTo(appeals[0]);
    ids.push_back(reply.id);
    ASSERT_THAT(Insert(reply, NewWrite()), xinqiao::testing::IsOk());
  }
  ASSERT_THAT(Insert(NewReplyTo(appeals[1]), NewWrite()), xinqiao::testing::IsOk());
  const auto replies = store().ListReplies({}, {.appeal = Name(appeals[0]), .replies_max = 2});
  ASSERT_THAT(replies, xinqiao::testing::IsOk());
  ASSERT_THAT(replies->replies, ::testing::SizeIs(2));
  EXPECT_EQ(replies->next_id, ids[1]);
  const auto rest = store().ListReplies(
      {}, {.appeal = Name(appeals[0]), .after_id = replies->next_id, .replies_max = 2});
  ASSERT_THAT(rest, xinqiao::testing::IsOk());
  ASSERT_THAT(rest->replies, ::testing::SizeIs(1));
  EXPECT_EQ(rest->replies[0].id, ids[2]);
  EXPECT_EQ(rest->next_id, "");
}

}  // namespace xinqiao::wishes

#endif  // XINQIAO_TESTS_SERVICES_WISHES_STORAGE_WISHES_STORE_CONTRACT_H_
