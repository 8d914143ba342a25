#include "services/gateway/rpc/forward.h"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <string>

#include "libs/rpc/status.h"
#include "tests/services/gateway/rpc/forward_fixture.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::gateway {
namespace {

using echo::v1::EchoRequest;
using echo::v1::EchoResponse;
using testing::FailsWith;

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

TEST_F(ForwardTest, OversizedReplyIsRefusedAndNotForwarded) {
  EchoRequest request = Request("a");
  request.set_padding_bytes(9 << 20);
  EchoResponse response;
  EXPECT_EQ(Echo(request, response).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

}  // namespace
}  // namespace xinqiao::gateway
