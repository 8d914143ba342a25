#include "libs/rpc/server.h"

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/sync_stream.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "grpc/health/v1/health.pb.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"
#include "tests/support/http.h"
#include "tests/support/port.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/person_service.grpc.pb.h"

namespace xinqiao::rpc {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using grpc::internal::RpcMethod;
using registry::v1::CreatePersonRequest;
using registry::v1::GetPersonRequest;
using registry::v1::Person;
using registry::v1::PersonService;
using ::testing::HasSubstr;
using testing::IsOk;

// Creating waits until the test lets it go on.
class SlowService final : public Service {
 public:
  explicit SlowService(Executor& executor)
      : Service(*Person::descriptor()->file()->service(0), executor) {
    Unary<CreatePersonRequest>("CreatePerson", Run::kExecutor,
                               [this](const Call&, const CreatePersonRequest&) {
                                 started.count_down();
                                 release.wait();
                                 return absl::StatusOr<Answer>(Answer{});
                               });
    Unary<GetPersonRequest>("GetPerson", Run::kInline, [](const Call&, const GetPersonRequest&) {
      return absl::StatusOr<Person>(Person());
    });
  }

  std::latch started{1};
  std::latch release{1};
};

// A server as main() runs it, in a thread; signals go to this process.
class ServerTest : public ::testing::Test {
 protected:
  // Before gRPC starts a thread, which would take the signal.
  static void SetUpTestSuite() { BlockStopSignals(); }

  void Start() {
    server_ = std::thread(
        [this] { served_ = Serve(options_, {&service_}, [this] { drained_.count_down(); }); });
    channel_ = MakeChannel(options_.listen_address);
    ASSERT_TRUE(
        channel_->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(20)));
  }

  absl::Status Stop(int signal) {
    kill(getpid(), signal);
    server_.join();
    return *served_;
  }

  grpc::Status Get() {
    grpc::ClientContext context;
    Person person;
    return PersonService::NewStub(channel_)->GetPerson(&context, GetPersonRequest(), &person);
  }

  ServerOptions options_{.listen_address = testing::FreeAddress(),
                         .metrics_address = testing::FreeAddress(),
                         .drain = absl::Seconds(10)};
  Executor executor_{2, 16};
  SlowService service_{executor_};
  std::latch drained_{1};
  std::optional<absl::Status> served_;
  std::thread server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(ServerTest, ServesHealthAndMetricsUntilItIsTold) {
  Start();
  EXPECT_TRUE(Get().ok());
  HealthCheckResponse response;
  grpc::ClientContext context;
  const auto status = grpc::internal::BlockingUnaryCall<HealthCheckRequest, HealthCheckResponse>(
      channel_.get(), RpcMethod("/grpc.health.v1.Health/Check", RpcMethod::NORMAL_RPC), &context,
      HealthCheckRequest(), &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  EXPECT_THAT(testing::HttpGet(options_.metrics_address, "/metrics"),
              HasSubstr("grpc_server_handled_total{grpc_code=\"OK\",grpc_method=\"GetPerson\","
                        "grpc_service=\"xinqiao.registry.v1.PersonService\","
                        "grpc_type=\"unary\"}"));
  EXPECT_THAT(Stop(SIGINT), IsOk());
  EXPECT_EQ(testing::HttpGet(options_.metrics_address, "/metrics"), "");
}

TEST_F(ServerTest, FinishesWhatIsRunningAndSaysThatItStops) {
  Start();
  grpc::ClientContext health_context;
  const std::unique_ptr<grpc::ClientReader<HealthCheckResponse>> health(
      grpc::internal::ClientReaderFactory<HealthCheckResponse>::Create(
          channel_.get(), RpcMethod("/grpc.health.v1.Health/Watch", RpcMethod::SERVER_STREAMING),
          &health_context, HealthCheckRequest()));
  HealthCheckResponse response;
  ASSERT_TRUE(health->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);

  grpc::Status running;
  std::thread client([&] {
    grpc::ClientContext context;
    Person person;
    running =
        PersonService::NewStub(channel_)->CreatePerson(&context, CreatePersonRequest(), &person);
  });
  service_.started.wait();
  kill(getpid(), SIGTERM);
  ASSERT_TRUE(health->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING);
  health_context.TryCancel();
  health->Finish();
  drained_.wait();
  service_.release.count_down();
  client.join();
  EXPECT_TRUE(running.ok()) << running.error_message();
  server_.join();
  EXPECT_THAT(*served_, IsOk());
}

TEST_F(ServerTest, CutsWhatDoesNotFinishInTime) {
  options_.drain = absl::Seconds(1);
  Start();
  absl::Status running;
  std::thread client([&] {
    grpc::ClientContext context;
    Person person;
    running = FromGrpcStatus(
        PersonService::NewStub(channel_)->CreatePerson(&context, CreatePersonRequest(), &person));
  });
  service_.started.wait();
  kill(getpid(), SIGTERM);
  client.join();
  EXPECT_FALSE(running.ok());
  service_.release.count_down();
  server_.join();
  EXPECT_THAT(*served_, IsOk());
}

TEST_F(ServerTest, APortInUseIsUnavailable) {
  const testing::BusyPort busy;
  options_.listen_address = busy.address();
  EXPECT_EQ(Serve(options_, {&service_}),
            absl::UnavailableError("cannot listen on " + busy.address() +
                                   ": the port is in use or not allowed"));
}

TEST_F(ServerTest, AMetricsPortInUseIsUnavailable) {
  const testing::BusyPort busy;
  options_.metrics_address = busy.address();
  EXPECT_TRUE(absl::IsUnavailable(Serve(options_, {&service_})));
}

// Otherwise the two would share the calls, silently.
TEST_F(ServerTest, ASecondServerOnThePortIsRefused) {
  Start();
  ServerOptions second = options_;
  second.metrics_address = testing::FreeAddress();
  SlowService service(executor_);
  EXPECT_TRUE(absl::IsUnavailable(Serve(second, {&service})));
  EXPECT_TRUE(Get().ok());
  EXPECT_THAT(Stop(SIGTERM), IsOk());
}

}  // namespace
}  // namespace xinqiao::rpc
