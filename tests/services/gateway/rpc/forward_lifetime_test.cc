#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "libs/base/id_generator.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "services/gateway/rpc/forward.h"
#include "tests/services/gateway/rpc/forward_fixture.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::gateway {
namespace {

using echo::v1::EchoRequest;
using echo::v1::EchoResponse;
using echo::v1::EchoService;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;
using ::testing::AllOf;
using testing::FailsWith;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::Not;

// gRPC rounds a deadline up on every hop, a long one to seconds.
TEST_F(ForwardTest, DeadlineIsPassedOn) {
  grpc::ClientContext context;
  context.set_deadline(system_clock::now() + seconds(5));
  EchoResponse response;
  ASSERT_TRUE(stub_->Echo(&context, Request("a"), &response).ok());
  EXPECT_THAT(response.left_ms(), AllOf(Gt(0), Lt(7000)));
}

TEST_F(ForwardTest, UnaryCallHasADeadlineEvenIfItsClientGaveNone) {
  EchoResponse response;
  ASSERT_TRUE(Echo(Request("a"), response).ok());
  EXPECT_THAT(response.left_ms(), AllOf(Gt(0), Lt(33000)));
}

TEST_F(ForwardTest, StreamHasNoDeadlineButItsClients) {
  EchoRequest request = Request("a");
  request.set_count(1);
  EchoResponse response;
  grpc::ClientContext without;
  stub_->Count(&without, request)->Read(&response);
  EXPECT_EQ(response.left_ms(), -1);
  grpc::ClientContext with;
  with.set_deadline(system_clock::now() + seconds(100));
  stub_->Count(&with, request)->Read(&response);
  EXPECT_THAT(response.left_ms(), AllOf(Gt(30000), Lt(103000)));
}

TEST_F(ForwardTest, ExpiredDeadlineEndsTheCallAtTheBackend) {
  EchoResponse response;
  ASSERT_TRUE(Echo(Request("connects"), response).ok());
  grpc::ClientContext context;
  context.set_deadline(system_clock::now() + milliseconds(500));
  EchoRequest request = Request("a");
  request.set_hang(true);
  EXPECT_EQ(stub_->Echo(&context, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(Eventually([&] { return echo_.calls() == 2 && echo_.open() == 0; }));
}

// These calls end in no other way.
TEST_F(ForwardTest, CancellationReachesTheBackend) {
  EchoRequest request = Request("a");
  request.set_hang(true);
  grpc::ClientContext unary;
  std::thread canceller([&] {
    EXPECT_TRUE(Eventually([&] { return echo_.open() == 1; }));
    unary.TryCancel();
  });
  EchoResponse response;
  EXPECT_EQ(stub_->Echo(&unary, request, &response).error_code(), grpc::StatusCode::CANCELLED);
  canceller.join();
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 0; }));

  grpc::ClientContext server_stream;
  const auto reader = stub_->Count(&server_stream, request);
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 1; }));
  server_stream.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 0; }));

  grpc::ClientContext bidi_stream;
  const auto stream = stub_->Chat(&bidi_stream);
  EXPECT_TRUE(stream->Write(Request("a")));
  EXPECT_TRUE(stream->Read(&response));
  bidi_stream.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 0; }));
  EXPECT_EQ(echo_.calls(), 3);
}

TEST_F(ForwardTest, WhatABackendCancelsTheClientMayAskAgain) {
  EchoRequest request = Request("a");
  request.set_code(-static_cast<int>(grpc::StatusCode::CANCELLED));
  EchoResponse response;
  EXPECT_THAT(rpc::FromGrpcStatus(Echo(request, response)), FailsWith("BACKEND_UNAVAILABLE"));
  // With details it is what the backend has to say.
  request.set_code(static_cast<int>(grpc::StatusCode::CANCELLED));
  EXPECT_THAT(rpc::FromGrpcStatus(Echo(request, response)), FailsWith("ECHOED"));
}

TEST_F(ForwardTest, BackendThatIsDownIsNamedWithoutItsAddress) {
  backend_server_.Stop();
  EchoResponse response;
  const grpc::Status status = Echo(Request("a"), response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_message(), "echo is unavailable");
  EXPECT_THAT(rpc::FromGrpcStatus(status), FailsWith("BACKEND_UNAVAILABLE"));
  EXPECT_THAT(status.error_details(), Not(HasSubstr("127.0.0.1")));
  grpc::ClientContext server_stream;
  EXPECT_THAT(rpc::FromGrpcStatus(stub_->Count(&server_stream, Request("a"))->Finish()),
              FailsWith("BACKEND_UNAVAILABLE"));
  grpc::ClientContext bidi_stream;
  EXPECT_THAT(rpc::FromGrpcStatus(stub_->Chat(&bidi_stream)->Finish()),
              FailsWith("BACKEND_UNAVAILABLE"));
}

// What came last let go of the channel on gRPC's own thread, and freed what that
// thread stood on.
TEST(ForwardTeardownTest, GatewayMayBeDestroyedAsSoonAsItsLastCallIsAnswered) {
  for (int i = 0; i < 200; ++i) {
    Uuid7Generator ids;
    LiveStreams streams;
    const Backend backend{.name = "echo", .channel = rpc::MakeChannel("127.0.0.1:1")};
    ForwardService service(*EchoRequest::descriptor()->file()->service(0),
                           {.backend = backend, .ids = ids, .streams = streams});
    TcpServer gateway({&service});
    grpc::ClientContext context;
    EchoResponse response;
    EXPECT_THAT(rpc::FromGrpcStatus(EchoService::NewStub(rpc::MakeChannel(gateway.address()))
                                        ->Echo(&context, Request("a"), &response)),
                FailsWith("BACKEND_UNAVAILABLE"));
  }
}

TEST_F(ForwardTest, RestartOfTheBackendCutsItsStreamsAndNothingElse) {
  grpc::ClientContext server_stream;
  const auto reader = stub_->Count(&server_stream, Request("a"));
  grpc::ClientContext bidi_stream;
  const auto stream = stub_->Chat(&bidi_stream);
  EchoResponse response;
  EXPECT_TRUE(reader->Read(&response));
  EXPECT_TRUE(stream->Write(Request("a")));
  EXPECT_TRUE(stream->Read(&response));

  backend_server_.Stop();
  while (reader->Read(&response)) {
  }
  EXPECT_THAT(rpc::FromGrpcStatus(reader->Finish()), FailsWith("BACKEND_UNAVAILABLE"));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(rpc::FromGrpcStatus(stream->Finish()), FailsWith("BACKEND_UNAVAILABLE"));

  backend_server_.Start();
  EXPECT_TRUE(Eventually([&] { return Echo(Request("a"), response).ok(); }));
}

TEST_F(ForwardTest, SlowReaderHoldsUpItsBackendInsteadOfFillingMemory) {
  constexpr int kBytes = 10 << 10;
  grpc::ClientContext context;
  EchoRequest request = Request("a");
  request.set_padding_bytes(kBytes);
  const auto reader = stub_->Count(&context, request);
  EchoResponse response;
  ASSERT_TRUE(reader->Read(&response));
  // Wait until the backend is stuck: no message for a quarter of a second.
  int64_t written = -1;
  for (int quiet = 0; quiet < 25;) {
    std::this_thread::sleep_for(milliseconds(10));
    quiet = echo_.written() == written ? quiet + 1 : 0;
    written = echo_.written();
    ASSERT_THAT(written * kBytes, Lt(16 << 20));
  }
  // It goes on as soon as the reader does.
  const int64_t stuck = written;
  for (int64_t i = 0; i <= stuck; ++i) ASSERT_TRUE(reader->Read(&response));
  EXPECT_TRUE(Eventually([&] { return echo_.written() > stuck; }));
  context.TryCancel();
  reader->Finish();
}

TEST_F(ForwardTest, StoppingEndsLiveStreamsAndRefusesNewOnes) {
  grpc::ClientContext server_stream;
  const auto reader = stub_->Count(&server_stream, Request("a"));
  grpc::ClientContext idle_stream;
  EchoRequest hang = Request("a");
  hang.set_hang(true);
  const auto idle = stub_->Count(&idle_stream, hang);
  grpc::ClientContext bidi_stream;
  const auto stream = stub_->Chat(&bidi_stream);
  EchoResponse response;
  EXPECT_TRUE(reader->Read(&response));
  EXPECT_TRUE(stream->Write(Request("a")));
  EXPECT_TRUE(stream->Read(&response));
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 3; }));

  const auto start = std::chrono::steady_clock::now();
  streams_.End();
  while (reader->Read(&response)) {
  }
  EXPECT_THAT(rpc::FromGrpcStatus(reader->Finish()), FailsWith("GATEWAY_STOPPING"));
  EXPECT_THAT(rpc::FromGrpcStatus(idle->Finish()), FailsWith("GATEWAY_STOPPING"));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(rpc::FromGrpcStatus(stream->Finish()), FailsWith("GATEWAY_STOPPING"));
  grpc::ClientContext late;
  EXPECT_THAT(rpc::FromGrpcStatus(stub_->Count(&late, hang)->Finish()),
              FailsWith("GATEWAY_STOPPING"));
  EXPECT_THAT(std::chrono::steady_clock::now() - start, Lt(seconds(5)));
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 0; }));
  // What is not a stream is served until the server stops.
  EXPECT_TRUE(Echo(Request("a"), response).ok());
}

TEST_F(ForwardTest, ServerStopsAtOnceWithCallsUnderWay) {
  EchoRequest hang = Request("a");
  hang.set_hang(true);
  grpc::ClientContext server_stream;
  const auto reader = stub_->Count(&server_stream, hang);
  grpc::ClientContext bidi_stream;
  const auto stream = stub_->Chat(&bidi_stream);
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 2; }));
  gateway_.Stop();
  EXPECT_FALSE(reader->Finish().ok());
  EXPECT_FALSE(stream->Finish().ok());
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 0; }));
}

// The states of holds and reactions, by force: under AddressSanitizer.
TEST_F(ForwardTest, SurvivesCancelsDeadlinesAndFailuresAtAnyMoment) {
  constexpr int kCallers = 4;
  constexpr int kRounds = 60;
  std::vector<std::thread> callers;
  for (unsigned seed = 0; seed < kCallers; ++seed) {
    callers.emplace_back([this, seed] {
      std::minstd_rand random(seed + 1);
      const auto upto = [&random](unsigned bound) { return static_cast<int>(random() % bound); };
      for (int round = 0; round < kRounds; ++round) {
        grpc::ClientContext context;
        if (upto(2) == 0) context.set_deadline(system_clock::now() + milliseconds(upto(20)));
        EchoRequest request = Request("a");
        request.set_count(upto(50));
        request.set_padding_bytes(upto(20000));
        request.set_code(upto(3) == 0 ? 9 : 0);
        std::thread canceller([&context, delay = upto(20)] {
          std::this_thread::sleep_for(milliseconds(delay));
          context.TryCancel();
        });
        EchoResponse response;
        switch (upto(4)) {
          case 0:
            request.set_hang(upto(2) == 0);
            stub_->Echo(&context, request, &response);
            break;
          case 1: {
            const auto reader = stub_->Count(&context, request);
            while (reader->Read(&response)) {
            }
            reader->Finish();
            break;
          }
          case 2: {
            const auto writer = stub_->Collect(&context, &response);
            while (upto(30) != 0 && writer->Write(request)) {
            }
            writer->WritesDone();
            writer->Finish();
            break;
          }
          default: {
            const auto stream = stub_->Chat(&context);
            while (upto(30) != 0 && stream->Write(request) && stream->Read(&response)) {
            }
            if (upto(2) == 0) stream->WritesDone();
            context.TryCancel();
            stream->Finish();
          }
        }
        canceller.join();
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_TRUE(Eventually([&] { return echo_.open() == 0; }));
  EchoResponse response;
  EXPECT_TRUE(Echo(Request("still here"), response).ok());
}

}  // namespace
}  // namespace xinqiao::gateway
