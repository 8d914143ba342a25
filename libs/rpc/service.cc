#include "libs/rpc/service.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/crypto/hash.h"
#include "libs/rpc/malformed.h"
#include "libs/rpc/observation.h"
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

absl::StatusOr<std::unique_ptr<Message>> Parse(const Message& type, const ByteBuffer& buffer) {
  const std::string bytes = Flatten(buffer);
  std::unique_ptr<Message> message(type.New());
  if (!message->ParseFromString(bytes)) return WhyMalformed(*type.GetDescriptor(), bytes);
  return message;
}

// Equal for equal messages, however a client encoded them.
std::string DeterministicBytes(const Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream output(&stream);
    output.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&output);
  }
  return bytes;
}

std::string RequestDigest(const std::string& path, const Call& call, const Message& request) {
  if (request.GetDescriptor()->FindFieldByName("request_id") == nullptr) return "";
  return crypto::Sha256(
      absl::StrCat(path, "\n", call.principal, "\n", DeterministicBytes(request)));
}

absl::Status Overloaded() {
  return MakeError(absl::StatusCode::kResourceExhausted, {"xinqiao", "OVERLOADED"},
                   "too many calls are waiting; retry with back-off and the same request_id");
}

// A stream that only fails.
class FailedStream final : public grpc::ServerWriteReactor<ByteBuffer> {
 public:
  explicit FailedStream(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace

ByteBuffer ToByteBuffer(absl::string_view message) {
  const grpc::Slice slice(message.data(), message.size());
  return ByteBuffer(&slice, 1);
}

Service::Service(const google::protobuf::ServiceDescriptor& descriptor, Executor& executor)
    : descriptor_(descriptor), executor_(executor) {
  using grpc::internal::RpcMethod;
  for (int i = 0; i < descriptor.method_count(); ++i) {
    const auto& declared = *descriptor.method(i);
    const bool streams = declared.server_streaming();
    Method& method = methods_.emplace_back();
    method.path = absl::StrCat("/", descriptor.full_name(), "/", declared.name());
    method.metrics = std::make_unique<metrics::RpcMetrics>(descriptor.full_name(), declared.name(),
                                                           streams ? "server_stream" : "unary");
    AddMethod(new grpc::internal::RpcServiceMethod(
        method.path.c_str(), streams ? RpcMethod::SERVER_STREAMING : RpcMethod::NORMAL_RPC,
        nullptr));
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
    if (answer.ok()) *response = ToByteBuffer(answer->bytes);
    reactor->Finish(ToGrpcStatus(answer.status()));
  };
  absl::StatusOr<std::unique_ptr<Message>> parsed = Parse(*method.request, *bytes);
  if (!parsed.ok()) {
    done(parsed.status());
    return reactor;
  }
  const std::shared_ptr<const Message> request = *std::move(parsed);
  call->request_digest = RequestDigest(method.path, *call, *request);
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

}  // namespace xinqiao::rpc
