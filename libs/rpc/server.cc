#include "libs/rpc/server.h"

#include <google/protobuf/stubs/common.h>
#include <grpc/support/log.h>
#include <grpcpp/ext/channelz_service_plugin.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <csignal>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "grpc/health/v1/health.pb.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace xinqiao::rpc {
namespace {

// A batch or an import is the largest message (design.md, section 9).
constexpr int kMessageBytesMax = 2 << 20;

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// gRPC's own complaints go to our log: standard error is for the one line that
// says why a start failed.
void LogFromGrpc(gpr_log_func_args* args) {
  if (args->severity == GPR_LOG_SEVERITY_ERROR) log::Error("grpc", {{"message", args->message}});
}

}  // namespace

void BlockStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

absl::Status Serve(const ServerOptions& options, const std::vector<grpc::Service*>& services,
                   const std::function<void()>& on_drain) {
  // A broken request is the caller's to hear of, not the log's.
  google::protobuf::SetLogHandler(nullptr);
  gpr_set_log_function(LogFromGrpc);
  // Debian's Abseil looks for deadlocks at every lock of gRPC: 5 % of a call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Links the health contract, or reflection cannot resolve it.
  grpc::health::v1::HealthCheckRequest::descriptor();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::channelz::experimental::InitChannelzService();

  ASSIGN_OR_RETURN(const auto exposition, metrics::Exposition::Start(options.metrics_address));
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(options.listen_address, grpc::InsecureServerCredentials(), &port);
  // Otherwise a second server on the port would silently share its calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5000);
  builder.SetMaxReceiveMessageSize(kMessageBytesMax);
  for (grpc::Service* service : services) builder.RegisterService(service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", options.listen_address,
                                               ": the port is in use or not allowed"));
  }
  log::Info("serving", {{"address", options.listen_address}, {"metrics", options.metrics_address}});

  const sigset_t signals = StopSignals();
  int signal = 0;
  sigwait(&signals, &signal);
  log::Info("draining");
  server->GetHealthCheckService()->Shutdown();
  on_drain();
  server->Shutdown(std::chrono::system_clock::now() + absl::ToChronoSeconds(options.drain));
  log::Info("stopped");
  return absl::OkStatus();
}

}  // namespace xinqiao::rpc
