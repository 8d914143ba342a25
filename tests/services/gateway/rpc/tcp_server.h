// A gRPC server on a loopback port, to be stopped and started again.

#ifndef XINQIAO_TESTS_SERVICES_GATEWAY_RPC_TCP_SERVER_H_
#define XINQIAO_TESTS_SERVICES_GATEWAY_RPC_TCP_SERVER_H_

#include <grpcpp/impl/service_type.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace xinqiao::gateway {

// Real connections: what an in-process channel cannot lose or fill up.
class TcpServer {
 public:
  // `services` outlive the server.
  explicit TcpServer(std::vector<grpc::Service*> services) : services_(std::move(services)) {
    Start();
  }
  ~TcpServer() { Stop(); }

  // On the same port as before.
  void Start() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(absl::StrCat("127.0.0.1:", port_), grpc::InsecureServerCredentials(),
                             &port_);
    for (grpc::Service* service : services_) builder.RegisterService(service);
    server_ = builder.BuildAndStart();
  }

  // Cuts every call and connection.
  void Stop() {
    if (server_ != nullptr) server_->Shutdown(std::chrono::system_clock::now());
    server_ = nullptr;
  }

  grpc::Server& server() { return *server_; }
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }

 private:
  const std::vector<grpc::Service*> services_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_TESTS_SERVICES_GATEWAY_RPC_TCP_SERVER_H_
