#include "services/contacts/config.h"

#include "libs/base/status_macros.h"

namespace xinqiao::contacts {

absl::StatusOr<Config> LoadConfig(Env env) {
  Config config;
  config.server = rpc::ServerOptionsFrom(env, "CONTACTS");
  config.database_url = env.FileContents("CONTACTS_DATABASE_URL_FILE");
  config.database_connections_max = env.Int("CONTACTS_DATABASE_CONNECTIONS_MAX", 10, 3, 100);
  config.secret_key = env.FileContents("CONTACTS_SECRET_KEY_FILE");
  config.registry_target = rpc::LoopbackAddress(env, "CONTACTS_REGISTRY_TARGET");
  config.clock_file = env.StringIfSet("XINQIAO_CLOCK_FILE");
  RETURN_IF_ERROR(env.status());
  return config;
}

}  // namespace xinqiao::contacts
