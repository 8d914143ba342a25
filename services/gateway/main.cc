// Runs the gateway: reads the configuration, builds the objects from the
// outside in, and serves until told to stop. No logic lives here.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/config/env.h"
#include "libs/log/log.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/server.h"
#include "services/gateway/config.h"
#include "services/gateway/rpc/backend.h"
#include "services/gateway/rpc/forward.h"
#include "services/gateway/rpc/live_streams.h"
#include "services/gateway/rpc/overview_service.h"

namespace xinqiao::gateway {
namespace {

absl::Status Run() {
  rpc::BlockStopSignals();
  log::Init("gateway");
  ASSIGN_OR_RETURN(const Config config, LoadConfig(Env::OfProcess()));

  std::vector<Backend> backends;
  for (const Target& target : config.targets) {
    backends.push_back({.name = target.service, .channel = rpc::MakeChannel(target.address)});
  }
  Uuid7Generator ids;
  LiveStreams streams;
  rpc::Executor executor(config.server.threads, static_cast<size_t>(config.server.queue_max));
  OverviewService overview(backends, executor);
  std::vector<std::unique_ptr<ForwardService>> forwarded;
  std::vector<grpc::Service*> services = {&overview};
  for (const Backend& backend : backends) {
    for (const auto* descriptor : ProtoServicesOf(backend.name)) {
      forwarded.push_back(std::make_unique<ForwardService>(
          *descriptor, ForwardService::Deps{.backend = backend, .ids = ids, .streams = streams}));
      services.push_back(forwarded.back().get());
    }
  }
  return rpc::Serve(config.server, services, [&streams] { streams.End(); });
}

}  // namespace
}  // namespace xinqiao::gateway

int main() {
  const absl::Status status = xinqiao::gateway::Run();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "gateway: " << status << std::endl;
  return EXIT_FAILURE;
}
