// What a deployment may set.

#ifndef XINQIAO_SERVICES_WISHES_CONFIG_H_
#define XINQIAO_SERVICES_WISHES_CONFIG_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/config/env.h"
#include "libs/rpc/server_options.h"

namespace xinqiao::wishes {

struct Config {
  rpc::ServerOptions server;
  std::string database_url;
  int database_connections_max = 0;
  std::string registry_target;  // "127.0.0.1:7001"
  std::string contacts_target;  // "127.0.0.1:7002"
  std::string clock_file;       // "" for the system's clock.
};

// Reads WISHES_* and XINQIAO_*; fails with all problems at once. README.md
// lists them.
absl::StatusOr<Config> LoadConfig(Env env);

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_CONFIG_H_
