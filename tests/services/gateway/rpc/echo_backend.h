// A backend for tests of the gateway, that remembers what it saw.

#ifndef XINQIAO_TESTS_SERVICES_GATEWAY_RPC_ECHO_BACKEND_H_
#define XINQIAO_TESTS_SERVICES_GATEWAY_RPC_ECHO_BACKEND_H_

#include <grpcpp/server_context.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "libs/base/error.h"
#include "libs/rpc/status.h"
#include "xinqiao/echo/v1/echo_service.grpc.pb.h"

namespace xinqiao::gateway {

// Thread-safe. On gRPC's synchronous API, which shares no code with the
// gateway's.
class EchoBackend final : public echo::v1::EchoService::Service {
 public:
  using Metadata = std::multimap<std::string, std::string>;

  grpc::Status Echo(grpc::ServerContext* context, const echo::v1::EchoRequest* request,
                    echo::v1::EchoResponse* response) override {
    const Visit visit(*this, *context);
    if (request->hang()) return AwaitCancellation(*context);
    *response = Answer(*context, *request);
    return StatusFor(*request);
  }

  grpc::Status Count(grpc::ServerContext* context, const echo::v1::EchoRequest* request,
                     grpc::ServerWriter<echo::v1::EchoResponse>* writer) override {
    const Visit visit(*this, *context);
    if (request->hang()) return AwaitCancellation(*context);
    const echo::v1::EchoResponse response = Answer(*context, *request);
    for (int i = 0; request->count() == 0 || i < request->count(); ++i) {
      if (!writer->Write(response)) break;
      ++written_;
    }
    return StatusFor(*request);
  }

  grpc::Status Collect(grpc::ServerContext* context,
                       grpc::ServerReader<echo::v1::EchoRequest>* reader,
                       echo::v1::EchoResponse* response) override {
    const Visit visit(*this, *context);
    echo::v1::EchoRequest request;
    while (reader->Read(&request)) {
      if (request.code() != 0) return StatusFor(request);
      response->mutable_text()->append(request.text());
    }
    return grpc::Status::OK;
  }

  grpc::Status Chat(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<echo::v1::EchoResponse, echo::v1::EchoRequest>* stream) override {
    const Visit visit(*this, *context);
    echo::v1::EchoRequest request;
    while (stream->Read(&request)) {
      if (request.code() != 0) return StatusFor(request);
      stream->Write(Answer(*context, request));
    }
    return grpc::Status::OK;
  }

  int calls() const { return calls_; }          // Ever started.
  int open() const { return open_; }            // Not ended yet.
  int64_t written() const { return written_; }  // Messages of streams.

  // The metadata of the last call.
  Metadata metadata() const {
    const std::lock_guard lock(mutex_);
    return metadata_;
  }

 private:
  // One call, while it is served.
  class Visit {
   public:
    Visit(EchoBackend& backend, grpc::ServerContext& context) : backend_(backend) {
      ++backend_.calls_;
      ++backend_.open_;
      context.AddInitialMetadata("x-served-by", "echo");
      context.AddTrailingMetadata("x-lap", "1");
      context.AddTrailingMetadata("x-lap", "2");
      context.AddTrailingMetadata("x-raw-bin", std::string("\0\xff", 2));
      const std::lock_guard lock(backend_.mutex_);
      backend_.metadata_.clear();
      for (const auto& [key, value] : context.client_metadata()) {
        backend_.metadata_.emplace(std::string(key.data(), key.size()),
                                   std::string(value.data(), value.size()));
      }
    }
    ~Visit() { --backend_.open_; }

   private:
    EchoBackend& backend_;
  };

  static grpc::Status AwaitCancellation(grpc::ServerContext& context) {
    while (!context.IsCancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return grpc::Status::CANCELLED;
  }

  static echo::v1::EchoResponse Answer(const grpc::ServerContext& context,
                                       const echo::v1::EchoRequest& request) {
    echo::v1::EchoResponse response;
    response.set_text(request.text());
    const auto deadline = context.deadline();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::system_clock::now());
    const bool none = deadline == std::chrono::system_clock::time_point::max();
    response.set_left_ms(none ? -1 : left.count());
    response.set_padding(std::string(static_cast<size_t>(request.padding_bytes()), 'x'));
    return response;
  }

  static grpc::Status StatusFor(const echo::v1::EchoRequest& request) {
    if (request.code() == 0) return grpc::Status::OK;
    // Without details, as gRPC itself says it.
    if (request.code() < 0) return {static_cast<grpc::StatusCode>(-request.code()), "gRPC's"};
    return rpc::ToGrpcStatus(MakeError(static_cast<absl::StatusCode>(request.code()),
                                       {"echo.xinqiao", "ECHOED"}, request.text(),
                                       {{"text", request.text()}}));
  }

  std::atomic<int> calls_ = 0;
  std::atomic<int> open_ = 0;
  std::atomic<int64_t> written_ = 0;
  mutable std::mutex mutex_;
  Metadata metadata_;  // Guarded by mutex_.
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_TESTS_SERVICES_GATEWAY_RPC_ECHO_BACKEND_H_
