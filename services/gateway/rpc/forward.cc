#include "services/gateway/rpc/forward.h"

#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/support/client_callback.h>

#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/rpc/status.h"
#include "services/gateway/domain/errors.h"

namespace xinqiao::gateway {
namespace {

using google::protobuf::MethodDescriptor;
using grpc::ByteBuffer;
using grpc::CallbackServerContext;
using grpc::internal::RpcMethod;

const char* TypeOf(const MethodDescriptor& method) {
  if (method.client_streaming()) {
    return method.server_streaming() ? "bidi_stream" : "client_stream";
  }
  return method.server_streaming() ? "server_stream" : "unary";
}

// A stream that only fails.
template <typename Reactor>
class FailedStream final : public Reactor {
 public:
  explicit FailedStream(const absl::Status& status) { this->Finish(rpc::ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

// What the two kinds of streams share: being live, and how they end.
class Stream {
 public:
  Stream(ForwardedCall call, LiveStreams& streams) : call_(std::move(call)), streams_(streams) {
    streams_.Add(call_.upstream());
  }

  grpc::ClientContext* upstream() { return call_.upstream().get(); }
  void CopyInitialMetadata() { call_.CopyInitialMetadata(); }

  grpc::Status End(const grpc::Status& status) {
    streams_.Remove(call_.upstream());
    const bool stopping = status.error_code() == grpc::StatusCode::CANCELLED && streams_.ended();
    return call_.End(stopping ? rpc::ToGrpcStatus(errors::GatewayStopping()) : status);
  }

 private:
  ForwardedCall call_;
  LiveStreams& streams_;
};

// One request, many responses. Owns itself. Reads from the backend are started
// from the client's reactions, so they hold the backend's side open.
class ServerStream final : public grpc::ServerWriteReactor<ByteBuffer>,
                           public grpc::ClientReadReactor<ByteBuffer> {
 public:
  ServerStream(grpc::Channel& channel, const ForwardedMethod& method, ForwardedCall call,
               LiveStreams& streams, const ByteBuffer& request)
      : stream_(std::move(call), streams) {
    grpc::internal::ClientCallbackReaderFactory<ByteBuffer>::Create(
        &channel, RpcMethod(method.path.c_str(), RpcMethod::SERVER_STREAMING), stream_.upstream(),
        &request, this);
    AddHold();
    StartCall();
  }

  void OnReadInitialMetadataDone(bool /*ok*/) override {
    stream_.CopyInitialMetadata();
    StartRead(&message_);
  }

  void OnReadDone(bool ok) override {
    if (ok) {
      StartWrite(&message_);
    } else {
      RemoveHold();
    }
  }

  void OnWriteDone(bool ok) override {
    if (!ok) stream_.upstream()->TryCancel();
    StartRead(&message_);
  }

  void OnDone(const grpc::Status& status) override { Finish(stream_.End(status)); }
  void OnDone() override { delete this; }

 private:
  Stream stream_;
  ByteBuffer message_;
};

// Many requests, one or many responses. Owns itself. Two objects, because the
// reactions of both sides have the same names.
class BidiStream final : public grpc::ServerBidiReactor<ByteBuffer, ByteBuffer> {
 public:
  BidiStream(grpc::GenericStub& stub, const ForwardedMethod& method, ForwardedCall call,
             LiveStreams& streams)
      : stream_(std::move(call), streams), backend_(*this) {
    stub.PrepareBidiStreamingCall(stream_.upstream(), method.path, {}, &backend_);
    // One for the reads and one for the writes that this side starts there.
    backend_.AddMultipleHolds(2);
    backend_.StartCall();
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    if (ok) {
      backend_.StartWrite(&request_);
      return;
    }
    backend_.StartWritesDone();
    writes_held_ = false;
    backend_.RemoveHold();
  }

  void OnWriteDone(bool ok) override {
    if (!ok) stream_.upstream()->TryCancel();
    backend_.StartRead(&response_);
  }

  void OnDone() override { delete this; }

 private:
  class BackendSide final : public grpc::ClientBidiReactor<ByteBuffer, ByteBuffer> {
   public:
    explicit BackendSide(BidiStream& client) : client_(client) {}

    void OnReadInitialMetadataDone(bool /*ok*/) override {
      client_.stream_.CopyInitialMetadata();
      StartRead(&client_.response_);
    }

    void OnReadDone(bool ok) override {
      if (ok) {
        client_.StartWrite(&client_.response_);
      } else {
        client_.Close();
      }
    }

    void OnWriteDone(bool ok) override {
      if (ok) client_.StartRead(&client_.request_);
    }

    void OnDone(const grpc::Status& status) override {
      client_.Finish(client_.stream_.End(status));
    }

   private:
    BidiStream& client_;
  };

  // The backend says no more; from here on nothing is written to it.
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    if (writes_held_) backend_.RemoveHold();
    writes_held_ = false;
    backend_.RemoveHold();
  }

  Stream stream_;
  ByteBuffer request_;
  ByteBuffer response_;
  std::mutex mutex_;
  bool closed_ = false;      // Guarded by mutex_.
  bool writes_held_ = true;  // Guarded by mutex_.
  BackendSide backend_;
};

}  // namespace

ForwardService::ForwardService(const google::protobuf::ServiceDescriptor& descriptor,
                               const Deps& deps)
    : channel_(deps.backend.channel),
      stub_(deps.backend.channel),
      ids_(deps.ids),
      streams_(deps.streams) {
  for (int i = 0; i < descriptor.method_count(); ++i) {
    const MethodDescriptor& declared = *descriptor.method(i);
    ForwardedMethod& method = methods_.emplace_back();
    method.path = absl::StrCat("/", descriptor.full_name(), "/", declared.name());
    method.backend = deps.backend.name;
    method.metrics = std::make_unique<metrics::RpcMetrics>(descriptor.full_name(), declared.name(),
                                                           TypeOf(declared));
    RpcMethod::RpcType type{};
    grpc::internal::MethodHandler* handler = nullptr;
    // What generated WithRawCallbackMethod_* classes do. A call without a
    // message comes with no buffer: to forward it would abort the process, so
    // gRPC is left to answer UNIMPLEMENTED.
    if (declared.client_streaming()) {
      type = RpcMethod::BIDI_STREAMING;
      handler = new grpc::internal::CallbackBidiHandler<ByteBuffer, ByteBuffer>(
          [this, &method](CallbackServerContext* client) {
            return StartBidiStream(method, *client);
          });
    } else if (declared.server_streaming()) {
      type = RpcMethod::SERVER_STREAMING;
      handler = new grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
          [this, &method](CallbackServerContext* client, const ByteBuffer* request) {
            return request->Valid() ? StartServerStream(method, *client, *request) : nullptr;
          });
    } else {
      type = RpcMethod::NORMAL_RPC;
      handler = new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
          [this, &method](CallbackServerContext* client, const ByteBuffer* request,
                          ByteBuffer* response) {
            return request->Valid() ? StartUnary(method, *client, *request, *response) : nullptr;
          });
    }
    AddMethod(new grpc::internal::RpcServiceMethod(method.path.c_str(), type, nullptr));
    MarkMethodRawCallback(i, handler);
  }
}

grpc::ServerUnaryReactor* ForwardService::StartUnary(const ForwardedMethod& method,
                                                     CallbackServerContext& client,
                                                     const ByteBuffer& request,
                                                     ByteBuffer& response) {
  grpc::ServerUnaryReactor* reactor = client.DefaultReactor();
  absl::StatusOr<ForwardedCall> started = ForwardedCall::Start(method, client, ids_);
  if (!started.ok()) {
    reactor->Finish(rpc::ToGrpcStatus(started.status()));
    return reactor;
  }
  const auto call = std::make_shared<ForwardedCall>(*std::move(started));
  call->CapDeadline();
  stub_.UnaryCall(call->upstream().get(), method.path, {}, &request, &response,
                  [call, reactor](const grpc::Status& status) {
                    call->CopyInitialMetadata();
                    reactor->Finish(call->End(status));
                  });
  return reactor;
}

grpc::ServerWriteReactor<ByteBuffer>* ForwardService::StartServerStream(
    const ForwardedMethod& method, CallbackServerContext& client, const ByteBuffer& request) {
  absl::StatusOr<ForwardedCall> call = ForwardedCall::Start(method, client, ids_);
  if (!call.ok()) return new FailedStream<grpc::ServerWriteReactor<ByteBuffer>>(call.status());
  return new ServerStream(*channel_, method, *std::move(call), streams_, request);
}

grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>* ForwardService::StartBidiStream(
    const ForwardedMethod& method, CallbackServerContext& client) {
  absl::StatusOr<ForwardedCall> call = ForwardedCall::Start(method, client, ids_);
  if (!call.ok()) {
    return new FailedStream<grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>>(call.status());
  }
  return new BidiStream(stub_, method, *std::move(call), streams_);
}

}  // namespace xinqiao::gateway
