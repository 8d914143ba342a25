#include "services/ledger/rpc/participation_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/rpc/served_ledger.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/ledger/v1/event.pb.h"
#include "xinqiao/ledger/v1/ledger_service.grpc.pb.h"
#include "xinqiao/ledger/v1/participation_service.grpc.pb.h"

namespace xinqiao::ledger {
namespace {

using scene::RequestId;
using scene::ServedLedger;
using ::testing::HasSubstr;
using ::testing::Not;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

std::string Youth(const char* id) { return absl::StrCat("youths/", id); }

// One talk is recorded.
class ParticipationServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::ParticipationService::Stub;

  void SetUp() override {
    const auto ledger = v1::LedgerService::NewStub(ledger_.server().channel());
    const auto recorded = ledger_.server().Call(*ledger, &v1::LedgerService::Stub::CreateActivity,
                                                scene::CreateRequest(1), scene::kPerson);
    ASSERT_THAT(recorded, IsOk());
    activity_ = recorded->activity().name();
  }

  std::string NameOf(const char* youth_id) const {
    return absl::StrCat(activity_, "/participations/", youth_id);
  }

  absl::StatusOr<v1::RecordedParticipation> State(
      int n, v1::ParticipationStatement statement,
      const std::string& principal = Youth(scene::kYouth)) {
    v1::StateParticipationRequest request;
    request.set_name(NameOf(scene::kYouth));
    request.set_statement(statement);
    request.set_request_id(RequestId(n));
    return ledger_.server().Call(*stub_, &Stub::StateParticipation, request, principal);
  }

  absl::StatusOr<v1::Participation> Get(const char* youth_id, const std::string& principal) {
    v1::GetParticipationRequest request;
    request.set_name(NameOf(youth_id));
    return ledger_.server().Call(*stub_, &Stub::GetParticipation, request, principal);
  }

  ServedLedger ledger_;
  std::unique_ptr<Stub> stub_ = v1::ParticipationService::NewStub(ledger_.server().channel());
  std::string activity_;
};

TEST_F(ParticipationServiceTest, LastWordCounts) {
  const auto nothing = Get(scene::kYouth, Youth(scene::kYouth));
  ASSERT_THAT(nothing, IsOk());
  EXPECT_EQ(nothing->statement(), v1::PARTICIPATION_STATEMENT_UNSPECIFIED);
  const auto confirmed = State(2, v1::PARTICIPATION_STATEMENT_CONFIRMED);
  ASSERT_THAT(confirmed, IsOk());
  EXPECT_EQ(confirmed->participation().name(), NameOf(scene::kYouth));
  EXPECT_EQ(confirmed->participation().statement(), v1::PARTICIPATION_STATEMENT_CONFIRMED);
  const auto pressed = State(3, v1::PARTICIPATION_STATEMENT_PRESSED);
  ASSERT_THAT(pressed, IsOk());
  EXPECT_TRUE(ServedLedger::Verifies(pressed->receipt()));
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(pressed->receipt().entry()));
  EXPECT_EQ(event.participation_stated().before(), v1::PARTICIPATION_STATEMENT_CONFIRMED);
  EXPECT_THAT(pressed->receipt().entry(), Not(HasSubstr(scene::kYouth)));
  const auto got = Get(scene::kYouth, Youth(scene::kYouth));
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->statement(), v1::PARTICIPATION_STATEMENT_PRESSED);
  EXPECT_EQ(got->state_time().seconds(), absl::ToUnixSeconds(ledger_.clock().Now()));
}

TEST_F(ParticipationServiceTest, RetryGetsTheFirstAnswer) {
  const auto first = State(2, v1::PARTICIPATION_STATEMENT_CONFIRMED);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(State(3, v1::PARTICIPATION_STATEMENT_WITHDRAWN), IsOk());
  const auto retry = State(2, v1::PARTICIPATION_STATEMENT_CONFIRMED);
  ASSERT_THAT(retry, IsOk());
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
}

TEST_F(ParticipationServiceTest, OnlyTheYouthSpeaksInTheirOwnName) {
  for (const std::string& principal :
       {Youth(scene::kOtherYouth), std::string(scene::kPerson), std::string("operators/1")}) {
    EXPECT_THAT(State(2, v1::PARTICIPATION_STATEMENT_CONFIRMED, principal),
                FailsWith("NOT_A_PARTICIPANT"));
    EXPECT_THAT(Get(scene::kYouth, principal), FailsWith("NOT_A_PARTICIPANT"));
  }
  EXPECT_THAT(Get(scene::kNobody, Youth(scene::kNobody)), FailsWith("NOT_A_PARTICIPANT"));
}

TEST_F(ParticipationServiceTest, BadStatementsAreRefused) {
  EXPECT_THAT(State(2, v1::PARTICIPATION_STATEMENT_WITHDRAWN), FailsWith("NOTHING_TO_WITHDRAW"));
  EXPECT_THAT(State(2, v1::PARTICIPATION_STATEMENT_UNSPECIFIED), FailsWith("INVALID_FIELDS"));
  activity_ = absl::StrCat(scene::CollegeName(), "/activities/", scene::kNobody);
  EXPECT_THAT(State(2, v1::PARTICIPATION_STATEMENT_CONFIRMED), FailsWith("ACTIVITY_UNKNOWN"));
}

}  // namespace
}  // namespace xinqiao::ledger
