// What a deployment may set.

#ifndef XINQIAO_SERVICES_GATEWAY_CONFIG_H_
#define XINQIAO_SERVICES_GATEWAY_CONFIG_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/config/env.h"
#include "libs/rpc/server_options.h"

namespace xinqiao::gateway {

// Where one service is.
struct Target {
  std::string service;  // "registry"
  std::string address;  // "127.0.0.1:7001"

  friend bool operator==(const Target&, const Target&) = default;
};

struct Config {
  rpc::ServerOptions server;
  std::vector<Target> targets;  // In the order of the suite: registry first.
};

// Reads GATEWAY_*; fails with all problems at once. README.md lists them.
absl::StatusOr<Config> LoadConfig(Env env);

}  // namespace xinqiao::gateway

#endif  // XINQIAO_SERVICES_GATEWAY_CONFIG_H_
