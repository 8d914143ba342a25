// What every LedgerStore does, as tests.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_STORAGE_LEDGER_STORE_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_STORAGE_LEDGER_STORE_CONTRACT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "libs/crypto/hash.h"
#include "services/ledger/app/ledger_store.h"
#include "services/ledger/rpc/codec.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/receipts.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {

// A store and a way to tell it what registry's feed would.
class LedgerStoreSubject {
 public:
  virtual ~LedgerStoreSubject() = default;

  virtual LedgerStore& store() = 0;
  virtual void AddOrganization(const std::string& organization_id, const std::string& log) = 0;
  virtual void AddPost(const std::string& post_id, const PostFacts& facts) = 0;
  virtual void AddKind(const std::string& kind_id) = 0;

  // The scene of scene.h.
  void SetScene() {
    AddOrganization(scene::kCollege, scene::kLog);
    AddOrganization(scene::kBranch, scene::kLog);
    AddOrganization(scene::kElsewhere, scene::kOtherLog);
    AddOrganization(scene::kCentral, "");
    AddPost(scene::kSecretary, scene::Secretary());
    AddPost(scene::kDeputy, scene::Deputy());
    AddKind(scene::kKind);
  }
};

inline absl::Status AdmitAll(const AdmissionFacts& /*facts*/) { return absl::OkStatus(); }
inline absl::Status AdmitAnyVoiding(const Activity& /*activity*/) { return absl::OkStatus(); }

// The nth id of a kind: TestId("5", 1).
inline std::string TestId(const std::string& kind, int n) {
  return absl::StrFormat("%s0000000-0000-7000-8000-%012d", kind, n);
}

// A call whose retries have the same body.
inline Call CallOf(const std::string& body) { return {.request_digest = crypto::Sha256(body)}; }

inline std::string Salt() { return std::string(32, '\x05'); }

// The nth recording of `facts`.
inline Recording RecordingOf(int n, const ActivityFacts& facts) {
  return {.request_id = TestId("7", n),
          .change_id = TestId("8", n),
          .activity = {.id = TestId("5", n),
                       .facts = facts,
                       .record_time = xinqiao::testing::FakeClock("2017-05-18").Now()},
          .openings = OpeningsOf(facts, Salt)};
}

// The nth request, to void the activity of RecordingOf(activity, ...).
inline Voiding VoidingOf(int n, int activity) {
  return {.request_id = TestId("7", n),
          .change_id = TestId("8", n),
          .organization_id = scene::kCollege,
          .activity_id = TestId("5", activity),
          .reason = {.salt = Salt(), .value = "重复录入"},
          .record_time = xinqiao::testing::FakeClock("2017-05-20").Now()};
}

inline v1::RecordedActivity MessageOf(const absl::StatusOr<Answer>& answer) {
  v1::RecordedActivity message;
  EXPECT_THAT(answer, xinqiao::testing::IsOk());
  if (answer.ok()) {
    EXPECT_TRUE(message.ParseFromString(answer->bytes));
  }
  return message;
}

inline bool Verifies(const v1::Receipt& receipt) {
  return xinqiao::testing::Verifies(
      {.log = std::string(absl::StripPrefix(receipt.log(), "logs/")),
       .position = receipt.position(),
       .entry = receipt.entry(),
       .leaf_hash = receipt.leaf_hash(),
       .checkpoint = receipt.checkpoint(),
       .inclusion_proof = {receipt.inclusion_proof().begin(), receipt.inclusion_proof().end()}},
      scene::TestKey().public_key);
}

class LedgerStoreContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<LedgerStoreSubject>()>> {
 protected:
  LedgerStoreContract() { subject_->SetScene(); }

  LedgerStore& store() { return subject_->store(); }

  // Appends the nth activity; its request has a body of its own.
  absl::StatusOr<Answer> Append(int n, const ActivityFacts& facts = scene::HeartTalk(),
                                AdmitActivity admit = AdmitAll) {
    return store().Append(CallOf(absl::StrCat("append ", n)), RecordingOf(n, facts), admit);
  }
  absl::StatusOr<Answer> Void(int n, int activity, AdmitVoiding admit = AdmitAnyVoiding) {
    return store().Void(CallOf(absl::StrCat("void ", n)), VoidingOf(n, activity), admit);
  }

  std::unique_ptr<LedgerStoreSubject> subject_ = GetParam()();
};

TEST_P(LedgerStoreContract, AnswerHoldsTheActivityAndAReceiptThatVerifies) {
  const v1::RecordedActivity recorded = MessageOf(Append(1));
  EXPECT_EQ(recorded.activity().name(),
            absl::StrCat("organizations/", scene::kCollege, "/activities/", TestId("5", 1)));
  EXPECT_EQ(recorded.receipt().log(), absl::StrCat("logs/", scene::kLog));
  EXPECT_EQ(recorded.receipt().position(), 1);
  EXPECT_EQ(recorded.receipt().entry(),
            MessageEncoders().recorded(RecordingOf(1, scene::HeartTalk()).activity,
                                       RecordingOf(1, scene::HeartTalk()).openings));
  EXPECT_TRUE(Verifies(recorded.receipt()));
}

TEST_P(LedgerStoreContract, PositionsCountAndEveryReceiptVerifies) {
  for (int n = 1; n <= 20; ++n) {
    const v1::RecordedActivity recorded = MessageOf(Append(n));
    EXPECT_EQ(recorded.receipt().position(), n);
    EXPECT_TRUE(Verifies(recorded.receipt())) << n;
  }
}

TEST_P(LedgerStoreContract, EachLogCountsByItself) {
  ActivityFacts elsewhere = scene::HeartTalk();
  elsewhere.organization_id = scene::kElsewhere;
  EXPECT_EQ(MessageOf(Append(1)).receipt().position(), 1);
  const v1::RecordedActivity other = MessageOf(Append(2, elsewhere));
  EXPECT_EQ(other.receipt().position(), 1);
  EXPECT_EQ(other.receipt().log(), absl::StrCat("logs/", scene::kOtherLog));
  EXPECT_TRUE(Verifies(other.receipt()));
  EXPECT_EQ(MessageOf(Append(3)).receipt().position(), 2);
}

TEST_P(LedgerStoreContract, AdmitSeesWhatIsKnown) {
  EXPECT_THAT(Append(1, scene::HeartTalk(),
                     [](const AdmissionFacts& facts) {
                       EXPECT_EQ(facts, scene::AllKnown());
                       return absl::OkStatus();
                     }),
              xinqiao::testing::IsOk());
}

TEST_P(LedgerStoreContract, AdmitSeesWhatIsNotKnown) {
  ActivityFacts strange = scene::HeartTalk();
  strange.author.post_id = scene::kNobody;
  strange.actors = {strange.author};
  strange.kind_id = "no.such_kind";
  strange.guided_branch_id = scene::kNobody;
  EXPECT_THAT(Append(1, strange,
                     [](const AdmissionFacts& facts) {
                       EXPECT_EQ(facts, AdmissionFacts());
                       return absl::OkStatus();
                     }),
              xinqiao::testing::IsOk());
}

TEST_P(LedgerStoreContract, NoLogTakesWhatHasNone) {
  ActivityFacts facts = scene::HeartTalk();
  facts.organization_id = scene::kNobody;
  EXPECT_THAT(Append(1, facts), xinqiao::testing::FailsWith("ORGANIZATION_UNKNOWN"));
  facts.organization_id = scene::kCentral;
  EXPECT_THAT(Append(1, facts), xinqiao::testing::FailsWith("ORGANIZATION_WITHOUT_LOG"));
}

TEST_P(LedgerStoreContract, RefusalStoresNothing) {
  const auto refuse = [](const AdmissionFacts&) { return absl::FailedPreconditionError("no"); };
  EXPECT_EQ(Append(1, scene::HeartTalk(), refuse).status(), refuse({}));
  // Were it stored, the retry would be answered without asking.
  EXPECT_EQ(Append(1, scene::HeartTalk(), refuse).status(), refuse({}));
  EXPECT_EQ(MessageOf(Append(2)).receipt().position(), 1);
}

TEST_P(LedgerStoreContract, RetryGetsTheFirstAnswerAndAsksNobody) {
  const absl::StatusOr<Answer> first = Append(1);
  ASSERT_THAT(first, xinqiao::testing::IsOk());
  ASSERT_THAT(Append(2), xinqiao::testing::IsOk());
  Recording retry = RecordingOf(3, scene::HeartTalk());
  retry.request_id = TestId("7", 1);
  const auto never = [](const AdmissionFacts&) { return absl::InternalError("asked"); };
  const absl::StatusOr<Answer> second = store().Append(CallOf("append 1"), retry, never);
  EXPECT_THAT(second, xinqiao::testing::IsOkAndHolds(*first));
  EXPECT_EQ(MessageOf(Append(4)).receipt().position(), 3);
}

TEST_P(LedgerStoreContract, RequestIdIsOfOneBodyAndCaller) {
  ASSERT_THAT(Append(1), xinqiao::testing::IsOk());
  EXPECT_THAT(store().Append(CallOf("another body"), RecordingOf(1, scene::HeartTalk()), AdmitAll),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
  Voiding voiding = VoidingOf(1, 1);
  EXPECT_THAT(store().Void(CallOf("a voiding"), voiding, AdmitAnyVoiding),
              xinqiao::testing::FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(LedgerStoreContract, GetReturnsWhatWasRecorded) {
  ActivityFacts bare = scene::HeartTalk();
  bare.topic = bare.platform = bare.place = bare.guided_branch_id = "";
  bare.participant_ids.clear();
  bare.participant_count = 40;
  bare.evidence.clear();
  bare.text = "a\nb\t\"c\" {d} \\e '谈'";
  ASSERT_THAT(Append(1), xinqiao::testing::IsOk());
  ASSERT_THAT(Append(2, bare), xinqiao::testing::IsOk());
  EXPECT_THAT(store().Get({}, scene::kCollege, TestId("5", 1)),
              xinqiao::testing::IsOkAndHolds(RecordingOf(1, scene::HeartTalk()).activity));
  EXPECT_THAT(store().Get({}, scene::kCollege, TestId("5", 2)),
              xinqiao::testing::IsOkAndHolds(RecordingOf(2, bare).activity));
}

TEST_P(LedgerStoreContract, GetFindsOnlyUnderTheOrganizingBody) {
  ASSERT_THAT(Append(1), xinqiao::testing::IsOk());
  for (const char* organization : {scene::kBranch, scene::kElsewhere, scene::kNobody}) {
    EXPECT_THAT(store().Get({}, organization, TestId("5", 1)),
                xinqiao::testing::FailsWith("ACTIVITY_UNKNOWN"));
  }
  EXPECT_THAT(store().Get({}, scene::kCollege, TestId("5", 2)),
              xinqiao::testing::FailsWith("ACTIVITY_UNKNOWN"));
}

TEST_P(LedgerStoreContract, VoidingIsAnEntryAndShows) {
  ASSERT_THAT(Append(1), xinqiao::testing::IsOk());
  const v1::RecordedActivity voided = MessageOf(Void(2, 1));
  EXPECT_EQ(voided.receipt().position(), 2);
  EXPECT_TRUE(Verifies(voided.receipt()));
  EXPECT_EQ(voided.receipt().entry(), MessageEncoders().voided(VoidingOf(2, 1)));
  EXPECT_EQ(voided.activity().void_reason(), "重复录入");
  Activity expected = RecordingOf(1, scene::HeartTalk()).activity;
  expected.void_time = VoidingOf(2, 1).record_time;
  expected.void_reason = "重复录入";
  EXPECT_THAT(store().Get({}, scene::kCollege, TestId("5", 1)),
              xinqiao::testing::IsOkAndHolds(expected));
  EXPECT_EQ(MessageOf(Append(3)).receipt().position(), 3);
}

TEST_P(LedgerStoreContract, VoidingIsAdmittedByTheActivityAsItStands) {
  ASSERT_THAT(Append(1), xinqiao::testing::IsOk());
  ASSERT_THAT(Void(2, 1, CheckStands), xinqiao::testing::IsOk());
  EXPECT_THAT(Void(3, 1, CheckStands), xinqiao::testing::FailsWith("ACTIVITY_VOIDED"));
  // The retry of the first still gets its answer.
  EXPECT_EQ(MessageOf(Void(2, 1, CheckStands)).receipt().position(), 2);
}

TEST_P(LedgerStoreContract, RetriesAfterAVoidingGetTheFirstBytes) {
  ActivityFacts bare = scene::HeartTalk();
  bare.topic = bare.platform = bare.place = bare.guided_branch_id = "";
  bare.participant_ids.clear();
  bare.participant_count = 40;
  bare.evidence.clear();
  int n = 0;
  for (const ActivityFacts& facts : {scene::HeartTalk(), bare}) {
    const int activity = ++n;
    const int voiding = ++n;
    const absl::StatusOr<Answer> created = Append(activity, facts);
    ASSERT_THAT(created, xinqiao::testing::IsOk());
    EXPECT_FALSE(MessageOf(created).activity().has_void_time());
    const absl::StatusOr<Answer> voided = Void(voiding, activity);
    ASSERT_THAT(voided, xinqiao::testing::IsOk());
    EXPECT_EQ(MessageOf(voided).activity().void_reason(), "重复录入");

    EXPECT_THAT(Append(activity, facts), xinqiao::testing::IsOkAndHolds(*created));
    EXPECT_THAT(Void(voiding, activity), xinqiao::testing::IsOkAndHolds(*voided));
  }
}

// A client may compare answers with what it would serialize.
TEST_P(LedgerStoreContract, AnswerIsTheBytesOfItsMessage) {
  const absl::StatusOr<Answer> created = Append(1);
  EXPECT_EQ(MessageOf(created).SerializeAsString(), created->bytes);
  const absl::StatusOr<Answer> voided = Void(2, 1);
  EXPECT_EQ(MessageOf(voided).SerializeAsString(), voided->bytes);
}

TEST_P(LedgerStoreContract, NothingIsVoidedThatIsNotThere) {
  EXPECT_THAT(Void(1, 1), xinqiao::testing::FailsWith("ACTIVITY_UNKNOWN"));
  ASSERT_THAT(Append(2), xinqiao::testing::IsOk());
  Voiding voiding = VoidingOf(3, 2);
  for (const char* organization : {scene::kBranch, scene::kElsewhere, scene::kNobody}) {
    voiding.organization_id = organization;
    EXPECT_THAT(store().Void(CallOf("void 3"), voiding, AdmitAnyVoiding),
                xinqiao::testing::FailsWith("ACTIVITY_UNKNOWN"));
  }
}

TEST_P(LedgerStoreContract, ListsNewestFirstBehindAnActivity) {
  ActivityFacts of_branch = scene::HeartTalk();
  of_branch.organization_id = scene::kBranch;
  for (int n = 1; n <= 5; ++n) ASSERT_THAT(Append(n), xinqiao::testing::IsOk());
  ASSERT_THAT(Append(6, of_branch), xinqiao::testing::IsOk());
  ASSERT_THAT(Void(7, 4), xinqiao::testing::IsOk());

  const auto list = [&](const std::string& before_id, int limit) {
    std::vector<std::string> ids;
    const auto activities = store().List(
        {}, {.organization_id = scene::kCollege, .before_id = before_id, .limit = limit});
    EXPECT_THAT(activities, xinqiao::testing::IsOk());
    for (const Activity& activity : *activities) ids.push_back(activity.id);
    return ids;
  };
  EXPECT_THAT(list("", 2), ::testing::ElementsAre(TestId("5", 5), TestId("5", 4)));
  EXPECT_THAT(list(TestId("5", 4), 10),
              ::testing::ElementsAre(TestId("5", 3), TestId("5", 2), TestId("5", 1)));
  EXPECT_THAT(list(TestId("5", 1), 10), ::testing::IsEmpty());
  EXPECT_THAT(store().List({}, {.organization_id = scene::kNobody, .limit = 1}),
              xinqiao::testing::FailsWith("ORGANIZATION_UNKNOWN"));
}

TEST_P(LedgerStoreContract, LogIsEmptyUntilItsFirstEntry) {
  EXPECT_THAT(store().GetLog({}, scene::kLog),
              xinqiao::testing::IsOkAndHolds(
                  Log{.log = scene::kLog, .public_key = scene::TestKey().public_key}));
  const v1::RecordedActivity recorded = MessageOf(Append(1));
  EXPECT_THAT(store().GetLog({}, scene::kLog),
              xinqiao::testing::IsOkAndHolds(Log{.log = scene::kLog,
                                                 .epoch = recorded.receipt().epoch(),
                                                 .public_key = scene::TestKey().public_key,
                                                 .checkpoint = recorded.receipt().checkpoint()}));
  EXPECT_EQ(MessageOf(Append(2)).receipt().epoch(), recorded.receipt().epoch());
  EXPECT_THAT(store().GetLog({}, scene::kNobody), xinqiao::testing::FailsWith("LOG_UNKNOWN"));
}

}  // namespace xinqiao::ledger

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_STORAGE_LEDGER_STORE_CONTRACT_H_
