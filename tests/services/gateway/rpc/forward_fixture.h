// A client, the gateway and a backend: what tests of forwarding stand on.

#ifndef XINQIAO_TESTS_SERVICES_GATEWAY_RPC_FORWARD_FIXTURE_H_
#define XINQIAO_TESTS_SERVICES_GATEWAY_RPC_FORWARD_FIXTURE_H_

#include <grpc/grpc.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "libs/base/id_generator.h"
#include "libs/rpc/channel.h"
#include "services/gateway/rpc/forward.h"
#include "tests/services/gateway/rpc/echo_backend.h"
#include "tests/services/gateway/rpc/tcp_server.h"

namespace xinqiao::gateway {

// Keeps gRPC's threads from one test to the next. Otherwise the last one to use
// it leaves the process while they stop, and LeakSanitizer sees that.
class GrpcEnvironment final : public ::testing::Environment {
 public:
  void SetUp() override { grpc_init(); }
};
inline const auto* const kGrpc = ::testing::AddGlobalTestEnvironment(new GrpcEnvironment);

inline echo::v1::EchoRequest Request(const std::string& text) {
  echo::v1::EchoRequest request;
  request.set_text(text);
  return request;
}

// Waits up to ten seconds.
inline bool Eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

inline std::vector<std::string> Values(
    const std::multimap<grpc::string_ref, grpc::string_ref>& metadata, const char* key) {
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
  grpc::Status Echo(const echo::v1::EchoRequest& request, echo::v1::EchoResponse& response,
                    const std::vector<std::pair<std::string, std::string>>& metadata = {}) {
    grpc::ClientContext context;
    for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
    return stub_->Echo(&context, request, &response);
  }

  // Starts a call of `method` that sends no message at all.
  grpc::Status CallWithoutAMessage(const std::string& method) {
    grpc::GenericStub generic(channel_);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
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
  ForwardService service_{*echo::v1::EchoRequest::descriptor()->file()->service(0),
                          {.backend = backend_, .ids = ids_, .streams = streams_}};
  TcpServer gateway_{{&service_}};
  std::shared_ptr<grpc::Channel> channel_ = rpc::MakeChannel(gateway_.address());
  std::unique_ptr<echo::v1::EchoService::Stub> stub_ = echo::v1::EchoService::NewStub(channel_);
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_TESTS_SERVICES_GATEWAY_RPC_FORWARD_FIXTURE_H_
