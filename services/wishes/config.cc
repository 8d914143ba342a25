#include "services/wishes/config.h"

#include "libs/base/status_macros.h"

namespace xinqiao::wishes {

absl::StatusOr<Config> LoadConfig(Env env) {
  Config config;
  config.server = rpc::ServerOptionsFrom(env, "WISHES");
  config.database_url = env.FileContents("WISHES_DATABASE_URL_FILE");
  config.database_connections_max = env.Int("WISHES_DATABASE_CONNECTIONS_MAX", 10, 3, 100);
  config.registry_target = rpc::LoopbackAddress(env, "WISHES_REGISTRY_TARGET");
  config.contacts_target = rpc::LoopbackAddress(env, "WISHES_CONTACTS_TARGET");
  config.clock_file = env.StringIfSet("XINQIAO_CLOCK_FILE");
  RETURN_IF_ERROR(env.status());
  return config;
}

}  // namespace xinqiao::wishes
