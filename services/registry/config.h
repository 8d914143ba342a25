// What a deployment may set.

#ifndef XINQIAO_SERVICES_REGISTRY_CONFIG_H_
#define XINQIAO_SERVICES_REGISTRY_CONFIG_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/config/env.h"
#include "libs/rpc/server_options.h"

namespace xinqiao::registry {

struct Config {
  rpc::ServerOptions server;
  std::string database_url;
  int database_connections_max = 0;
  std::string secret;      // Seals phones.
  std::string clock_file;  // "" for the system's clock.
};

// Reads REGISTRY_* and XINQIAO_*; fails with all problems at once. README.md
// lists them.
absl::StatusOr<Config> LoadConfig(Env env);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_CONFIG_H_
