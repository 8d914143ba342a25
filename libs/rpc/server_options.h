// What a deployment may set about a server.

#ifndef XINQIAO_LIBS_RPC_SERVER_OPTIONS_H_
#define XINQIAO_LIBS_RPC_SERVER_OPTIONS_H_

#include <string>

#include "absl/time/time.h"
#include "libs/config/env.h"

namespace xinqiao::rpc {

struct ServerOptions {
  std::string listen_address;                // "127.0.0.1:7001"
  std::string metrics_address;               // "127.0.0.1:8001"
  int threads = 8;                           // For bodies that wait.
  int queue_max = 1024;                      // Calls that wait for such a thread.
  absl::Duration drain = absl::Seconds(20);  // Below terminationGracePeriodSeconds.
};

// Reads `PREFIX_LISTEN_ADDRESS`, `PREFIX_METRICS_ADDRESS`, `PREFIX_THREADS`,
// `PREFIX_QUEUE_MAX`, `PREFIX_DRAIN_SECONDS` and XINQIAO_IDENTITY.
//
// The one identity there is, `development`, trusts every caller: it refuses
// any address that is not loopback.
ServerOptions ServerOptionsFrom(Env& env, const std::string& prefix);

// Reads a required `NAME` that must be a loopback host:port.
std::string LoopbackAddress(Env& env, const std::string& name);

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_SERVER_OPTIONS_H_
