#include "services/ledger/rpc/log_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "libs/rpc/executor.h"
#include "services/ledger/app/log_audit.h"
#include "tests/services/ledger/rpc/requests.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_log_reads.h"
#include "tests/support/fakes/fake_signed_heads.h"
#include "tests/support/receipts.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/ledger/v1/log_service.grpc.pb.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kOperator[] = "operators/1";
constexpr char kPerson[] = "people/80000000-0000-7000-8000-000000000001";
constexpr char kEpoch[] = "60000000-0000-7000-8000-000000000001";

// Begins every epoch that it is asked for, as the second entry of its log.
class BeginningWriter final : public LogWriter {
 public:
  absl::Status Submit(const std::string& log, Unit unit) override {
    const auto& start = std::get<EpochStart>(unit.drafts[0].what);
    const TreeHead tree = {.origin = OriginOf(log, start.epoch_id, HashAlgorithm::kSha256),
                           .size = 2,
                           .root = std::string(kHashBytes, 'r')};
    unit.done({Appended{.receipt = {.log = log,
                                    .epoch_id = start.epoch_id,
                                    .position = 2,
                                    .checkpoint = SignedCheckpoint(tree, scene::TestKey())}}});
    return absl::OkStatus();
  }
};

// A log of five entries over a real channel, on fakes.
class LogServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::LogService::Stub;

  LogServiceTest() {
    reads_.BeginEpoch(kEpoch);
    reads_.Append(1);
    newest_ = reads_.Append(4);
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                Request request, const std::string& principal = kPerson) {
    request.set_name(absl::StrCat("logs/", log_));
    return server_.Call(*stub_, method, request, principal);
  }

  std::string log_ = scene::kLog;
  xinqiao::testing::FakeLogReads reads_{scene::kLog, scene::TestKey()};
  StoredCheckpoint newest_;
  xinqiao::testing::FakeSignedHeads signed_heads_;
  BeginningWriter writer_;
  xinqiao::testing::FakeClock clock_{"2017-05-18"};
  xinqiao::testing::FakeIds ids_;
  LogAudit audit_{{.reads = reads_,
                   .writer = writer_,
                   .signed_heads = signed_heads_,
                   .clock = clock_,
                   .ids = ids_,
                   .public_key = scene::TestKey().public_key,
                   .witnesses = {},
                   .new_salt = [] { return std::string(32, '\x05'); }}};
  rpc::Executor executor_{1, 16};
  LogService service_{audit_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = v1::LogService::NewStub(server_.channel());
};

TEST_F(LogServiceTest, TellsThePublicSideOfALog) {
  const auto log = Call(&Stub::GetLog, v1::GetLogRequest());
  ASSERT_THAT(log, IsOk());
  EXPECT_EQ(log->epoch(), kEpoch);
  EXPECT_EQ(log->public_key(), scene::TestKey().public_key);
  EXPECT_EQ(log->checkpoint(), newest_.note);
  EXPECT_EQ(log->halted_reason(), "");
  const auto checkpoint = Call(&Stub::GetCheckpoint, v1::GetCheckpointRequest());
  ASSERT_THAT(checkpoint, IsOk());
  EXPECT_EQ(checkpoint->size(), 5);
  EXPECT_EQ(checkpoint->root(), newest_.root);
  EXPECT_EQ(checkpoint->note(), newest_.note);
}

TEST_F(LogServiceTest, ProvesEveryEntry) {
  for (int64_t position = 1; position <= 5; ++position) {
    v1::GetInclusionProofRequest request;
    request.set_position(position);
    const auto proof = Call(&Stub::GetInclusionProof, request);
    ASSERT_THAT(proof, IsOk());
    EXPECT_EQ(proof->tree_size(), 5);
    const v1::Receipt& receipt = proof->receipt();
    EXPECT_TRUE(xinqiao::testing::Verifies(
        {.log = scene::kLog,
         .epoch = receipt.epoch(),
         .position = position,
         .entry = receipt.entry(),
         .leaf_hash = receipt.leaf_hash(),
         .checkpoint = receipt.checkpoint(),
         .inclusion_proof = {receipt.inclusion_proof().begin(), receipt.inclusion_proof().end()}},
        scene::TestKey().public_key));
  }
}

TEST_F(LogServiceTest, ProvesThatTheLogGoesOn) {
  v1::GetConsistencyProofRequest request;
  request.set_first_size(4);
  const auto proof = Call(&Stub::GetConsistencyProof, request);
  ASSERT_THAT(proof, IsOk());
  EXPECT_EQ(proof->second_size(), 5);
  // Four entries are a perfect subtree of five: all that is added is the fifth.
  EXPECT_THAT(proof->hashes(), ElementsAre(LeafHash(HashAlgorithm::kSha256, "entry 5")));
  request.set_first_size(6);
  EXPECT_THAT(Call(&Stub::GetConsistencyProof, request), FailsWith("BEYOND_TREE"));
  request.set_second_size(5);
  EXPECT_THAT(FieldsOf(Call(&Stub::GetConsistencyProof, request).status()),
              ElementsAre("second_size"));
}

TEST_F(LogServiceTest, ServesTiles) {
  v1::GetTileRequest request;
  request.set_width(5);
  const auto tile = Call(&Stub::GetTile, request);
  ASSERT_THAT(tile, IsOk());
  EXPECT_EQ(tile->hashes().size(), 5U * 32);
  EXPECT_EQ(tile->hashes().substr(0, 32), LeafHash(HashAlgorithm::kSha256, "entry 1"));
  request.set_width(0);
  EXPECT_THAT(Call(&Stub::GetTile, request), FailsWith("BEYOND_TREE"));
}

TEST_F(LogServiceTest, StrangersSignNothing) {
  v1::AddCosignatureRequest request;
  request.set_size(5);
  request.set_cosignature("no signature");
  EXPECT_THAT(Call(&Stub::AddCosignature, request), FailsWith("COSIGNATURE_WRONG"));
  request.set_cosignature("— witness.example/w AAAAAAAAAAAAAAAA");
  EXPECT_THAT(Call(&Stub::AddCosignature, request), FailsWith("WITNESS_UNKNOWN"));
  request.set_cosignature("two\nlines");
  EXPECT_THAT(FieldsOf(Call(&Stub::AddCosignature, request).status()), ElementsAre("cosignature"));
}

TEST_F(LogServiceTest, OnlyOperatorsExportAndBeginEpochs) {
  v1::StartEpochRequest start;
  start.set_reason("从备份恢复");
  start.set_request_id(scene::RequestId(1));
  for (const char* principal :
       {kPerson, "youths/40000000-0000-7000-8000-000000000001", "developers/local", "operator"}) {
    EXPECT_THAT(Call(&Stub::ExportEntries, v1::ExportEntriesRequest(), principal),
                FailsWith("NOT_AN_OPERATOR"));
    EXPECT_THAT(Call(&Stub::StartEpoch, start, principal), FailsWith("NOT_AN_OPERATOR"));
  }
  EXPECT_TRUE(absl::IsPermissionDenied(Call(&Stub::StartEpoch, start).status()));
}

TEST_F(LogServiceTest, ExportEndsWithTheNumberOfRows) {
  v1::ExportEntriesRequest request;
  request.set_page_size(3);
  const auto first = Call(&Stub::ExportEntries, request, kOperator);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->entries_size(), 3);
  EXPECT_EQ(first->entries(2).entry(), "entry 3");
  EXPECT_FALSE(first->has_activity_row_count());
  request.set_after_position(5);
  const auto end = Call(&Stub::ExportEntries, request, kOperator);
  ASSERT_THAT(end, IsOk());
  EXPECT_EQ(end->entries_size(), 0);
  EXPECT_EQ(end->activity_row_count(), 5);
}

TEST_F(LogServiceTest, RestoredLogGoesOnInANewEpoch) {
  v1::StartEpochRequest request;
  request.set_reason("从备份恢复");
  request.set_request_id(scene::RequestId(1));
  EXPECT_THAT(Call(&Stub::StartEpoch, request, kOperator), FailsWith("LOG_NOT_HALTED"));
  ASSERT_THAT(signed_heads_.Put(scene::kLog, newest_.size, newest_.note), IsOk());
  reads_.Restore(1);
  const auto halted = Call(&Stub::GetLog, v1::GetLogRequest());
  ASSERT_THAT(halted, IsOk());
  EXPECT_EQ(halted->halted_reason(), "LOG_HALTED");

  const auto started = Call(&Stub::StartEpoch, request, kOperator);
  ASSERT_THAT(started, IsOk());
  EXPECT_EQ(started->lost_count(), 4);
  EXPECT_EQ(started->log().epochs_size(), 2);
  EXPECT_EQ(started->log().epoch(), started->receipt().epoch());
  EXPECT_THAT(started->log().origin(), HasSubstr(started->receipt().epoch()));
  EXPECT_EQ(started->log().halted_reason(), "");
}

TEST_F(LogServiceTest, UnknownLogIsNotFound) {
  log_ = scene::kNobody;
  EXPECT_THAT(Call(&Stub::GetLog, v1::GetLogRequest()), FailsWith("LOG_UNKNOWN"));
  log_ = "1";
  EXPECT_THAT(Call(&Stub::GetLog, v1::GetLogRequest()), FailsWith("INVALID_FIELDS"));
}

}  // namespace
}  // namespace xinqiao::ledger
