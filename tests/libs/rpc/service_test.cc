#include "libs/rpc/service.h"

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/impl/rpc_method.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "libs/base/error.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/organization_service.grpc.pb.h"

namespace xinqiao::rpc {
namespace {

using registry::v1::CreateOrganizationRequest;
using registry::v1::GetOrganizationRequest;
using registry::v1::ListOrganizationsRequest;
using registry::v1::ListOrganizationsResponse;
using registry::v1::Organization;
using registry::v1::OrganizationService;
using ::testing::ElementsAre;
using testing::FailsWith;
using testing::IsOk;

constexpr char kPath[] = "/xinqiao.registry.v1.OrganizationService/";

// What the three kinds of bodies do, to be set by a test.
struct Bodies {
  std::function<absl::StatusOr<Answer>(const Call&, const CreateOrganizationRequest&)> create =
      [](const Call&, const CreateOrganizationRequest& request) -> absl::StatusOr<Answer> {
    return Answer{.bytes = request.organization().SerializeAsString()};
  };
  std::function<absl::StatusOr<Organization>(const Call&, const GetOrganizationRequest&)> get =
      [](const Call&, const GetOrganizationRequest& request) -> absl::StatusOr<Organization> {
    Organization organization;
    organization.set_name(request.name());
    return organization;
  };
  std::function<void(const Call&, const ListOrganizationsRequest&, Done)> list =
      [](const Call&, const ListOrganizationsRequest&, const Done& done) { done(Answer{}); };
};

// Creates on the executor, gets inline, lists asynchronously.
class TestService final : public Service {
 public:
  TestService(const Bodies& bodies, Executor& executor)
      : Service(*Organization::descriptor()->file()->service(0), executor) {
    Unary<CreateOrganizationRequest>(
        "CreateOrganization", Run::kExecutor,
        [&bodies](const Call& call, const CreateOrganizationRequest& request) {
          return bodies.create(call, request);
        });
    Unary<GetOrganizationRequest>(
        "GetOrganization", Run::kInline,
        [&bodies](const Call& call, const GetOrganizationRequest& request) {
          return bodies.get(call, request);
        });
    UnaryAsync<ListOrganizationsRequest>(
        "ListOrganizations", [&bodies](const Call& call, const ListOrganizationsRequest& request,
                                       Done done) { bodies.list(call, request, std::move(done)); });
  }
};

// One thread and a queue of one, over a real in-process channel.
class ServiceTest : public ::testing::Test {
 protected:
  using Stub = OrganizationService::Stub;

  absl::StatusOr<Organization> Create(const CreateOrganizationRequest& request,
                                      const std::string& principal = "") {
    return server_.Call(*stub_, &Stub::CreateOrganization, request, principal);
  }
  absl::StatusOr<Organization> Get(const std::string& name) {
    GetOrganizationRequest request;
    request.set_name(name);
    return server_.Call(*stub_, &Stub::GetOrganization, request);
  }

  // Sends bytes that no stub would.
  absl::Status CallWithBytes(const std::string& method, const std::string& bytes) {
    const std::string path = kPath + method;
    grpc::ClientContext context;
    grpc::ByteBuffer response;
    return FromGrpcStatus(grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(
        server_.channel().get(),
        grpc::internal::RpcMethod(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC), &context,
        ToByteBuffer(bytes), &response));
  }

  // Starts a call that ends without a message.
  grpc::Status CallWithoutAMessage(const std::string& method) {
    grpc::GenericStub generic(server_.channel());
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    grpc::CompletionQueue queue;
    const auto call = generic.PrepareCall(&context, kPath + method, &queue);
    void* tag = nullptr;
    bool ok = false;
    call->StartCall(nullptr);
    queue.Next(&tag, &ok);
    call->WritesDone(nullptr);
    queue.Next(&tag, &ok);
    grpc::Status status;
    call->Finish(&status, nullptr);
    queue.Next(&tag, &ok);
    queue.Shutdown();
    while (queue.Next(&tag, &ok)) {
    }
    return status;
  }

  Bodies bodies_;
  Executor executor_{1, 1};
  TestService service_{bodies_, executor_};
  testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = OrganizationService::NewStub(server_.channel());
};

CreateOrganizationRequest NewRequest() {
  CreateOrganizationRequest request;
  request.set_request_id("00000000-0000-4000-8000-000000000001");
  request.mutable_organization()->set_display_name("泉州师范学院团委");
  return request;
}

TEST_F(ServiceTest, BodiesRunInlineOnTheExecutorAndLater) {
  std::thread::id executor_thread;
  bodies_.create = [&](const Call&, const CreateOrganizationRequest& request) {
    executor_thread = std::this_thread::get_id();
    return Answer{.bytes = request.organization().SerializeAsString()};
  };
  const auto created = Create(NewRequest());
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->display_name(), "泉州师范学院团委");
  std::thread::id of_executor;
  std::latch ran(1);
  ASSERT_TRUE(executor_.TryRun([&] {
    of_executor = std::this_thread::get_id();
    ran.count_down();
  }));
  ran.wait();
  EXPECT_EQ(executor_thread, of_executor);

  const auto got = Get("organizations/1");
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->name(), "organizations/1");

  std::thread later;
  bodies_.list = [&](const Call&, const ListOrganizationsRequest& request, const Done& done) {
    later = std::thread([done, token = request.page_token()] {
      ListOrganizationsResponse response;
      response.set_next_page_token(token);
      done(Answer{.bytes = response.SerializeAsString()});
    });
  };
  ListOrganizationsRequest request;
  request.set_page_token("t");
  const auto listed = server_.Call(*stub_, &Stub::ListOrganizations, request);
  later.join();
  ASSERT_THAT(listed, IsOk());
  EXPECT_EQ(listed->next_page_token(), "t");
}

TEST_F(ServiceTest, ErrorsReachTheClientAsTheyWereMade) {
  const absl::Status error =
      MakeError(absl::StatusCode::kFailedPrecondition, {"registry.xinqiao", "PARENT_NOT_VALID"},
                "the parent does not stand", {{"day", "2017-05-17"}});
  bodies_.get = [&](const Call&, const GetOrganizationRequest&) { return error; };
  bodies_.create = [&](const Call&, const CreateOrganizationRequest&) { return error; };
  bodies_.list = [&](const Call&, const ListOrganizationsRequest&, const Done& done) {
    done(error);
  };
  EXPECT_EQ(Get("x").status(), error);
  EXPECT_EQ(Create(NewRequest()).status(), error);
  EXPECT_EQ(server_.Call(*stub_, &Stub::ListOrganizations, ListOrganizationsRequest()).status(),
            error);
}

TEST_F(ServiceTest, TheTextOfAnInternalErrorStaysInTheLog) {
  bodies_.get = [](const Call&, const GetOrganizationRequest&) {
    return absl::InternalError("syntax error in a statement");
  };
  ::testing::internal::CaptureStdout();
  const absl::Status status = Get("x").status();
  EXPECT_EQ(status, absl::InternalError("internal error"));
  EXPECT_THAT(::testing::internal::GetCapturedStdout(),
              ::testing::HasSubstr("syntax error in a statement"));
}

TEST_F(ServiceTest, BrokenTextNamesItsField) {
  bodies_.create = [](const Call&, const CreateOrganizationRequest&) -> absl::StatusOr<Answer> {
    ADD_FAILURE() << "the body ran";
    return Answer{};
  };
  CreateOrganizationRequest request = NewRequest();
  request.mutable_organization()->set_display_name("泉州\xff");
  const absl::Status status = CallWithBytes("CreateOrganization", request.SerializeAsString());
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(status),
              ElementsAre(FieldViolation{.field = "organization.display_name",
                                         .description = "is not well-formed UTF-8"}));
}

TEST_F(ServiceTest, BytesThatAreNoMessageAreRefused) {
  const absl::Status status = CallWithBytes("GetOrganization", "\xff\xff\xff");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status, FailsWith("MALFORMED_REQUEST"));
}

TEST_F(ServiceTest, CallsWithoutAMessageFailAndTheServerGoesOn) {
  for (const char* method : {"CreateOrganization", "GetOrganization", "ListOrganizations"}) {
    EXPECT_FALSE(CallWithoutAMessage(method).ok()) << method;
  }
  EXPECT_THAT(Get("organizations/1"), IsOk());
  EXPECT_THAT(Create(NewRequest()), IsOk());
}

TEST_F(ServiceTest, AFullQueueAnswersAtOnceAndTheRestIsServed) {
  std::latch running(1);
  std::latch release(1);
  std::atomic<int> calls = 0;
  bodies_.create = [&](const Call&, const CreateOrganizationRequest&) -> absl::StatusOr<Answer> {
    if (++calls == 1) {
      running.count_down();
      release.wait();
    }
    return Answer{};
  };
  std::thread first([&] { EXPECT_THAT(Create(NewRequest()), IsOk()); });
  running.wait();

  // Of the next three calls the queue holds one.
  std::latch refused(2);
  std::mutex mutex;
  std::vector<absl::Status> statuses;
  std::vector<std::thread> others;
  for (int i = 0; i < 3; ++i) {
    others.emplace_back([&] {
      const absl::Status status = Create(NewRequest()).status();
      const std::lock_guard lock(mutex);
      statuses.push_back(status);
      if (!status.ok()) refused.count_down();
    });
  }
  refused.wait();
  EXPECT_THAT(Get("inline bodies need no thread"), IsOk());
  release.count_down();
  first.join();
  for (std::thread& other : others) other.join();
  ASSERT_EQ(statuses.size(), 3U);
  EXPECT_THAT(statuses, ElementsAre(FailsWith("OVERLOADED"), FailsWith("OVERLOADED"), IsOk()));
  EXPECT_EQ(statuses[0].code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(ServiceTest, ABodyKnowsItsCaller) {
  Call seen;
  bodies_.get = [&](const Call& call, const GetOrganizationRequest&) {
    seen = call;
    return Organization();
  };
  grpc::ClientContext context;
  context.AddMetadata(kPrincipalKey, "people/1");
  context.AddMetadata(kTraceIdKey, "trace-1");
  Organization response;
  ASSERT_TRUE(stub_->GetOrganization(&context, GetOrganizationRequest(), &response).ok());
  EXPECT_EQ(seen.principal, "people/1");
  EXPECT_EQ(seen.trace_id, "trace-1");
  EXPECT_EQ(seen.request_digest, "");

  ASSERT_THAT(Get("x"), IsOk());
  EXPECT_EQ(seen.principal, "");
  EXPECT_EQ(seen.trace_id, "");
}

TEST_F(ServiceTest, DeadlinesAreTheClientsButAtMostThirtySeconds) {
  absl::Duration left;
  bodies_.get = [&](const Call& call, const GetOrganizationRequest&) {
    left = call.TimeLeft();
    return Organization();
  };
  Organization response;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(stub_->GetOrganization(&context, GetOrganizationRequest(), &response).ok());
    EXPECT_LE(left, absl::Seconds(30));
    EXPECT_GT(left, absl::Seconds(10));
  }
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(8));
  ASSERT_TRUE(stub_->GetOrganization(&context, GetOrganizationRequest(), &response).ok());
  EXPECT_LT(left, absl::Seconds(9));  // gRPC rounds up.
  EXPECT_GT(left, absl::ZeroDuration());
}

// What a retry must repeat: caller, method and request, however it is encoded.
class DigestTest : public ServiceTest {
 protected:
  DigestTest() {
    bodies_.create = [this](const Call& call, const CreateOrganizationRequest&) {
      digest_ = call.request_digest;
      return Answer{};
    };
  }

  std::string DigestOf(const CreateOrganizationRequest& request, const std::string& principal) {
    EXPECT_THAT(Create(request, principal), IsOk());
    return digest_;
  }

  std::string digest_;
};

TEST_F(DigestTest, IsEqualForEqualMessages) {
  const std::string digest = DigestOf(NewRequest(), "");
  EXPECT_EQ(digest.size(), 32U);
  EXPECT_EQ(DigestOf(NewRequest(), ""), digest);

  // The fields the other way round, and one of them twice.
  CreateOrganizationRequest id;
  id.set_request_id(NewRequest().request_id());
  CreateOrganizationRequest organization = NewRequest();
  organization.clear_request_id();
  EXPECT_THAT(CallWithBytes("CreateOrganization", id.SerializeAsString() +
                                                      organization.SerializeAsString() +
                                                      id.SerializeAsString()),
              IsOk());
  EXPECT_EQ(digest_, digest);
}

TEST_F(DigestTest, DiffersByCallerAndBody) {
  const std::string digest = DigestOf(NewRequest(), "people/1");
  EXPECT_NE(DigestOf(NewRequest(), "people/2"), digest);
  EXPECT_NE(DigestOf(NewRequest(), ""), digest);
  CreateOrganizationRequest other = NewRequest();
  other.mutable_organization()->set_display_name("泉州师范学院");
  EXPECT_NE(DigestOf(other, "people/1"), digest);
  other = NewRequest();
  other.set_request_id("00000000-0000-4000-8000-000000000002");
  EXPECT_NE(DigestOf(other, "people/1"), digest);
}

// A service with the same request under another method.
TEST_F(DigestTest, DiffersByMethod) {
  class OtherMethod final : public Service {
   public:
    OtherMethod(Executor& executor, std::string& digest)
        : Service(*Organization::descriptor()->file()->service(0), executor) {
      const auto body = [&digest](const Call& call, const CreateOrganizationRequest&) {
        digest = call.request_digest;
        return absl::StatusOr<Answer>(Answer{});
      };
      for (const char* method : {"CreateOrganization", "GetOrganization", "ListOrganizations"}) {
        Unary<CreateOrganizationRequest>(method, Run::kInline, body);
      }
    }
  };
  const std::string digest = DigestOf(NewRequest(), "");
  std::string other_digest;
  OtherMethod service(executor_, other_digest);
  const testing::RpcServer server({&service});
  const auto call = [&](const std::string& method) {
    const std::string path = kPath + method;
    grpc::ClientContext context;
    grpc::ByteBuffer response;
    const grpc::Status status =
        grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(
            server.channel().get(),
            grpc::internal::RpcMethod(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC),
            &context, ToByteBuffer(NewRequest().SerializeAsString()), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return other_digest;
  };
  EXPECT_EQ(call("CreateOrganization"), digest);
  EXPECT_NE(call("GetOrganization"), digest);
}

}  // namespace
}  // namespace xinqiao::rpc
