// One call on its way through the gateway.

#ifndef XINQIAO_SERVICES_GATEWAY_RPC_FORWARDED_CALL_H_
#define XINQIAO_SERVICES_GATEWAY_RPC_FORWARDED_CALL_H_

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/base/id_generator.h"
#include "libs/rpc/observation.h"

namespace xinqiao::gateway {

// A method that is forwarded. Stable in memory: gRPC keeps pointers into it.
struct ForwardedMethod {
  std::string path;     // "/xinqiao.ledger.v1.LedgerService/CreateActivity"
  std::string backend;  // "ledger"
  std::unique_ptr<metrics::RpcMetrics> metrics;
};

// The two sides of one call, the client's and the backend's, and what is
// copied between them besides messages. Not thread-safe: gRPC calls back about
// one call in an order.
class ForwardedCall {
 public:
  // Authenticates the client and prepares the call to the backend. It follows
  // the client's cancellation and deadline; its identity is the gateway's
  // word. A failure is already observed. `method` and `client` outlive it.
  static absl::StatusOr<ForwardedCall> Start(const ForwardedMethod& method,
                                             grpc::CallbackServerContext& client, IdGenerator& ids);

  const std::shared_ptr<grpc::ClientContext>& upstream() const { return upstream_; }

  // Caps the deadline as for every unary call.
  void CapDeadline();

  // Copies what the backend sent ahead of its first message. At most once.
  void CopyInitialMetadata();

  // Copies what the backend sent at the end, lets go of upstream(), and
  // observes and returns what the client is to hear of `status`. Exactly once,
  // last.
  grpc::Status End(const grpc::Status& status);

 private:
  ForwardedCall(const ForwardedMethod& method, grpc::CallbackServerContext& client,
                rpc::Observation observation);

  const ForwardedMethod* method_;
  grpc::CallbackServerContext* client_;
  std::shared_ptr<grpc::ClientContext> upstream_;
  rpc::Observation observation_;
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_SERVICES_GATEWAY_RPC_FORWARDED_CALL_H_
