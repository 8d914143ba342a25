#include "services/assessment/config.h"

#include "libs/base/status_macros.h"

namespace xinqiao::assessment {

absl::StatusOr<Config> LoadConfig(Env env) {
  const Config config{
      .server = rpc::ServerOptionsFrom(env, "ASSESSMENT"),
      .database_url = env.FileContents("ASSESSMENT_DATABASE_URL_FILE"),
      .database_connections_max = env.Int("ASSESSMENT_DATABASE_CONNECTIONS_MAX", 2, 1, 100),
      .registry_target = rpc::LoopbackAddress(env, "ASSESSMENT_REGISTRY_TARGET"),
      .contacts_target = rpc::LoopbackAddress(env, "ASSESSMENT_CONTACTS_TARGET"),
      .ledger_target = rpc::LoopbackAddress(env, "ASSESSMENT_LEDGER_TARGET"),
      .wishes_target = rpc::LoopbackAddress(env, "ASSESSMENT_WISHES_TARGET"),
      .snapshot_interval = absl::Seconds(env.Int("ASSESSMENT_SNAPSHOT_SECONDS", 300, 1, 86400)),
      .clock_file = env.StringIfSet("XINQIAO_CLOCK_FILE"),
  };
  RETURN_IF_ERROR(env.status());
  return config;
}

}  // namespace xinqiao::assessment
