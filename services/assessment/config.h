// What a deployment may set.

#ifndef XINQIAO_SERVICES_ASSESSMENT_CONFIG_H_
#define XINQIAO_SERVICES_ASSESSMENT_CONFIG_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/config/env.h"
#include "libs/rpc/server_options.h"

namespace xinqiao::assessment {

struct Config {
  rpc::ServerOptions server;
  std::string database_url;
  int database_connections_max = 0;
  std::string registry_target;
  std::string contacts_target;
  std::string ledger_target;
  std::string wishes_target;
  absl::Duration snapshot_interval;
  std::string clock_file;  // "" for the system's clock.
};

// Reads ASSESSMENT_* and XINQIAO_*; fails with all problems at once. README.md
// lists them.
absl::StatusOr<Config> LoadConfig(Env env);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_CONFIG_H_
