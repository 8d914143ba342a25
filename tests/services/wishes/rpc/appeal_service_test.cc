#include "services/wishes/rpc/appeal_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "libs/base/error.h"
#include "services/wishes/rpc/codec.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_wishes_store.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/wishes/v1/appeal_service.grpc.pb.h"

namespace xinqiao::wishes {
namespace {

using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using Stub = v1::AppealService::Stub;

constexpr char kYouth[] = "youths/00000000-0000-7000-9000-000000000001";
constexpr char kOrganization[] = "organizations/00000000-0000-7000-9000-000000000002";
constexpr char kPost[] =
    "organizations/00000000-0000-7000-9000-000000000002/posts/00000000-0000-7000-9000-000000000003";
constexpr char kLog[] = "00000000-0000-7000-9000-000000000009";
constexpr char kText[] = "宿舍的热水可以开到十一点吗？";

// The whole service, over a real in-process channel, on a fake store with one
// post and a youth linked to it. It is 17 May.
class AppealServiceTest : public ::testing::Test {
 protected:
  AppealServiceTest() {
    const directory::PostName name = {.organization_id = "00000000-0000-7000-9000-000000000002",
                                      .post_id = "00000000-0000-7000-9000-000000000003"};
    store_.AddPost(
        {.name = name, .log = kLog, .valid = {.first = Day("2017-04-01"), .end = kOpenEnd}});
    store_.AddLink({.youth_id = std::string(kYouth).substr(7), .post_id = name.post_id},
                   {.first = Day("2017-05-01"), .end = kOpenEnd});
    request_.set_parent(kYouth);
    request_.set_request_id(NewRequestId());
    request_.mutable_appeal()->set_kind(v1::APPEAL_KIND_QUESTION);
    request_.mutable_appeal()->set_post(kPost);
    request_.mutable_appeal()->set_text(kText);
  }

  absl::StatusOr<v1::Appeal> CreateAppeal(const std::string& principal = kYouth) {
    return server_.Call(*stub_, &Stub::CreateAppeal, request_, principal);
  }

  absl::StatusOr<v1::Reply> CreateReply(const std::string& appeal) {
    v1::CreateReplyRequest request;
    request.set_parent(appeal);
    request.set_request_id(NewRequestId());
    request.mutable_reply()->set_post(kPost);
    request.mutable_reply()->set_text("今晚起延长到十一点。");
    return server_.Call(*stub_, &Stub::CreateReply, request, "people/cadre");
  }

  std::string NewRequestId() {
    return absl::StrFormat("00000000-0000-4000-8000-%012d", ++requests_);
  }

  template <typename T>
  static std::vector<std::string> FieldsOf(const absl::StatusOr<T>& result) {
    std::vector<std::string> fields;
    for (const FieldViolation& violation : Violations(result.status())) {
      fields.push_back(violation.field);
    }
    return fields;
  }

  int requests_ = 0;
  xinqiao::testing::FakeWishesStore store_{StoreEncoders()};
  xinqiao::testing::FakeClock clock_{"2017-05-17"};
  xinqiao::testing::FakeIds ids_;
  Wishes wishes_{{.store = store_, .clock = clock_, .ids = ids_}};
  rpc::Executor executor_{2, 16};
  AppealService service_{wishes_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = v1::AppealService::NewStub(server_.channel());
  v1::CreateAppealRequest request_;
};

TEST_F(AppealServiceTest, AppealIsAnsweredByTheFirstReply) {
  const auto appeal = CreateAppeal();
  ASSERT_THAT(appeal, IsOk());
  EXPECT_EQ(appeal->name(), std::string(kYouth) + "/appeals/00000000-0000-7000-8000-000000000001");
  EXPECT_EQ(appeal->kind(), v1::APPEAL_KIND_QUESTION);
  EXPECT_EQ(appeal->post(), kPost);
  EXPECT_EQ(appeal->owner(), kOrganization);
  EXPECT_EQ(appeal->text(), kText);
  EXPECT_EQ(appeal->state(), v1::Appeal::STATE_SUBMITTED);
  EXPECT_FALSE(appeal->has_first_reply_time());

  clock_.SetDay("2017-05-18");
  const auto reply = CreateReply(appeal->name());
  ASSERT_THAT(reply, IsOk());
  EXPECT_TRUE(reply->first());
  EXPECT_TRUE(absl::StartsWith(reply->name(), appeal->name() + "/replies/"));
  const auto second = CreateReply(appeal->name());
  ASSERT_THAT(second, IsOk());
  EXPECT_FALSE(second->first());

  v1::GetAppealRequest get;
  get.set_name(appeal->name());
  const auto answered = server_.Call(*stub_, &Stub::GetAppeal, get);
  ASSERT_THAT(answered, IsOk());
  EXPECT_EQ(answered->state(), v1::Appeal::STATE_ANSWERED);
  EXPECT_EQ(answered->first_reply_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
}

TEST_F(AppealServiceTest, FeedTellsKindPostAndDayAndNotAWord) {
  const auto appeal = CreateAppeal();
  ASSERT_THAT(appeal, IsOk());
  clock_.SetDay("2017-05-18");
  const auto reply = CreateReply(appeal->name());
  ASSERT_THAT(reply, IsOk());
  ASSERT_THAT(store_.events(), SizeIs(2));
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(store_.events()[0].payload));
  EXPECT_EQ(store_.events()[0].log, kLog);
  EXPECT_EQ(event.appeal_created().appeal(), appeal->name());
  EXPECT_EQ(event.appeal_created().kind(), v1::APPEAL_KIND_QUESTION);
  EXPECT_EQ(event.appeal_created().post(), kPost);
  EXPECT_EQ(event.appeal_created().day(), "2017-05-17");
  ASSERT_TRUE(event.ParseFromString(store_.events()[1].payload));
  EXPECT_EQ(event.reply_created().reply(), reply->name());
  EXPECT_EQ(event.reply_created().kind(), v1::APPEAL_KIND_QUESTION);
  EXPECT_EQ(event.reply_created().post(), kPost);
  EXPECT_EQ(event.reply_created().day(), "2017-05-18");
  EXPECT_TRUE(event.reply_created().first());
  for (const auto& stored : store_.events()) {
    EXPECT_FALSE(absl::StrContains(stored.payload, "热水"));
    EXPECT_FALSE(absl::StrContains(stored.payload, "十一点"));
  }
}

TEST_F(AppealServiceTest, RetryGetsTheFirstAnswer) {
  const auto first = CreateAppeal();
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(CreateReply(first->name()), IsOk());
  const auto retry = CreateAppeal();
  ASSERT_THAT(retry, IsOk());
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(CreateAppeal("people/cadre"), FailsWith("REQUEST_ID_REUSED"));
}

TEST_F(AppealServiceTest, AnotherYouthIsRefused) {
  const auto result = CreateAppeal("youths/00000000-0000-7000-9000-000000000008");
  EXPECT_THAT(result, FailsWith("NOT_THE_YOUTH"));
  EXPECT_EQ(result.status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(AppealServiceTest, ErrorReasonSurvivesTheTrip) {
  clock_.SetDay("2017-04-30");
  EXPECT_THAT(CreateAppeal(), FailsWith("NO_ACTIVE_LINK"));
}

TEST_F(AppealServiceTest, ToldEveryBadFieldAtOnce) {
  request_.set_parent("youths/1");
  request_.set_request_id("");
  v1::Appeal& appeal = *request_.mutable_appeal();
  appeal.set_kind(v1::APPEAL_KIND_UNSPECIFIED);
  appeal.set_post(kOrganization);
  appeal.set_category(std::string(61, 'c'));
  appeal.set_text(std::string(4001, 't'));
  const auto result = CreateAppeal();
  EXPECT_THAT(result, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(FieldsOf(result),
              UnorderedElementsAre("parent", "request_id", "appeal.kind", "appeal.post",
                                   "appeal.category", "appeal.text"));

  v1::CreateReplyRequest reply;
  reply.mutable_reply()->set_text(std::string("a\0b", 3));
  const auto refused = server_.Call(*stub_, &Stub::CreateReply, reply);
  EXPECT_THAT(FieldsOf(refused),
              UnorderedElementsAre("parent", "request_id", "reply.post", "reply.text"));
}

TEST_F(AppealServiceTest, ListsPageByPageAndRefusesAnotherQuerysToken) {
  const auto appeal = CreateAppeal();
  ASSERT_THAT(appeal, IsOk());
  request_.set_request_id(NewRequestId());
  ASSERT_THAT(CreateAppeal(), IsOk());
  v1::ListAppealsRequest list;
  list.set_parent(kYouth);
  list.set_page_size(1);
  const auto first = server_.Call(*stub_, &Stub::ListAppeals, list);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->appeals(), SizeIs(1));
  EXPECT_EQ(first->appeals(0).name(), appeal->name());
  list.set_page_token(first->next_page_token());
  const auto second = server_.Call(*stub_, &Stub::ListAppeals, list);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->appeals(), SizeIs(1));
  EXPECT_EQ(second->next_page_token(), "");

  ASSERT_THAT(CreateReply(appeal->name()), IsOk());
  v1::ListRepliesRequest replies;
  replies.set_parent(appeal->name());
  const auto page = server_.Call(*stub_, &Stub::ListReplies, replies);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->replies(), SizeIs(1));
  replies.set_page_token(first->next_page_token());
  EXPECT_THAT(FieldsOf(server_.Call(*stub_, &Stub::ListReplies, replies)),
              UnorderedElementsAre("page_token"));
}

}  // namespace
}  // namespace xinqiao::wishes
