// Runs a gRPC server until the process is told to stop.

#ifndef XINQIAO_LIBS_RPC_SERVER_H_
#define XINQIAO_LIBS_RPC_SERVER_H_

#include <grpcpp/impl/service_type.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/rpc/server_options.h"

namespace xinqiao::rpc {

// Blocks SIGTERM and SIGINT in the whole process, for Serve() to wait for.
// Call it first in main(), before any thread starts.
void BlockStopSignals();

// Serves `services`, grpc.health.v1.Health, reflection and channelz, and
// Prometheus metrics on their own port. Returns OK after SIGTERM or SIGINT:
// health says NOT_SERVING, `on_drain` ends what would not end by itself, and
// in-flight calls finish or are cut after `options.drain`. UNAVAILABLE if a
// port is in use.
absl::Status Serve(
    const ServerOptions& options, const std::vector<grpc::Service*>& services,
    const std::function<void()>& on_drain = [] {});

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_SERVER_H_
