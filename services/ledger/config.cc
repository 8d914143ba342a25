#include "services/ledger/config.h"

#include "libs/base/status_macros.h"

namespace xinqiao::ledger {

absl::StatusOr<Config> LoadConfig(Env env) {
  Config config;
  config.server = rpc::ServerOptionsFrom(env, "LEDGER");
  config.database_url = env.FileContents("LEDGER_DATABASE_URL_FILE");
  config.database_connections_max = env.Int("LEDGER_DATABASE_CONNECTIONS_MAX", 12, 1, 100);
  config.registry_target = rpc::LoopbackAddress(env, "LEDGER_REGISTRY_TARGET");
  config.signing_key_pem = env.FileContents("LEDGER_SIGNING_KEY_FILE");
  config.clock_file = env.StringIfSet("XINQIAO_CLOCK_FILE");
  RETURN_IF_ERROR(env.status());
  return config;
}

}  // namespace xinqiao::ledger
