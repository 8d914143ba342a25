// The one place where absl::Status and grpc::Status meet.

#ifndef XINQIAO_LIBS_RPC_STATUS_H_
#define XINQIAO_LIBS_RPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace xinqiao::rpc {

// Whether the cause is ours: INTERNAL, UNKNOWN or DATA_LOSS.
bool IsServerFault(const absl::Status& status);

// Keeps the code, the message and every payload. The message of a server
// fault is replaced, because it may quote SQL.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The inverse, for client stubs: payloads survive the trip.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_STATUS_H_
