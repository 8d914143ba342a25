#include <gmock/gmock.h>
#include <grpc/grpc.h>
#include <grpc/slice.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"
#include "services/gateway/domain/authorization.h"
#include "services/gateway/rpc/forward.h"
#include "tests/services/gateway/rpc/forward_fixture.h"
#include "tests/services/gateway/rpc/raw_http2.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::gateway {
namespace {

using echo::v1::EchoRequest;
using echo::v1::EchoResponse;
using echo::v1::EchoService;
using std::chrono::seconds;
using std::chrono::system_clock;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

constexpr char kPerson[] = "people/01890a5d-ac96-774b-bcce-b302099a8057";

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

}  // namespace
}  // namespace xinqiao::gateway
