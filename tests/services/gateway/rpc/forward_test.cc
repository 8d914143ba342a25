#include "services/gateway/rpc/forward.h"

#include <gmock/gmock.h>
#include <grpc/grpc.h>
#include <grpc/slice.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "libs/rpc/channel.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"
#include "services/gateway/domain/authorization.h"
#include "tests/services/gateway/rpc/echo_backend.h"
#include "tests/services/gateway/rpc/raw_http2.h"
#include "tests/services/gateway/rpc/tcp_server.h"
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
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Lt;
using ::testing::Not;
using ::testing::Pair;

constexpr char kPerson[] = "people/01890a5d-ac96-774b-bcce-b302099a8057";

// Keeps gRPC's threads from one test to the next. Otherwise the last one to use
// it leaves the process while they stop, and LeakSanitizer sees that.
class GrpcEnvironment final : public ::testing::Environment {
 public:
  void SetUp() override { grpc_init(); }
};
const auto* const kGrpc = ::testing::AddGlobalTestEnvironment(new GrpcEnvironment);

EchoRequest Request(const std::string& text) {
  EchoRequest request;
  request.set_text(text);
  return request;
}

// Waits up to ten seconds.
bool Eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + seconds(10);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(2));
  }
  return true;
}

std::vector<std::string> Values(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata,
                                const char* key) {
  std::vector<std::string> values;
  const auto [first, last] = metadata.equal_range(key);
  for (auto entry = first; entry != last; ++entry) {
    values.emplace_back(entry->second.data(), entry->second.size());
  }
  return values;
}

// A client, the gateway and the backend of name `echo`, on real connections.
class ForwardTest : public ::testing::Test {
 protected:
  // Calls the unary method and returns its status.
  grpc::Status Echo(const EchoRequest& request, EchoResponse& response,
                    const std::vector<std::pair<std::string, std::string>>& metadata = {}) {
    grpc::ClientContext context;
    for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
    return stub_->Echo(&context, request, &response);
  }

  // Starts a call of `method` that sends no message at all.
  grpc::Status CallWithoutAMessage(const std::string& method) {
    grpc::GenericStub generic(channel_);
    grpc::ClientContext context;
    context.set_deadline(system_clock::now() + seconds(10));
    grpc::CompletionQueue queue;
    const auto call =
        generic.PrepareCall(&context, "/xinqiao.echo.v1.EchoService/" + method, &queue);
    grpc::Status status;
    void* tag = nullptr;
    bool ok = false;
    call->StartCall(nullptr);
    queue.Next(&tag, &ok);
    call->WritesDone(nullptr);
    queue.Next(&tag, &ok);
    call->Finish(&status, nullptr);
    queue.Next(&tag, &ok);
    queue.Shutdown();
    while (queue.Next(&tag, &ok)) {
    }
    return status;
  }

  EchoBackend echo_;
  TcpServer backend_server_{{&echo_}};
  Backend backend_{.name = "echo", .channel = rpc::MakeChannel(backend_server_.address())};
  Uuid7Generator ids_;
  LiveStreams streams_;
  ForwardService service_{*EchoRequest::descriptor()->file()->service(0),
                          {.backend = backend_, .ids = ids_, .streams = streams_}};
  TcpServer gateway_{{&service_}};
  std::shared_ptr<grpc::Channel> channel_ = rpc::MakeChannel(gateway_.address());
  std::unique_ptr<EchoService::Stub> stub_ = EchoService::NewStub(channel_);
};

TEST_F(ForwardTest, UnaryCallPasses) {
  EchoResponse response;
  EXPECT_TRUE(Echo(Request("心桥"), response).ok());
  EXPECT_EQ(response.text(), "心桥");
}

TEST_F(ForwardTest, ServerStreamPasses) {
  grpc::ClientContext context;
  EchoRequest request = Request("a");
  request.set_count(1000);
  const auto reader = stub_->Count(&context, request);
  EchoResponse response;
  int count = 0;
  while (reader->Read(&response)) ++count;
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(count, 1000);
}

TEST_F(ForwardTest, ClientStreamPasses) {
  grpc::ClientContext context;
  EchoResponse response;
  const auto writer = stub_->Collect(&context, &response);
  for (const char* text : {"a", "b", "c"}) EXPECT_TRUE(writer->Write(Request(text)));
  EXPECT_TRUE(writer->WritesDone());
  EXPECT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response.text(), "abc");
}

TEST_F(ForwardTest, BidiStreamPassesInStep) {
  grpc::ClientContext context;
  const auto stream = stub_->Chat(&context);
  EchoResponse response;
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(stream->Write(Request(std::to_string(i))));
    ASSERT_TRUE(stream->Read(&response));
    ASSERT_EQ(response.text(), std::to_string(i));
  }
  EXPECT_TRUE(stream->WritesDone());
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
}

// The first request alone is half-closed: no response, but a status.
TEST_F(ForwardTest, StreamsWithoutAnyMessagePass) {
  grpc::ClientContext context;
  const auto stream = stub_->Chat(&context);
  EXPECT_TRUE(stream->WritesDone());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(ForwardTest, CallWithoutAMessageIsUnimplementedAndHarmless) {
  EXPECT_EQ(CallWithoutAMessage("Echo").error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(CallWithoutAMessage("Count").error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(echo_.calls(), 0);
  EchoResponse response;
  EXPECT_TRUE(Echo(Request("still here"), response).ok());
}

TEST_F(ForwardTest, UnknownMethodIsUnimplemented) {
  EXPECT_EQ(CallWithoutAMessage("Ping").error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(echo_.calls(), 0);
}

TEST_F(ForwardTest, ErrorKeepsCodeTextAndDetailsOnce) {
  for (const int code : {3, 5, 9, 13, 14, 16}) {
    EchoRequest request = Request("已关账");
    request.set_code(code);
    grpc::ClientContext context;
    EchoResponse response;
    const grpc::Status status = stub_->Echo(&context, request, &response);
    EXPECT_EQ(status.error_code(), code);
    EXPECT_EQ(status.error_message(), code == 13 ? "internal error" : "已关账");
    EXPECT_THAT(rpc::FromGrpcStatus(status), FailsWith("ECHOED"));
    EXPECT_EQ(Values(context.GetServerTrailingMetadata(), "grpc-status-details-bin").size(), 1u);
  }
}

TEST_F(ForwardTest, FailureInMidStreamComesAfterItsMessages) {
  grpc::ClientContext context;
  EchoRequest request = Request("half way");
  request.set_count(3);
  request.set_code(9);
  const auto reader = stub_->Count(&context, request);
  EchoResponse response;
  int count = 0;
  while (reader->Read(&response)) ++count;
  EXPECT_EQ(count, 3);
  EXPECT_THAT(rpc::FromGrpcStatus(reader->Finish()), FailsWith("ECHOED"));
}

TEST_F(ForwardTest, BackendMayEndABidiStreamThatTheClientKeepsOpen) {
  grpc::ClientContext context;
  const auto stream = stub_->Chat(&context);
  EchoRequest request = Request("enough");
  request.set_code(9);
  EXPECT_TRUE(stream->Write(request));
  EchoResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(rpc::FromGrpcStatus(stream->Finish()), FailsWith("ECHOED"));
}

TEST_F(ForwardTest, MetadataPassesBothWays) {
  grpc::ClientContext context;
  context.AddMetadata("x-source", "one");
  context.AddMetadata("x-source", "two");
  context.AddMetadata("x-note-bin", std::string("\0\x01", 2));
  EchoResponse response;
  ASSERT_TRUE(stub_->Echo(&context, Request("a"), &response).ok());
  EXPECT_THAT(echo_.metadata(),
              AllOf(Contains(Pair("x-source", "one")), Contains(Pair("x-source", "two")),
                    Contains(Pair("x-note-bin", std::string("\0\x01", 2)))));
  EXPECT_THAT(Values(context.GetServerInitialMetadata(), "x-served-by"), ElementsAre("echo"));
  EXPECT_THAT(Values(context.GetServerTrailingMetadata(), "x-lap"), ElementsAre("1", "2"));
  EXPECT_THAT(Values(context.GetServerTrailingMetadata(), "x-raw-bin"),
              ElementsAre(std::string("\0\xff", 2)));
}

TEST_F(ForwardTest, StreamMetadataPassesToo) {
  grpc::ClientContext context;
  EchoRequest request = Request("a");
  request.set_count(1);
  const auto reader = stub_->Count(&context, request);
  EchoResponse response;
  while (reader->Read(&response)) {
  }
  ASSERT_TRUE(reader->Finish().ok());
  EXPECT_THAT(Values(context.GetServerInitialMetadata(), "x-served-by"), ElementsAre("echo"));
  EXPECT_THAT(Values(context.GetServerTrailingMetadata(), "x-lap"), ElementsAre("1", "2"));
}

// What gRPC takes from a connection but aborts on when it is to send it. To the
// side that reads, `-bin` is a binary key, here of the byte 0xff; to the side
// that writes it is not.
RawMetadata UnsendableMetadata() {
  return {{"x-note", "caf\xc3\xa9"},
          {"x-note", "\xff"},
          {"x-note", "a\tb"},
          {"x-note", "a\x01"},
          {"x-note", std::string("a\0b", 3)},
          {"x-note", "\x7f"},
          {"x note", "a"},
          {"x-note!", "a"},
          {"X-Note", "a"},
          {"x-\xc3\xa9", "a"},
          {"", "a"},
          {"-bin", "/w"}};
}

// Every key and value of one byte, and the ends of keys.
TEST(IsSendableTest, AgreesWithGrpc) {
  std::vector<std::string> texts = {"", "-bin", "a-bin", "--bin", "A-bin", "bin", "a-binary"};
  for (int byte = 0; byte < 256; ++byte) texts.emplace_back(1, static_cast<char>(byte));
  for (const std::string& key : texts) {
    const grpc_slice key_slice = grpc_slice_from_static_buffer(key.data(), key.size());
    for (const std::string& value : texts) {
      const grpc_slice value_slice = grpc_slice_from_static_buffer(value.data(), value.size());
      const bool sendable = grpc_header_key_is_legal(key_slice) != 0 &&
                            (grpc_is_binary_header(key_slice) != 0 ||
                             grpc_header_nonbin_value_is_legal(value_slice) != 0);
      EXPECT_EQ(IsSendable(key, value), sendable) << "'" << key << "': '" << value << "'";
    }
  }
}

TEST_F(ForwardTest, MetadataThatCannotBeSentIsDroppedAndHarmless) {
  for (const char* method : {"Echo", "Count", "Collect", "Chat"}) {
    for (const auto& [key, value] : UnsendableMetadata()) {
      SCOPED_TRACE(::testing::Message() << method << " '" << key << "': '" << value << "'");
      const int calls = echo_.calls();
      EchoRequest request = Request("a");
      request.set_count(1);
      EXPECT_TRUE(CallRaw(gateway_.address(), absl::StrCat("/xinqiao.echo.v1.EchoService/", method),
                          {{"x-before", "1"}, {key, value}, {"x-after", "2"}},
                          request.SerializeAsString()));
      EXPECT_EQ(echo_.calls(), calls + 1);
      EXPECT_THAT(echo_.metadata(), AllOf(Contains(Pair("x-before", "1")),
                                          Contains(Pair("x-after", "2")), Not(Contains(Key(key)))));
    }
  }
  EchoResponse response;
  EXPECT_TRUE(Echo(Request("still here"), response).ok());
}

TEST_F(ForwardTest, MetadataOfABackendThatCannotBeSentIsDroppedAndHarmless) {
  for (const auto& [key, value] : UnsendableMetadata()) {
    SCOPED_TRACE(::testing::Message() << "'" << key << "': '" << value << "'");
    EchoResponse response;
    response.set_text("still here");
    const RawBackend raw({{"x-before", "1"}, {key, value}, {"x-after", "2"}},
                         response.SerializeAsString());
    const Backend backend{.name = "echo", .channel = rpc::MakeChannel(raw.address())};
    ForwardService service(*EchoRequest::descriptor()->file()->service(0),
                           {.backend = backend, .ids = ids_, .streams = streams_});
    TcpServer gateway({&service});
    const auto stub = EchoService::NewStub(rpc::MakeChannel(gateway.address()));
    grpc::ClientContext context;
    context.set_deadline(system_clock::now() + seconds(10));
    response.Clear();
    EXPECT_TRUE(stub->Echo(&context, Request("a"), &response).ok());
    EXPECT_EQ(response.text(), "still here");
    for (const auto* metadata :
         {&context.GetServerInitialMetadata(), &context.GetServerTrailingMetadata()}) {
      EXPECT_THAT(Values(*metadata, "x-before"), ElementsAre("1"));
      EXPECT_THAT(Values(*metadata, "x-after"), ElementsAre("2"));
      EXPECT_THAT(Values(*metadata, key.c_str()), IsEmpty());
    }
  }
}

TEST_F(ForwardTest, ForgedIdentityNeverReachesTheBackend) {
  EchoResponse response;
  ASSERT_TRUE(Echo(Request("a"), response,
                   {{"x-xinqiao-principal", "people/root"},
                    {"x-xinqiao-trace-id", "forged"},
                    {"authorization", "Bearer secret"},
                    {"x-xinqiao-role", "admin"}})
                  .ok());
  const EchoBackend::Metadata seen = echo_.metadata();
  EXPECT_EQ(seen.count(rpc::kPrincipalKey), 1u);
  EXPECT_EQ(seen.count(rpc::kTraceIdKey), 1u);
  EXPECT_THAT(seen, Contains(Pair(rpc::kPrincipalKey, "developers/local")));
  EXPECT_THAT(seen, Not(Contains(Pair(rpc::kTraceIdKey, "forged"))));
  EXPECT_THAT(seen, Not(Contains(Key("authorization"))));
  EXPECT_THAT(seen, Not(Contains(Key("x-xinqiao-role"))));
}

TEST_F(ForwardTest, DevelopmentPrincipalIsTold) {
  EchoResponse response;
  ASSERT_TRUE(Echo(Request("a"), response, {{"x-xinqiao-development-principal", kPerson}}).ok());
  EXPECT_THAT(echo_.metadata(), Contains(Pair(rpc::kPrincipalKey, kPerson)));
}

TEST_F(ForwardTest, MalformedPrincipalEndsEveryKindOfCall) {
  const auto prepared = [] {
    auto context = std::make_unique<grpc::ClientContext>();
    context->AddMetadata("x-xinqiao-development-principal", "root");
    return context;
  };
  EchoResponse response;
  const auto unary = prepared();
  EXPECT_THAT(rpc::FromGrpcStatus(stub_->Echo(unary.get(), Request("a"), &response)),
              FailsWith("PRINCIPAL_MALFORMED"));
  const auto server_stream = prepared();
  const grpc::Status status = stub_->Count(server_stream.get(), Request("a"))->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(rpc::FromGrpcStatus(status), FailsWith("PRINCIPAL_MALFORMED"));
  const auto bidi_stream = prepared();
  EXPECT_THAT(rpc::FromGrpcStatus(stub_->Chat(bidi_stream.get())->Finish()),
              FailsWith("PRINCIPAL_MALFORMED"));
  EXPECT_EQ(echo_.calls(), 0);
}

TEST_F(ForwardTest, TraceOfTheClientIsKept) {
  EchoResponse response;
  ASSERT_TRUE(Echo(Request("a"), response,
                   {{"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}})
                  .ok());
  EXPECT_THAT(echo_.metadata(),
              Contains(Pair(rpc::kTraceIdKey, "4bf92f3577b34da6a3ce929d0e0e4736")));
}

TEST_F(ForwardTest, CallWithoutATraceGetsOne) {
  EchoResponse response;
  ASSERT_TRUE(Echo(Request("a"), response).ok());
  const std::string trace_id = echo_.metadata().find(rpc::kTraceIdKey)->second;
  EXPECT_EQ(trace_id.size(), 32u);
  EXPECT_EQ(trace_id.find_first_not_of("0123456789abcdef"), std::string::npos);
}

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

TEST_F(ForwardTest, OversizedReplyIsRefusedAndNotForwarded) {
  EchoRequest request = Request("a");
  request.set_padding_bytes(9 << 20);
  EchoResponse response;
  EXPECT_EQ(Echo(request, response).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
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
