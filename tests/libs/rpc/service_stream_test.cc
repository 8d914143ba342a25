// Client streams of libs/rpc/service.h.

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/sync_stream.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "libs/base/error.h"
#include "libs/rpc/service.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/import_service.grpc.pb.h"

namespace xinqiao::rpc {
namespace {

using registry::v1::CreateImportRequest;
using registry::v1::Import;
using registry::v1::ImportService;
using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using testing::IsOk;

// What a test sees of streams, and sets for them.
struct Scene {
  std::mutex mutex;
  std::vector<std::string> taken;  // Guarded by mutex.
  std::vector<Call> calls;         // Guarded by mutex.
  int ends = 0;                    // Guarded by mutex.
  std::latch abandoned{1};
  absl::Status take_status;
  bool later = false;  // Answer each message from a thread of its own.
};

// Notes the request id of every message.
class NotingTaker final : public StreamTaker {
 public:
  explicit NotingTaker(Scene& scene) : scene_(scene) {}

  absl::Status Take(const Call& call, const google::protobuf::Message& message) override {
    const std::lock_guard lock(scene_.mutex);
    scene_.taken.push_back(static_cast<const CreateImportRequest&>(message).request_id());
    scene_.calls.push_back(call);
    return scene_.take_status;
  }

  void TakeAsync(const Call& call, const google::protobuf::Message& message,
                 const std::function<void(const absl::Status&)>& done) override {
    if (!scene_.later) return StreamTaker::TakeAsync(call, message, done);
    const absl::Status status = Take(call, message);
    std::thread([done, status] { done(status); }).detach();
  }

  absl::StatusOr<Answer> End(const Call& call) override {
    const std::lock_guard lock(scene_.mutex);
    scene_.calls.push_back(call);
    ++scene_.ends;
    Import import;
    import.set_rows_total(static_cast<int64_t>(scene_.taken.size()));
    return Answer{.bytes = import.SerializeAsString()};
  }

  void Abandon(const Call&) override { scene_.abandoned.count_down(); }

 private:
  Scene& scene_;
};

class StreamService final : public Service {
 public:
  StreamService(Scene& scene, const StreamBounds& bounds, Executor& executor)
      : Service(*CreateImportRequest::descriptor()->file()->service(0), executor) {
    ClientStream<CreateImportRequest>("CreateImport", bounds,
                                      [&scene] { return std::make_unique<NotingTaker>(scene); });
  }
};

// One stream at a time over a real in-process channel.
class ServiceStreamTest : public ::testing::Test {
 protected:
  explicit ServiceStreamTest(StreamBounds bounds = {.message_bytes_max = 1000}) : bounds_(bounds) {}

  // Sends `ids` and returns how the stream ended.
  absl::StatusOr<Import> Send(const std::vector<std::string>& ids,
                              const std::string& principal = "") {
    grpc::ClientContext context;
    if (!principal.empty()) context.AddMetadata(kPrincipalKey, principal);
    Import import;
    const auto writer = stub_->CreateImport(&context, &import);
    for (const std::string& id : ids) {
      CreateImportRequest request;
      request.set_request_id(id);
      if (!writer->Write(request)) break;
    }
    writer->WritesDone();
    const absl::Status status = FromGrpcStatus(writer->Finish());
    if (!status.ok()) return status;
    return import;
  }

  // Sends bytes that no stub would as the only message.
  absl::Status SendBytes(const std::string& bytes) {
    grpc::GenericStub generic(server_.channel());
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    grpc::CompletionQueue queue;
    const auto call =
        generic.PrepareCall(&context, "/xinqiao.registry.v1.ImportService/CreateImport", &queue);
    void* tag = nullptr;
    bool ok = false;
    call->StartCall(nullptr);
    queue.Next(&tag, &ok);
    call->Write(ToByteBuffer(bytes), nullptr);
    queue.Next(&tag, &ok);
    call->WritesDone(nullptr);
    queue.Next(&tag, &ok);
    grpc::Status status;
    call->Finish(&status, nullptr);
    queue.Next(&tag, &ok);
    queue.Shutdown();
    while (queue.Next(&tag, &ok)) {
    }
    return FromGrpcStatus(status);
  }

  // The digest that a retry would have to repeat.
  std::string DigestOf(const std::vector<std::string>& ids, const std::string& principal) {
    EXPECT_THAT(Send(ids, principal), IsOk());
    const std::lock_guard lock(scene_.mutex);
    return scene_.calls.back().request_digest;
  }

  const StreamBounds bounds_;
  Scene scene_;
  Executor executor_{1, 8};
  StreamService service_{scene_, bounds_, executor_};
  testing::RpcServer server_{{&service_}};
  std::unique_ptr<ImportService::Stub> stub_ = ImportService::NewStub(server_.channel());
};

TEST_F(ServiceStreamTest, MessagesAreTakenInOrderAndTheEndIsAnswered) {
  const auto import = Send({"a", "b", "c"});
  ASSERT_THAT(import, IsOk());
  EXPECT_EQ(import->rows_total(), 3);
  EXPECT_THAT(scene_.taken, ElementsAre("a", "b", "c"));
}

TEST_F(ServiceStreamTest, AStreamWithoutMessagesEndsToo) {
  const auto import = Send({});
  ASSERT_THAT(import, IsOk());
  EXPECT_EQ(import->rows_total(), 0);
}

TEST_F(ServiceStreamTest, AnErrorEndsTheStreamAndReachesTheClient) {
  scene_.take_status =
      MakeError(absl::StatusCode::kFailedPrecondition, {"registry.xinqiao", "SOME_REASON"}, "no");
  EXPECT_EQ(Send({"a"}).status(), scene_.take_status);
  EXPECT_EQ(scene_.ends, 0);
  scene_.abandoned.wait();
}

TEST_F(ServiceStreamTest, ATakerMayAnswerLaterFromAnotherThread) {
  scene_.later = true;
  const auto import = Send({"a", "b", "c"});
  ASSERT_THAT(import, IsOk());
  EXPECT_THAT(scene_.taken, ElementsAre("a", "b", "c"));
  scene_.take_status = absl::UnavailableError("gone");
  EXPECT_EQ(Send({"d"}).status(), scene_.take_status);
  scene_.abandoned.wait();
  EXPECT_EQ(scene_.ends, 1);
}

TEST_F(ServiceStreamTest, BrokenTextNamesItsField) {
  CreateImportRequest request;
  request.add_rows()->add_cells("泉州\xff");
  const absl::Status status = SendBytes(request.SerializeAsString());
  EXPECT_THAT(status, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(status),
              ElementsAre(FieldViolation{.field = "rows[0].cells[0]",
                                         .description = "is not well-formed UTF-8"}));
  EXPECT_THAT(scene_.taken, IsEmpty());
}

TEST_F(ServiceStreamTest, BytesThatAreNoMessageAreRefused) {
  EXPECT_THAT(SendBytes("\xff\xff\xff"), FailsWith("MALFORMED_REQUEST"));
  scene_.abandoned.wait();
  EXPECT_THAT(Send({"a"}), IsOk());
}

TEST_F(ServiceStreamTest, AMessageOverTheBoundIsRefused) {
  const absl::Status status = Send({std::string(1001, 'x')}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(status, FailsWith("MESSAGE_TOO_LARGE"));
  EXPECT_THAT(scene_.taken, IsEmpty());
}

TEST_F(ServiceStreamTest, AStreamThatIsCutOffIsAbandoned) {
  grpc::ClientContext context;
  Import import;
  const auto writer = stub_->CreateImport(&context, &import);
  CreateImportRequest request;
  request.set_request_id("a");
  ASSERT_TRUE(writer->Write(request));
  context.TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  scene_.abandoned.wait();
  EXPECT_EQ(scene_.ends, 0);
}

TEST_F(ServiceStreamTest, EveryStepHasTheDeadlineOfAUnaryCall) {
  ASSERT_THAT(Send({"a"}), IsOk());
  for (const Call& call : scene_.calls) {
    EXPECT_LE(call.deadline - absl::Now(), absl::Seconds(30));
    EXPECT_GT(call.deadline - absl::Now(), absl::Seconds(10));
  }
}

TEST_F(ServiceStreamTest, TheDigestIsOverCallerAndAllMessages) {
  const std::string digest = DigestOf({"a", "b"}, "people/1");
  EXPECT_EQ(digest.size(), 32U);
  EXPECT_EQ(DigestOf({"a", "b"}, "people/1"), digest);
  EXPECT_NE(DigestOf({"a", "b"}, "people/2"), digest);
  EXPECT_NE(DigestOf({"a"}, "people/1"), digest);
  EXPECT_NE(DigestOf({"b", "a"}, "people/1"), digest);
}

// A stream may be open for a fifth of a second.
class ShortServiceStreamTest : public ServiceStreamTest {
 protected:
  ShortServiceStreamTest() : ServiceStreamTest({.time_max = absl::Milliseconds(200)}) {}
};

TEST_F(ShortServiceStreamTest, AClientThatSaysNothingIsCutOff) {
  grpc::ClientContext context;
  Import import;
  const auto writer = stub_->CreateImport(&context, &import);
  CreateImportRequest request;
  ASSERT_TRUE(writer->Write(request));
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  scene_.abandoned.wait();
  EXPECT_EQ(scene_.ends, 0);
}

}  // namespace
}  // namespace xinqiao::rpc
