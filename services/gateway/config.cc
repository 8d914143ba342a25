#include "services/gateway/config.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace xinqiao::gateway {

absl::StatusOr<Config> LoadConfig(Env env) {
  Config config;
  config.server = rpc::ServerOptionsFrom(env, "GATEWAY");
  for (const char* service : {"registry", "contacts", "ledger", "wishes", "assessment"}) {
    const std::string name = absl::StrCat("GATEWAY_", absl::AsciiStrToUpper(service), "_TARGET");
    config.targets.push_back({.service = service, .address = rpc::LoopbackAddress(env, name)});
  }
  RETURN_IF_ERROR(env.status());
  return config;
}

}  // namespace xinqiao::gateway
