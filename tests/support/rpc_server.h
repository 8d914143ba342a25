// A gRPC server in this process, to test handlers through real channels.

#ifndef XINQIAO_TESTS_SUPPORT_RPC_SERVER_H_
#define XINQIAO_TESTS_SUPPORT_RPC_SERVER_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"

namespace xinqiao::testing {

// Serves until it is destroyed. `services` outlive it.
class RpcServer {
 public:
  explicit RpcServer(const std::vector<grpc::Service*>& services) {
    grpc::ServerBuilder builder;
    for (grpc::Service* service : services) builder.RegisterService(service);
    server_ = builder.BuildAndStart();
    channel_ = server_->InProcessChannel({});
  }
  ~RpcServer() { server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1)); }

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // Calls a method of a generated stub, as the gateway would for `principal`:
  //
  //   server.Call(*stub, &v1::LedgerService::Stub::CreateActivity, request)
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request, const std::string& principal = "") {
    grpc::ClientContext context;
    if (!principal.empty()) context.AddMetadata(rpc::kPrincipalKey, principal);
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    Response response;
    const absl::Status status = rpc::FromGrpcStatus((stub.*method)(&context, request, &response));
    if (!status.ok()) return status;
    return response;
  }

 private:
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_RPC_SERVER_H_
