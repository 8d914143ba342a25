#include "services/ledger/rpc/import_stream.h"

#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "libs/base/error.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/rpc/served_ledger.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/ledger/v1/ledger_service.grpc.pb.h"

namespace xinqiao::ledger {
namespace {

using scene::CreateRequest;
using scene::FieldsOf;
using scene::kPerson;
using scene::RequestId;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

class ImportStreamTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::ImportActivitiesResponse> Import(
      const std::vector<v1::ImportActivitiesRequest>& messages,
      const std::string& principal = kPerson) {
    grpc::ClientContext context;
    context.AddMetadata(rpc::kPrincipalKey, principal);
    v1::ImportActivitiesResponse response;
    const auto writer = stub_->ImportActivities(&context, &response);
    for (const auto& message : messages) {
      if (!writer->Write(message)) break;
    }
    writer->WritesDone();
    const absl::Status status = rpc::FromGrpcStatus(writer->Finish());
    if (!status.ok()) return status;
    return response;
  }

  scene::ServedLedger ledger_;
  std::unique_ptr<v1::LedgerService::Stub> stub_ =
      v1::LedgerService::NewStub(ledger_.server().channel());
};

// Rows `first` to `last`; the last message unless said otherwise.
v1::ImportActivitiesRequest RowsOf(int first, int last, bool is_last = true) {
  v1::ImportActivitiesRequest message;
  for (int n = first; n <= last; ++n) *message.add_requests() = CreateRequest(n);
  message.set_last(is_last);
  return message;
}

// The executor has one thread: a stream that waited on it for what the ledger
// asks in the background would never end.
TEST_F(ImportStreamTest, RecordsEveryMessage) {
  const auto response = Import({RowsOf(1, 500, false), RowsOf(501, 700, false), RowsOf(1, 0)});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->recorded_count(), 700);
  EXPECT_EQ(response->failed_count(), 0);
  EXPECT_EQ(ledger_.store().leaf_hashes(scene::kLog).size(), 700U);
}

TEST_F(ImportStreamTest, RowThatIsRefusedKeepsOutNoOther) {
  v1::ImportActivitiesRequest first = RowsOf(1, 3, false);
  first.mutable_requests(1)->mutable_activity()->set_text(std::string(8001, 'x'));
  v1::ImportActivitiesRequest second = RowsOf(4, 6);
  second.mutable_requests(0)->mutable_activity()->set_kind("activityKinds/no.such_kind");
  second.mutable_requests(2)->set_parent(absl::StrCat("organizations/", scene::kElsewhere));
  const auto response = Import({first, second});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->recorded_count(), 4);
  EXPECT_EQ(response->failed_count(), 2);
  ASSERT_EQ(response->failures_size(), 2);
  EXPECT_EQ(response->failures(0).row(), 2);
  EXPECT_EQ(response->failures(0).field(), "activity.text");
  EXPECT_EQ(response->failures(0).reason(), "INVALID_FIELDS");
  EXPECT_EQ(response->failures(1).row(), 4);
  EXPECT_EQ(response->failures(1).reason(), "ACTIVITY_KIND_UNKNOWN");
  // Rows may be of several logs.
  EXPECT_EQ(ledger_.store().leaf_hashes(scene::kOtherLog).size(), 1U);
}

TEST_F(ImportStreamTest, WhatWasCutOffMayBeSentAgain) {
  const absl::Status cut_off = Import({RowsOf(1, 3, false)}).status();
  EXPECT_THAT(cut_off, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(FieldsOf(cut_off), ElementsAre("last"));
  EXPECT_THAT(Violations(cut_off).front().description,
              HasSubstr("so far 3 of 3 rows are recorded"));
  const auto response = Import({RowsOf(1, 3, false), RowsOf(4, 5)});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->already_recorded_count(), 3);
  EXPECT_EQ(response->recorded_count(), 2);
}

TEST_F(ImportStreamTest, RowIsTheSameRequestAsASingleCall) {
  ASSERT_THAT(ledger_.server().Call(*stub_, &v1::LedgerService::Stub::CreateActivity,
                                    CreateRequest(1), kPerson),
              IsOk());
  const auto response = Import({RowsOf(1, 1)});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->already_recorded_count(), 1);
  const auto other = Import({RowsOf(1, 1)}, scene::kOtherPerson);
  ASSERT_THAT(other, IsOk());
  EXPECT_EQ(other->failures(0).reason(), "REQUEST_ID_REUSED");
}

TEST_F(ImportStreamTest, BadStreamsEnd) {
  EXPECT_THAT(FieldsOf(Import({}).status()), ElementsAre("last"));
  const absl::Status twice = Import({RowsOf(1, 1), RowsOf(2, 2)}).status();
  EXPECT_THAT(FieldsOf(twice), ElementsAre("last"));
  EXPECT_THAT(Violations(twice).front().description, HasSubstr("so far 1 of 1 rows"));
  EXPECT_THAT(FieldsOf(Import({RowsOf(1, 501)}).status()), ElementsAre("requests"));
  EXPECT_THAT(Import({RowsOf(1, 1)}, "youths/40000000-0000-7000-8000-000000000001"),
              FailsWith("NOT_A_CADRE"));
}

TEST_F(ImportStreamTest, PoisonedRowFailsAloneAndAStoreThatIsGoneEndsTheStream) {
  ledger_.FailWith([](const NewBatch& batch) {
    for (const NewEntry& entry : batch.entries) {
      if (entry.draft->request_id == RequestId(2)) return absl::InternalError("column of a table");
      if (entry.draft->request_id == RequestId(9)) return absl::UnavailableError("gone");
    }
    return absl::OkStatus();
  });
  const auto response = Import({RowsOf(1, 5)});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->recorded_count(), 4);
  ASSERT_EQ(response->failures_size(), 1);
  EXPECT_EQ(response->failures(0).row(), 2);
  EXPECT_EQ(response->failures(0).reason(), "INTERNAL");
  EXPECT_TRUE(absl::IsUnavailable(Import({RowsOf(9, 9)}).status()));
}

}  // namespace
}  // namespace xinqiao::ledger
