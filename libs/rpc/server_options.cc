#include "libs/rpc/server_options.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace xinqiao::rpc {
namespace {

bool IsLoopback(absl::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return false;
  int port = 0;
  if (!absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 1 || port > 65535) return false;
  const absl::string_view host = address.substr(0, colon);
  // Digits only: 127.example.org may be anywhere.
  const bool ipv4 = host.find_first_not_of("0123456789.") == absl::string_view::npos;
  return host == "localhost" || host == "[::1]" || (ipv4 && absl::StartsWith(host, "127."));
}

}  // namespace

std::string LoopbackAddress(Env& env, const std::string& name) {
  const std::string address = env.String(name);
  if (!address.empty() && !IsLoopback(address)) {
    env.Problem(absl::StrCat(name, " is ", address,
                             ", want a loopback host:port: the development identity serves "
                             "nobody else"));
  }
  return address;
}

ServerOptions ServerOptionsFrom(Env& env, const std::string& prefix) {
  const std::string identity = env.String("XINQIAO_IDENTITY");
  if (!identity.empty() && identity != "development") {
    env.Problem(absl::StrCat("XINQIAO_IDENTITY is ", identity, ", want development"));
  }
  const ServerOptions defaults;
  return {
      .listen_address = LoopbackAddress(env, prefix + "_LISTEN_ADDRESS"),
      .metrics_address = LoopbackAddress(env, prefix + "_METRICS_ADDRESS"),
      .threads = env.Int(prefix + "_THREADS", defaults.threads, 1, 256),
      .queue_max = env.Int(prefix + "_QUEUE_MAX", defaults.queue_max, 1, 100000),
      .drain =
          absl::Seconds(env.Int(prefix + "_DRAIN_SECONDS",
                                static_cast<int>(absl::ToInt64Seconds(defaults.drain)), 1, 600)),
  };
}

}  // namespace xinqiao::rpc
