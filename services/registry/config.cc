#include "services/registry/config.h"

#include "libs/base/status_macros.h"

namespace xinqiao::registry {

absl::StatusOr<Config> LoadConfig(Env env) {
  Config config;
  config.server = rpc::ServerOptionsFrom(env, "REGISTRY");
  config.database_url = env.FileContents("REGISTRY_DATABASE_URL_FILE");
  config.database_connections_max = env.Int("REGISTRY_DATABASE_CONNECTIONS_MAX", 8, 1, 100);
  config.secret = env.FileContents("REGISTRY_SECRET_KEY_FILE");
  config.clock_file = env.StringIfSet("XINQIAO_CLOCK_FILE");
  RETURN_IF_ERROR(env.status());
  return config;
}

}  // namespace xinqiao::registry
