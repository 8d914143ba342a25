#include "libs/rpc/service.h"

#include <grpcpp/alarm.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/crypto/hash.h"
#include "libs/rpc/malformed.h"
#include "libs/rpc/observation.h"
#include "libs/rpc/overloaded.h"
#include "libs/rpc/request_digest.h"
#include "libs/rpc/status.h"

namespace xinqiao::rpc {
namespace {

using google::protobuf::Message;
using grpc::ByteBuffer;
using grpc::CallbackServerContext;

std::string Metadata(const CallbackServerContext& context, const char* key) {
  const auto& metadata = context.client_metadata();
  const auto entry = metadata.find(key);
  if (entry == metadata.end()) return "";
  return std::string(entry->second.data(), entry->second.size());
}

Call CallFrom(const CallbackServerContext& context) {
  return {.principal = Metadata(context, kPrincipalKey),
          .trace_id = Metadata(context, kTraceIdKey),
          .deadline = absl::FromChrono(context.deadline())};
}

std::string Flatten(const ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

absl::Status ParseInto(Message& message, const std::string& bytes) {
  if (message.ParseFromString(bytes)) return absl::OkStatus();
  return WhyMalformed(*message.GetDescriptor(), bytes);
}

absl::StatusOr<std::unique_ptr<Message>> Parse(const Message& type, const ByteBuffer& buffer) {
  std::unique_ptr<Message> message(type.New());
  RETURN_IF_ERROR(ParseInto(*message, Flatten(buffer)));
  return message;
}

absl::Status MessageTooLarge(size_t bytes_max) {
  return MakeError(absl::StatusCode::kResourceExhausted, {"xinqiao", "MESSAGE_TOO_LARGE"},
                   absl::StrCat("a message of the stream has more than ", bytes_max, " bytes"));
}

const char* TypeOf(const google::protobuf::MethodDescriptor& method) {
  if (method.client_streaming()) return "client_stream";
  return method.server_streaming() ? "server_stream" : "unary";
}

grpc::internal::RpcMethod::RpcType RpcTypeOf(const google::protobuf::MethodDescriptor& method) {
  using grpc::internal::RpcMethod;
  if (method.client_streaming()) return RpcMethod::CLIENT_STREAMING;
  return method.server_streaming() ? RpcMethod::SERVER_STREAMING : RpcMethod::NORMAL_RPC;
}

// Cuts a call off at its deadline, unless it is over by then.
class CutOff {
 public:
  CutOff(CallbackServerContext* context, absl::Time deadline)
      : target_(std::make_shared<Target>()) {
    target_->context = context;
    timer_.Set(absl::ToChronoTime(deadline), [target = target_](bool expired) {
      const std::lock_guard lock(target->mutex);
      if (expired && target->context != nullptr) target->context->TryCancel();
    });
  }
  ~CutOff() {
    const std::lock_guard lock(target_->mutex);
    target_->context = nullptr;
  }

 private:
  // The timer may fire while the call ends.
  struct Target {
    std::mutex mutex;
    CallbackServerContext* context = nullptr;  // Guarded by mutex.
  };

  const std::shared_ptr<Target> target_;
  grpc::Alarm timer_;
};

// Receives one client stream. Owns itself. Either a read is under way or the
// executor or the taker has the message, so nothing is touched by two threads at
// once.
class ClientStreamReader final : public grpc::ServerReadReactor<ByteBuffer> {
 public:
  struct Parts {
    const Message& type;
    const StreamBounds& bounds;
    Executor& executor;
    Observation observation;
    Call call;
    std::string digest;  // Of what comes before the messages.
    std::unique_ptr<StreamTaker> taker;
  };

  ClientStreamReader(Parts parts, CallbackServerContext* context, ByteBuffer* response)
      : parts_(std::move(parts)),
        context_(context),
        response_(response),
        cut_off_(context, parts_.call.deadline),
        message_(parts_.type.New()) {
    StartRead(&bytes_);
  }

  void OnReadDone(bool ok) override {
    const bool queued = parts_.executor.TryRun([this, ok] {
      if (ok) {
        Take();
      } else if (context_->IsCancelled()) {
        Fail(absl::CancelledError("the stream was cut off"));
      } else {
        End();
      }
    });
    if (!queued) Close(Overloaded());
  }

  void OnDone() override { delete this; }

 private:
  // For one step: with a deadline as a unary call has.
  Call StepCall() const {
    Call call = parts_.call;
    call.deadline = CapDeadline(call.deadline);
    return call;
  }

  absl::Status Receive() {
    if (bytes_.Length() > parts_.bounds.message_bytes_max) {
      return MessageTooLarge(parts_.bounds.message_bytes_max);
    }
    const std::string bytes = Flatten(bytes_);
    RETURN_IF_ERROR(ParseInto(*message_, bytes));
    parts_.digest = crypto::Sha256(absl::StrCat(parts_.digest, bytes));
    return absl::OkStatus();
  }

  void Take() {
    const absl::Status received = Receive();
    if (!received.ok()) return Fail(received);
    parts_.taker->TakeAsync(StepCall(), *message_, [this](const absl::Status& status) {
      if (status.ok()) {
        StartRead(&bytes_);
      } else {
        Fail(status);
      }
    });
  }

  void End() {
    Call call = StepCall();
    call.request_digest = parts_.digest;
    absl::StatusOr<Answer> answer = parts_.taker->End(call);
    if (!answer.ok()) return Fail(answer.status());
    *response_ = ToByteBuffer(std::move(answer->bytes));
    Close(absl::OkStatus());
  }

  void Fail(const absl::Status& status) {
    // With time of its own: the stream's may be over.
    Call call = parts_.call;
    call.deadline = CapDeadline(absl::InfiniteFuture());
    parts_.taker->Abandon(call);
    Close(status);
  }

  void Close(const absl::Status& status) {
    parts_.observation.End(status);
    Finish(ToGrpcStatus(status));
  }

  Parts parts_;
  CallbackServerContext* const context_;
  ByteBuffer* const response_;
  CutOff cut_off_;
  const std::unique_ptr<Message> message_;
  ByteBuffer bytes_;
};

// A stream that only fails.
class FailedStream final : public grpc::ServerWriteReactor<ByteBuffer> {
 public:
  explicit FailedStream(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace

absl::Status StreamTaker::Take(const Call& /*call*/, const Message& /*message*/) {
  // Neither was overridden: a mistake of ours.
  std::abort();
}

ByteBuffer ToByteBuffer(std::string message) {
  auto owned = std::make_unique<std::string>(std::move(message));
  char* const bytes = owned->data();
  const size_t size = owned->size();
  const auto destroy = [](void* kept) { delete static_cast<std::string*>(kept); };
  const grpc::Slice slice(bytes, size, destroy, owned.release());
  return ByteBuffer(&slice, 1);
}

Service::Service(const google::protobuf::ServiceDescriptor& descriptor, Executor& executor)
    : descriptor_(descriptor), executor_(executor) {
  for (int i = 0; i < descriptor.method_count(); ++i) {
    const auto& declared = *descriptor.method(i);
    Method& method = methods_.emplace_back();
    method.path = MethodPath(declared);
    method.metrics = std::make_unique<metrics::RpcMetrics>(descriptor.full_name(), declared.name(),
                                                           TypeOf(declared));
    AddMethod(
        new grpc::internal::RpcServiceMethod(method.path.c_str(), RpcTypeOf(declared), nullptr));
  }
}

int Service::IndexOf(absl::string_view method) const {
  const auto* declared = descriptor_.FindMethodByName(std::string(method));
  // A method that the contract does not have is a mistake of ours.
  if (declared == nullptr) std::abort();
  return declared->index();
}

void Service::ConnectUnary(absl::string_view name, Run run, UnaryBody body,
                           const Message& request) {
  const int index = IndexOf(name);
  Method& method = methods_[static_cast<size_t>(index)];
  method.unary = std::move(body);
  method.request = &request;
  method.is_write = request.GetDescriptor()->FindFieldByName("request_id") != nullptr;
  method.run = run;
  MarkMethodRawCallback(index, new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
                                   [this, &method](CallbackServerContext* context,
                                                   const ByteBuffer* bytes, ByteBuffer* response) {
                                     return StartUnary(method, context, bytes, response);
                                   }));
}

void Service::ConnectServerStream(absl::string_view name, StreamBody body, const Message& request) {
  const int index = IndexOf(name);
  Method& method = methods_[static_cast<size_t>(index)];
  method.stream = std::move(body);
  method.request = &request;
  MarkMethodRawCallback(
      index, new grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
                 [this, &method](CallbackServerContext* context, const ByteBuffer* bytes) {
                   return StartServerStream(method, context, bytes);
                 }));
}

void Service::ConnectClientStream(absl::string_view name, const StreamBounds& bounds,
                                  std::function<std::unique_ptr<StreamTaker>()> start,
                                  const Message& request) {
  const int index = IndexOf(name);
  Method& method = methods_[static_cast<size_t>(index)];
  method.bounds = bounds;
  method.start_taker = std::move(start);
  method.request = &request;
  MarkMethodRawCallback(index,
                        new grpc::internal::CallbackClientStreamingHandler<ByteBuffer, ByteBuffer>(
                            [this, &method](CallbackServerContext* context, ByteBuffer* response) {
                              return StartClientStream(method, context, response);
                            }));
}

grpc::ServerUnaryReactor* Service::StartUnary(Method& method, CallbackServerContext* context,
                                              const ByteBuffer* bytes, ByteBuffer* response) {
  // A unary call without a message; gRPC answers UNIMPLEMENTED.
  if (!bytes->Valid()) return nullptr;
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  auto call = std::make_shared<Call>(CallFrom(*context));
  call->deadline = CapDeadline(call->deadline);

  const Observation observation(*method.metrics, method.path, call->trace_id);
  const Done done = [observation, reactor, response](absl::StatusOr<Answer> answer) {
    observation.End(answer.status());
    if (answer.ok()) *response = ToByteBuffer(std::move(answer->bytes));
    reactor->Finish(ToGrpcStatus(answer.status()));
  };
  absl::StatusOr<std::unique_ptr<Message>> parsed = Parse(*method.request, *bytes);
  if (!parsed.ok()) {
    done(parsed.status());
    return reactor;
  }
  const std::shared_ptr<const Message> request = *std::move(parsed);
  if (method.is_write) call->request_digest = RequestDigest(method.path, call->principal, *request);
  if (method.run == Run::kInline) {
    method.unary(*call, *request, done);
  } else if (!executor_.TryRun(
                 [&method, call, request, done] { method.unary(*call, *request, done); })) {
    done(Overloaded());
  }
  return reactor;
}

grpc::ServerWriteReactor<ByteBuffer>* Service::StartServerStream(Method& method,
                                                                 CallbackServerContext* context,
                                                                 const ByteBuffer* bytes) {
  if (!bytes->Valid()) return nullptr;
  const Call call = CallFrom(*context);
  const Observation observation(*method.metrics, method.path, call.trace_id);
  const auto ended = [observation](const grpc::Status& status) {
    observation.End(FromGrpcStatus(status));
  };
  absl::StatusOr<std::unique_ptr<Message>> request = Parse(*method.request, *bytes);
  if (request.ok()) {
    const auto reactor = method.stream(
        **request, {.call = call, .ended = ended, .cancel = [context] { context->TryCancel(); }});
    if (reactor.ok()) return *reactor;
    request = reactor.status();
  }
  const grpc::Status status = ToGrpcStatus(request.status());
  ended(status);
  return new FailedStream(status);
}

grpc::ServerReadReactor<ByteBuffer>* Service::StartClientStream(Method& method,
                                                                CallbackServerContext* context,
                                                                ByteBuffer* response) {
  Call call = CallFrom(*context);
  call.deadline = std::min(call.deadline, absl::Now() + method.bounds.time_max);
  std::string digest = crypto::Sha256(absl::StrCat(method.path, "\n", call.principal));
  return new ClientStreamReader(
      {.type = *method.request,
       .bounds = method.bounds,
       .executor = executor_,
       .observation = Observation(*method.metrics, method.path, call.trace_id),
       .call = std::move(call),
       .digest = std::move(digest),
       .taker = method.start_taker()},
      context, response);
}

}  // namespace xinqiao::rpc
