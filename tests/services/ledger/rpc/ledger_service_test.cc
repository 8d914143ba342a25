#include "services/ledger/rpc/ledger_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/rpc/served_ledger.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/ledger/v1/event.pb.h"
#include "xinqiao/ledger/v1/ledger_service.grpc.pb.h"

namespace xinqiao::ledger {
namespace {

using scene::CreateRequest;
using scene::FieldsOf;
using scene::kPerson;
using scene::RequestId;
using scene::ServedLedger;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kYouth[] = "youths/40000000-0000-7000-8000-000000000001";

class LedgerServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::LedgerService::Stub;

  absl::StatusOr<v1::RecordedActivity> Create(const v1::CreateActivityRequest& request,
                                              const std::string& principal = kPerson) {
    return ledger_.server().Call(*stub_, &Stub::CreateActivity, request, principal);
  }
  absl::StatusOr<v1::RecordedActivity> Void(const v1::VoidActivityRequest& request,
                                            const std::string& principal = kPerson) {
    return ledger_.server().Call(*stub_, &Stub::VoidActivity, request, principal);
  }
  absl::StatusOr<v1::RecordedActivity> Redact(const v1::RedactActivityRequest& request,
                                              const std::string& principal = kPerson) {
    return ledger_.server().Call(*stub_, &Stub::RedactActivity, request, principal);
  }
  absl::StatusOr<v1::BatchCreateActivitiesResponse> Batch(
      const v1::BatchCreateActivitiesRequest& request) {
    return ledger_.server().Call(*stub_, &Stub::BatchCreateActivities, request, kPerson);
  }

  ServedLedger ledger_;
  std::unique_ptr<Stub> stub_ = v1::LedgerService::NewStub(ledger_.server().channel());
};

v1::BatchCreateActivitiesRequest BatchOf(int rows) {
  v1::BatchCreateActivitiesRequest batch;
  batch.set_parent(scene::CollegeName());
  for (int n = 1; n <= rows; ++n) *batch.add_requests() = CreateRequest(n);
  return batch;
}

TEST_F(LedgerServiceTest, RecordsAnActivity) {
  const v1::CreateActivityRequest request = CreateRequest(1);
  const auto recorded = Create(request);
  ASSERT_THAT(recorded, IsOk());
  v1::Activity expected = request.activity();
  expected.set_name(recorded->activity().name());
  expected.mutable_record_time()->set_seconds(absl::ToUnixSeconds(ledger_.clock().Now()));
  expected.set_late_days(1);
  EXPECT_EQ(recorded->activity().DebugString(), expected.DebugString());
  EXPECT_THAT(recorded->activity().name(),
              ::testing::StartsWith(absl::StrCat(scene::CollegeName(), "/activities/")));
}

TEST_F(LedgerServiceTest, EveryReceiptVerifies) {
  for (int n = 1; n <= 5; ++n) {
    const auto recorded = Create(CreateRequest(n));
    ASSERT_THAT(recorded, IsOk());
    EXPECT_EQ(recorded->receipt().position(), n);
    EXPECT_TRUE(ServedLedger::Verifies(recorded->receipt()));
    v1::Event event;
    ASSERT_TRUE(event.ParseFromString(recorded->receipt().entry()));
    EXPECT_EQ(event.activity_recorded().activity(), recorded->activity().name());
  }
}

TEST_F(LedgerServiceTest, RetryGetsTheSameBytesAndAnotherCallerNothing) {
  v1::CreateActivityRequest request = CreateRequest(1);
  const auto first = Create(request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Create(CreateRequest(2)), IsOk());
  const auto retry = Create(request);
  ASSERT_THAT(retry, IsOk());
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Create(request, scene::kOtherPerson), FailsWith("REQUEST_ID_REUSED"));
  request.mutable_activity()->set_text("另一件事。");
  EXPECT_THAT(Create(request), FailsWith("REQUEST_ID_REUSED"));
}

TEST_F(LedgerServiceTest, YouthsWriteNothing) {
  EXPECT_THAT(Create(CreateRequest(1), kYouth), FailsWith("NOT_A_CADRE"));
  EXPECT_TRUE(absl::IsPermissionDenied(Create(CreateRequest(1), kYouth).status()));
  const auto recorded = Create(CreateRequest(1));
  ASSERT_THAT(recorded, IsOk());
  v1::VoidActivityRequest voiding;
  voiding.set_name(recorded->activity().name());
  voiding.set_reason("重复录入");
  voiding.set_request_id(RequestId(2));
  EXPECT_THAT(Void(voiding, kYouth), FailsWith("NOT_A_CADRE"));
  v1::RedactActivityRequest redaction;
  redaction.set_name(recorded->activity().name());
  redaction.add_fields(v1::REDACTED_FIELD_TEXT);
  redaction.set_request_id(RequestId(3));
  EXPECT_THAT(Redact(redaction, kYouth), FailsWith("NOT_A_CADRE"));
}

TEST_F(LedgerServiceTest, ReasonAndFieldSurviveTheTrip) {
  v1::CreateActivityRequest request = CreateRequest(1);
  request.mutable_activity()->set_kind("activityKinds/no.such_kind");
  const absl::Status status = Create(request).status();
  EXPECT_THAT(status, FailsWith("ACTIVITY_KIND_UNKNOWN"));
  EXPECT_THAT(FieldsOf(status), ElementsAre("activity.kind"));
  EXPECT_THAT(FieldsOf(Create(v1::CreateActivityRequest()).status()),
              UnorderedElementsAre("parent", "activity", "request_id"));
}

TEST_F(LedgerServiceTest, BatchIsRecordedTogether) {
  const auto response = Batch(BatchOf(500));
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->activities_size(), 500);
  EXPECT_LT(response->ByteSizeLong(), 4U << 20);
  int64_t position = 0;
  for (const v1::RecordedActivity& recorded : response->activities()) {
    EXPECT_EQ(recorded.receipt().position(), ++position);
    EXPECT_EQ(recorded.receipt().checkpoint(), response->activities(0).receipt().checkpoint());
  }
  for (const int n : {0, 1, 255, 256, 499}) {
    EXPECT_TRUE(ServedLedger::Verifies(response->activities(n).receipt())) << n;
  }
}

// Both what was sent alone and comes again in a batch, and the reverse.
TEST_F(LedgerServiceTest, RowAndSingleCallAreTheSameRequest) {
  const auto single = Create(CreateRequest(2));
  ASSERT_THAT(single, IsOk());
  v1::BatchCreateActivitiesRequest batch = BatchOf(3);
  for (auto& row : *batch.mutable_requests()) row.clear_parent();
  const auto response = Batch(batch);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->activities(1).SerializeAsString(), single->SerializeAsString());
  const auto again = Create(CreateRequest(3));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), response->activities(2).SerializeAsString());
}

// Rows that cannot be read and rows that are not admitted, in one answer.
TEST_F(LedgerServiceTest, BatchTellsWhatIsWrongWithEveryRowAndRecordsNothing) {
  v1::BatchCreateActivitiesRequest batch = BatchOf(5);
  batch.mutable_requests(1)->mutable_activity()->set_text(std::string(8001, 'x'));
  batch.mutable_requests(1)->mutable_activity()->mutable_evidence(0)->clear_digest();
  batch.mutable_requests(2)->mutable_activity()->set_kind("activityKinds/no.such_kind");
  batch.mutable_requests(4)->mutable_activity()->set_day("2017-05-19");
  const absl::Status status = Batch(batch).status();
  EXPECT_THAT(status, FailsWith("INVALID_ROWS"));
  EXPECT_THAT(FieldsOf(status),
              ElementsAre("requests[1].activity.text", "requests[1].activity.evidence[0].digest",
                          "requests[2].activity.kind", "requests[4].activity.day"));
  const auto recorded = Create(CreateRequest(9));
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->receipt().position(), 1);
}

TEST_F(LedgerServiceTest, BatchGoesToOneLog) {
  v1::BatchCreateActivitiesRequest batch = BatchOf(2);
  batch.set_parent("organizations/-");
  batch.mutable_requests(1)->set_parent(absl::StrCat("organizations/", scene::kElsewhere));
  EXPECT_THAT(Batch(batch), FailsWith("SEVERAL_LOGS"));
  batch.mutable_requests(1)->set_parent(absl::StrCat("organizations/", scene::kBranch));
  EXPECT_THAT(Batch(batch), IsOk());
}

TEST_F(LedgerServiceTest, PoisonedCallFailsAloneAndTellsNothing) {
  ledger_.FailWith([](const NewBatch& batch) {
    for (const NewEntry& entry : batch.entries) {
      if (entry.draft->request_id == RequestId(2)) return absl::InternalError("column of a table");
    }
    return absl::OkStatus();
  });
  EXPECT_THAT(Create(CreateRequest(1)), IsOk());
  const absl::Status status = Create(CreateRequest(2)).status();
  EXPECT_TRUE(absl::IsInternal(status));
  EXPECT_EQ(status.message(), "internal error");
  EXPECT_THAT(Create(CreateRequest(3)), IsOk());
  EXPECT_TRUE(absl::IsInternal(Batch(BatchOf(5)).status()));
}

TEST_F(LedgerServiceTest, VoidsAnActivity) {
  const auto recorded = Create(CreateRequest(1));
  ASSERT_THAT(recorded, IsOk());
  v1::VoidActivityRequest request;
  request.set_name(recorded->activity().name());
  request.set_reason("重复录入");
  request.set_request_id(RequestId(2));
  ledger_.clock().SetDay("2017-05-20");
  const auto voided = Void(request);
  ASSERT_THAT(voided, IsOk());
  EXPECT_EQ(voided->receipt().position(), 2);
  EXPECT_TRUE(ServedLedger::Verifies(voided->receipt()));
  EXPECT_EQ(voided->activity().void_reason(), "重复录入");
  EXPECT_EQ(voided->activity().void_time().seconds(), absl::ToUnixSeconds(ledger_.clock().Now()));

  request.set_request_id(RequestId(3));
  EXPECT_THAT(Void(request), FailsWith("ACTIVITY_VOIDED"));
  request.set_name(absl::StrCat(scene::CollegeName(), "/activities/", scene::kNobody));
  EXPECT_THAT(Void(request), FailsWith("ACTIVITY_UNKNOWN"));
  EXPECT_THAT(FieldsOf(Void({}).status()), UnorderedElementsAre("name", "reason", "request_id"));
}

TEST_F(LedgerServiceTest, ErasesWhatIsThere) {
  const auto recorded = Create(CreateRequest(1));
  ASSERT_THAT(recorded, IsOk());
  v1::RedactActivityRequest request;
  request.set_name(recorded->activity().name());
  request.add_fields(v1::REDACTED_FIELD_VOID_REASON);
  request.set_request_id(RequestId(2));
  EXPECT_THAT(Redact(request), FailsWith("NOTHING_TO_REDACT"));
  request.set_fields(0, v1::REDACTED_FIELD_PARTICIPANT);
  request.set_participant(kYouth);
  const auto redacted = Redact(request);
  ASSERT_THAT(redacted, IsOk());
  EXPECT_TRUE(ServedLedger::Verifies(redacted->receipt()));
  EXPECT_THAT(redacted->activity().redacted_fields(), ElementsAre(v1::REDACTED_FIELD_PARTICIPANT));
  EXPECT_THAT(redacted->activity().participants(),
              ElementsAre(absl::StrCat("youths/", scene::kOtherYouth)));
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(redacted->receipt().entry()));
  EXPECT_EQ(event.activity_redacted().position(), 1);
}

TEST_F(LedgerServiceTest, GetReturnsTheActivity) {
  const auto recorded = Create(CreateRequest(1));
  ASSERT_THAT(recorded, IsOk());
  v1::GetActivityRequest request;
  request.set_name(recorded->activity().name());
  const auto activity = ledger_.server().Call(*stub_, &Stub::GetActivity, request);
  ASSERT_THAT(activity, IsOk());
  EXPECT_EQ(activity->SerializeAsString(), recorded->activity().SerializeAsString());
  request.set_name("activities/1");
  EXPECT_THAT(ledger_.server().Call(*stub_, &Stub::GetActivity, request),
              FailsWith("INVALID_FIELDS"));
}

TEST_F(LedgerServiceTest, ListPagesToTheEnd) {
  ASSERT_THAT(Batch(BatchOf(5)), IsOk());
  v1::ListActivitiesRequest request;
  request.set_parent(scene::CollegeName());
  request.set_campaign("service_month");
  request.set_page_size(2);
  std::vector<int> sizes;
  do {
    const auto page = ledger_.server().Call(*stub_, &Stub::ListActivities, request);
    ASSERT_THAT(page, IsOk());
    sizes.push_back(page->activities_size());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1));
  EXPECT_EQ(ledger_.reads().last_query().campaign, "service_month");
  request.set_page_token("no token");
  EXPECT_THAT(FieldsOf(ledger_.server().Call(*stub_, &Stub::ListActivities, request).status()),
              ElementsAre("page_token"));
}

}  // namespace
}  // namespace xinqiao::ledger
