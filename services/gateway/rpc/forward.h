// Forwards every method of a proto service, from its descriptor.

#ifndef XINQIAO_SERVICES_GATEWAY_RPC_FORWARD_H_
#define XINQIAO_SERVICES_GATEWAY_RPC_FORWARD_H_

#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <deque>
#include <memory>

#include "libs/base/id_generator.h"
#include "services/gateway/rpc/backend.h"
#include "services/gateway/rpc/forwarded_call.h"
#include "services/gateway/rpc/live_streams.h"

namespace xinqiao::gateway {

// Serves one proto service by forwarding bytes to its owner: it parses no
// message and has no code for any method. At most one message of a stream is
// in hand, and the next is read once the last was taken. Thread-safe; outlives
// the server it is registered with.
class ForwardService final : public grpc::Service {
 public:
  struct Deps {
    const Backend& backend;
    IdGenerator& ids;  // Of traces that the client did not name.
    LiveStreams& streams;
  };

  // `descriptor`, `deps.ids` and `deps.streams` outlive the service.
  ForwardService(const google::protobuf::ServiceDescriptor& descriptor, const Deps& deps);

 private:
  grpc::ServerUnaryReactor* StartUnary(const ForwardedMethod& method,
                                       grpc::CallbackServerContext& client,
                                       const grpc::ByteBuffer& request, grpc::ByteBuffer& response);
  grpc::ServerWriteReactor<grpc::ByteBuffer>* StartServerStream(const ForwardedMethod& method,
                                                                grpc::CallbackServerContext& client,
                                                                const grpc::ByteBuffer& request);
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartBidiStream(
      const ForwardedMethod& method, grpc::CallbackServerContext& client);

  const std::shared_ptr<grpc::Channel> channel_;
  grpc::GenericStub stub_;
  IdGenerator& ids_;
  LiveStreams& streams_;
  std::deque<ForwardedMethod> methods_;
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_SERVICES_GATEWAY_RPC_FORWARD_H_
