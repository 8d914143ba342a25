#include "services/ledger/rpc/ledger_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/page_token.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/rpc/codec.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_ledger_store.h"
#include "tests/support/receipts.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/ledger/v1/event.pb.h"
#include "xinqiao/ledger/v1/ledger_service.grpc.pb.h"

namespace xinqiao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

std::string RequestId(int n) { return absl::StrFormat("70000000-0000-7000-8000-%012d", n); }

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

// The whole service, over a real in-process channel, on a fake store, on the
// day after the talk of scene.h.
class LedgerServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::LedgerService::Stub;

  LedgerServiceTest() {
    store_.AddOrganization(scene::kCollege, scene::kLog);
    store_.AddOrganization(scene::kBranch, scene::kLog);
    store_.AddPost(scene::kSecretary, scene::Secretary());
    store_.AddPost(scene::kDeputy, scene::Deputy());
    store_.AddKind(scene::kKind);
    request_.set_parent(absl::StrCat("organizations/", scene::kCollege));
    request_.set_request_id(RequestId(1));
    *request_.mutable_activity() =
        Encode(Activity{.id = scene::kNobody, .facts = scene::HeartTalk()});
  }

  absl::StatusOr<v1::RecordedActivity> Create(const std::string& principal = "") {
    return server_.Call(*stub_, &Stub::CreateActivity, request_, principal);
  }
  absl::StatusOr<v1::RecordedActivity> Void(const v1::VoidActivityRequest& request,
                                            const std::string& principal = "") {
    return server_.Call(*stub_, &Stub::VoidActivity, request, principal);
  }

  xinqiao::testing::FakeLedgerStore store_{MessageEncoders(), scene::TestKey()};
  xinqiao::testing::FakeClock clock_{"2017-05-18"};
  xinqiao::testing::FakeIds ids_;
  Ledger ledger_{{.store = store_, .clock = clock_, .ids = ids_, .new_salt = [] {
                    return std::string(32, '\x05');
                  }}};
  rpc::Executor executor_{2, 16};
  LedgerService service_{ledger_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = v1::LedgerService::NewStub(server_.channel());
  v1::CreateActivityRequest request_;
  v1::Activity& activity_ = *request_.mutable_activity();
};

TEST_F(LedgerServiceTest, RecordsAnActivity) {
  const auto recorded = Create();
  ASSERT_THAT(recorded, IsOk());
  v1::Activity expected = activity_;
  expected.set_name(
      absl::StrCat(request_.parent(), "/activities/00000000-0000-7000-8000-000000000002"));
  expected.mutable_record_time()->set_seconds(absl::ToUnixSeconds(clock_.Now()));
  expected.mutable_record_time()->set_nanos(0);
  expected.set_late_days(1);
  EXPECT_EQ(recorded->activity().DebugString(), expected.DebugString());
}

TEST_F(LedgerServiceTest, ReceiptVerifiesWithTheKeyOfTheLog) {
  const auto recorded = Create();
  ASSERT_THAT(recorded, IsOk());
  v1::GetLogRequest get_log;
  get_log.set_name(recorded->receipt().log());
  const auto log = server_.Call(*stub_, &Stub::GetLog, get_log);
  ASSERT_THAT(log, IsOk());
  EXPECT_EQ(log->origin(), absl::StrCat("xinqiao/ledger/", scene::kLog));
  EXPECT_EQ(log->checkpoint(), recorded->receipt().checkpoint());
  EXPECT_EQ(log->epoch(), recorded->receipt().epoch());
  EXPECT_TRUE(xinqiao::testing::Verifies({.log = scene::kLog,
                                          .position = recorded->receipt().position(),
                                          .entry = recorded->receipt().entry(),
                                          .leaf_hash = recorded->receipt().leaf_hash(),
                                          .checkpoint = recorded->receipt().checkpoint(),
                                          .inclusion_proof = {}},
                                         log->public_key()));
}

TEST_F(LedgerServiceTest, EntryHoldsCommitmentsAndNoWords) {
  const auto recorded = Create();
  ASSERT_THAT(recorded, IsOk());
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(recorded->receipt().entry()));
  const v1::ActivityRecorded& entry = event.activity_recorded();
  EXPECT_EQ(entry.activity(), recorded->activity().name());
  EXPECT_EQ(entry.actors_size(), 2);
  EXPECT_EQ(entry.day(), "2017-05-17");
  EXPECT_EQ(entry.participant_count(), 2);
  EXPECT_EQ(entry.text_commitment(),
            crypto::Sha256(absl::StrCat(std::string(32, '\x05'), activity_.text())));
  EXPECT_EQ(entry.text_length_bytes(), static_cast<int>(activity_.text().size()));
  for (const std::string& word :
       {activity_.text(), activity_.topic(), activity_.place(), activity_.platform(),
        activity_.evidence(0).uri(), activity_.participants(0).substr(7)}) {
    EXPECT_EQ(recorded->receipt().entry().find(word), std::string::npos) << word;
  }
}

TEST_F(LedgerServiceTest, RetryGetsTheSameBytesAndAnotherCallerNothing) {
  const auto first = Create("people/1");
  ASSERT_THAT(first, IsOk());
  const auto retry = Create("people/1");
  ASSERT_THAT(retry, IsOk());
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Create("people/2"), FailsWith("REQUEST_ID_REUSED"));
  activity_.set_text("另一件事。");
  EXPECT_THAT(Create("people/1"), FailsWith("REQUEST_ID_REUSED"));
}

TEST_F(LedgerServiceTest, YouthsRecordNothing) {
  EXPECT_THAT(Create("youths/1"), FailsWith("NOT_A_CADRE"));
  EXPECT_TRUE(absl::IsPermissionDenied(Create("youths/1").status()));
  EXPECT_THAT(Create("people/1"), IsOk());
}

TEST_F(LedgerServiceTest, ErrorReasonSurvivesTheTrip) {
  activity_.set_kind("activityKinds/no.such_kind");
  EXPECT_THAT(Create(), FailsWith("ACTIVITY_KIND_UNKNOWN"));
}

TEST_F(LedgerServiceTest, EveryViolationIsNamedAtOnce) {
  EXPECT_THAT(
      FieldsOf(server_.Call(*stub_, &Stub::CreateActivity, v1::CreateActivityRequest()).status()),
      UnorderedElementsAre("parent", "activity", "request_id"));
  activity_.Clear();
  EXPECT_THAT(FieldsOf(Create().status()),
              UnorderedElementsAre("activity.author", "activity.actors", "activity.kind",
                                   "activity.channel", "activity.purpose", "activity.day",
                                   "activity.text"));
}

TEST_F(LedgerServiceTest, BadFieldsAreRefused) {
  struct Case {
    const char* field;
    std::function<void(v1::Activity&)> spoil;
  };
  const std::string uuid = scene::kNobody;
  const Case cases[] = {
      {"activity.author", [](auto& a) { a.set_author("people/1"); }},
      {"activity.actors[1]", [](auto& a) { a.set_actors(1, a.actors(0)); }},
      {"activity.actors[0]", [](auto& a) { a.set_actors(0, "posts/1"); }},
      {"activity.actors",
       [](auto& a) {
         for (int i = 0; i < 50; ++i) a.add_actors("x");
       }},
      {"activity.kind", [](auto& a) { a.set_kind("activityKinds/No Such"); }},
      {"activity.channel", [](auto& a) { a.set_channel(static_cast<v1::Channel>(9)); }},
      {"activity.purpose", [](auto& a) { a.set_purpose(v1::PURPOSE_UNSPECIFIED); }},
      {"activity.topic", [](auto& a) { a.set_topic(std::string(201, 'x')); }},
      {"activity.platform", [](auto& a) { a.set_platform("a\nb"); }},
      {"activity.place", [](auto& a) { a.set_place("a\rb"); }},
      {"activity.day", [](auto& a) { a.set_day("2017-02-29"); }},
      {"activity.text", [](auto& a) { a.set_text(std::string(8001, 'x')); }},
      {"activity.text", [](auto& a) { a.set_text(std::string("a\0b", 3)); }},
      {"activity.text", [](auto& a) { a.set_text("a\u202Eb"); }},
      {"activity.participants[0]", [](auto& a) { a.set_participants(0, "people/1"); }},
      {"activity.participants[1]", [](auto& a) { a.set_participants(1, a.participants(0)); }},
      {"activity.participants",
       [](auto& a) {
         for (int i = 0; i < 2000; ++i) a.add_participants("x");
       }},
      {"activity.participant_count", [](auto& a) { a.set_participant_count(2); }},
      {"activity.participant_count",
       [](auto& a) {
         a.clear_participants();
         a.set_participant_count(-1);
       }},
      {"activity.evidence[0].kind", [](auto& a) { a.mutable_evidence(0)->clear_kind(); }},
      {"activity.evidence[0].digest", [](auto& a) { a.mutable_evidence(0)->set_digest("short"); }},
      {"activity.evidence[0].media_type",
       [](auto& a) { a.mutable_evidence(0)->set_media_type("image/jpeg; q=1"); }},
      {"activity.evidence[1].size_bytes",
       [](auto& a) { a.mutable_evidence(1)->set_size_bytes(-1); }},
      {"activity.evidence[1].uri", [](auto& a) { a.mutable_evidence(1)->set_uri("a\nb"); }},
      {"activity.evidence",
       [](auto& a) {
         for (int i = 0; i < 20; ++i) a.add_evidence();
       }},
      {"activity.guided_branch", [&](auto& a) { a.set_guided_branch("branches/" + uuid); }},
  };
  const v1::Activity good = activity_;
  for (const Case& bad : cases) {
    activity_ = good;
    bad.spoil(activity_);
    const absl::Status status = Create().status();
    EXPECT_THAT(status, FailsWith("INVALID_FIELDS"));
    EXPECT_THAT(FieldsOf(status), ElementsAre(bad.field));
  }
}

TEST_F(LedgerServiceTest, VoidsAnActivity) {
  const auto recorded = Create();
  ASSERT_THAT(recorded, IsOk());
  v1::VoidActivityRequest request;
  request.set_name(recorded->activity().name());
  request.set_reason("重复录入");
  request.set_request_id(RequestId(2));
  clock_.SetDay("2017-05-20");
  EXPECT_THAT(Void(request, "youths/1"), FailsWith("NOT_A_CADRE"));
  const auto voided = Void(request);
  ASSERT_THAT(voided, IsOk());
  EXPECT_EQ(voided->receipt().position(), 2);
  EXPECT_EQ(voided->activity().void_reason(), "重复录入");
  EXPECT_EQ(voided->activity().void_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(voided->receipt().entry()));
  EXPECT_EQ(event.activity_voided().activity(), request.name());

  request.set_request_id(RequestId(3));
  EXPECT_THAT(Void(request), FailsWith("ACTIVITY_VOIDED"));
  request.set_name(absl::StrCat(request_.parent(), "/activities/", scene::kNobody));
  EXPECT_THAT(Void(request), FailsWith("ACTIVITY_UNKNOWN"));
  EXPECT_THAT(FieldsOf(Void({}).status()), UnorderedElementsAre("name", "reason", "request_id"));
}

TEST_F(LedgerServiceTest, GetReturnsTheActivity) {
  const auto recorded = Create();
  ASSERT_THAT(recorded, IsOk());
  v1::GetActivityRequest request;
  request.set_name(recorded->activity().name());
  const auto activity = server_.Call(*stub_, &Stub::GetActivity, request);
  ASSERT_THAT(activity, IsOk());
  EXPECT_EQ(activity->SerializeAsString(), recorded->activity().SerializeAsString());
  request.set_name("activities/1");
  EXPECT_THAT(server_.Call(*stub_, &Stub::GetActivity, request), FailsWith("INVALID_FIELDS"));
}

TEST_F(LedgerServiceTest, ListPagesToTheEnd) {
  for (int n = 1; n <= 5; ++n) {
    request_.set_request_id(RequestId(n));
    ASSERT_THAT(Create(), IsOk());
  }
  v1::ListActivitiesRequest request;
  request.set_parent(request_.parent());
  request.set_page_size(2);
  std::vector<int> sizes;
  do {
    const auto page = server_.Call(*stub_, &Stub::ListActivities, request);
    ASSERT_THAT(page, IsOk());
    sizes.push_back(page->activities_size());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1));
}

TEST_F(LedgerServiceTest, PageTokenOfAnotherQueryIsRefused) {
  v1::ListActivitiesRequest request;
  request.set_parent(request_.parent());
  for (const std::string& token :
       {std::string("no token"), rpc::MakePageToken("another query", scene::kNobody),
        rpc::MakePageToken(absl::StrCat("ListActivities\n", request.parent()), "no id")}) {
    request.set_page_token(token);
    EXPECT_THAT(FieldsOf(server_.Call(*stub_, &Stub::ListActivities, request).status()),
                ElementsAre("page_token"));
  }
  request.set_page_token("");
  request.set_page_size(-1);
  EXPECT_THAT(FieldsOf(server_.Call(*stub_, &Stub::ListActivities, request).status()),
              ElementsAre("page_size"));
}

TEST_F(LedgerServiceTest, UnknownLogIsNotFound) {
  v1::GetLogRequest request;
  request.set_name(absl::StrCat("logs/", scene::kNobody));
  EXPECT_THAT(server_.Call(*stub_, &Stub::GetLog, request), FailsWith("LOG_UNKNOWN"));
  request.set_name("logs/1");
  EXPECT_THAT(server_.Call(*stub_, &Stub::GetLog, request), FailsWith("INVALID_FIELDS"));
}

}  // namespace
}  // namespace xinqiao::ledger
