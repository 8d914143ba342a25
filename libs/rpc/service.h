// The base of every gRPC service: connects methods to bodies.

#ifndef XINQIAO_LIBS_RPC_SERVICE_H_
#define XINQIAO_LIBS_RPC_SERVICE_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/metrics/rpc_metrics.h"
#include "libs/rpc/executor.h"

namespace xinqiao::rpc {

// What the gateway tells the services behind it about a call. A client's own
// entries under these keys never pass the gateway.
inline constexpr char kPrincipalKey[] = "x-xinqiao-principal";
inline constexpr char kTraceIdKey[] = "x-xinqiao-trace-id";

// Where a body runs.
enum class Run {
  kInline,    // On gRPC's own thread: for bodies that only touch memory.
  kExecutor,  // On the executor: for bodies that wait for PostgreSQL.
};

// Gets the serialized response, or the error, of one call; exactly once.
using Done = std::function<void(absl::StatusOr<Answer>)>;

// How much of a client stream is taken.
struct StreamBounds {
  size_t message_bytes_max = 2 << 20;
  absl::Duration time_max = absl::Minutes(10);  // Whatever its client allows.
};

// Takes the messages of one client stream: in order, never two at once, each on
// a thread of the executor. Every call that it gets has a deadline of its own,
// as a unary call has. Overrides either Take() or TakeAsync().
class StreamTaker {
 public:
  virtual ~StreamTaker() = default;

  // An error ends the stream; nothing is called after it but Abandon().
  virtual absl::Status Take(const Call& call, const google::protobuf::Message& message);

  // The same for one that answers later: `done` once, from any thread. The
  // message is only valid during the call.
  virtual void TakeAsync(const Call& call, const google::protobuf::Message& message,
                         const std::function<void(const absl::Status&)>& done) {
    done(Take(call, message));
  }

  // The client sent all. A broken connection can look like that: a contract
  // says in a message that it is the last. The digest of the call is over all
  // messages.
  virtual absl::StatusOr<Answer> End(const Call& call) = 0;

  // The stream failed or was cut off; perhaps never called if too much else
  // waits.
  virtual void Abandon(const Call& call) = 0;
};

// Implements one proto service on gRPC's callback API.
//
// A subclass connects each method of the descriptor to a body in its
// constructor. Around every body, and nowhere else: parsing, the deadline cap,
// the caller, the digest of a write, metrics, the log line, and the mapping of
// errors. Bodies are called from many threads at once.
class Service : public grpc::Service {
 public:
  // Every method was connected; main() checks it by Serve().
  ~Service() override = default;

 protected:
  // `executor` outlives the service.
  Service(const google::protobuf::ServiceDescriptor& descriptor, Executor& executor);

  // Connects a unary method to `body`: absl::StatusOr<Response>(const Call&,
  // const Request&), where Response is the message, or an Answer that holds it.
  template <typename Request, typename Body>
  void Unary(absl::string_view method, Run run, Body body) {
    ConnectUnary(
        method, run,
        [body = std::move(body)](const Call& call, const google::protobuf::Message& request,
                                 const Done& done) {
          auto response = body(call, static_cast<const Request&>(request));
          if constexpr (std::is_same_v<decltype(response), absl::StatusOr<Answer>>) {
            done(std::move(response));
          } else if (response.ok()) {
            done(Answer{.bytes = response->SerializeAsString()});
          } else {
            done(response.status());
          }
        },
        Request::default_instance());
  }

  // Connects a unary method to a body that answers later: void(const Call&,
  // const Request&, Done). It must not block, unless it runs on the executor. The
  // request is only valid during the call of the body.
  template <typename Request, typename Body>
  void UnaryAsync(absl::string_view method, Body body, Run run = Run::kInline) {
    ConnectUnary(
        method, run,
        [body = std::move(body)](const Call& call, const google::protobuf::Message& request,
                                 Done done) {
          body(call, static_cast<const Request&>(request), std::move(done));
        },
        Request::default_instance());
  }

  // One server stream, for as long as its reactor lives.
  struct Stream {
    Call call;                                       // With the client's own deadline.
    std::function<void(const grpc::Status&)> ended;  // To be told how it finished.
    std::function<void()> cancel;                    // Cuts it off, whatever is under way.
  };

  // Makes the reactor of one server stream, or fails the call.
  using StreamBody = std::function<absl::StatusOr<grpc::ServerWriteReactor<grpc::ByteBuffer>*>(
      const google::protobuf::Message& request, Stream stream)>;

  // Connects a server-streaming method.
  template <typename Request>
  void ServerStream(absl::string_view method, StreamBody body) {
    ConnectServerStream(method, std::move(body), Request::default_instance());
  }

  // Connects a client-streaming method: `start` makes what takes the messages of
  // one stream.
  template <typename Request>
  void ClientStream(absl::string_view method, const StreamBounds& bounds,
                    std::function<std::unique_ptr<StreamTaker>()> start) {
    ConnectClientStream(method, bounds, std::move(start), Request::default_instance());
  }

 private:
  using UnaryBody = std::function<void(const Call&, const google::protobuf::Message&, Done)>;

  // One method: stable in memory, because gRPC keeps pointers into it.
  struct Method {
    std::string path;  // "/xinqiao.ledger.v1.LedgerService/CreateActivity"
    std::unique_ptr<metrics::RpcMetrics> metrics;
    const google::protobuf::Message* request = nullptr;  // The default instance.
    bool is_write = false;                               // Unary, with a request_id.
    UnaryBody unary;
    StreamBody stream;
    StreamBounds bounds;
    std::function<std::unique_ptr<StreamTaker>()> start_taker;
    Run run = Run::kInline;
  };

  void ConnectUnary(absl::string_view method, Run run, UnaryBody body,
                    const google::protobuf::Message& request);
  void ConnectServerStream(absl::string_view method, StreamBody body,
                           const google::protobuf::Message& request);
  void ConnectClientStream(absl::string_view method, const StreamBounds& bounds,
                           std::function<std::unique_ptr<StreamTaker>()> start,
                           const google::protobuf::Message& request);
  int IndexOf(absl::string_view method) const;
  grpc::ServerUnaryReactor* StartUnary(Method& method, grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* request, grpc::ByteBuffer* response);
  grpc::ServerWriteReactor<grpc::ByteBuffer>* StartServerStream(
      Method& method, grpc::CallbackServerContext* context, const grpc::ByteBuffer* request);
  grpc::ServerReadReactor<grpc::ByteBuffer>* StartClientStream(Method& method,
                                                               grpc::CallbackServerContext* context,
                                                               grpc::ByteBuffer* response);

  const google::protobuf::ServiceDescriptor& descriptor_;
  Executor& executor_;
  std::deque<Method> methods_;
};

// `message` as a buffer to send.
grpc::ByteBuffer ToByteBuffer(std::string message);

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_SERVICE_H_
