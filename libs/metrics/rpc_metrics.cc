#include "libs/metrics/rpc_metrics.h"

#include <cstddef>

#include "libs/metrics/metrics.h"

namespace xinqiao::metrics {
namespace {

constexpr std::array<const char*, kRpcCodes> kCodeNames = {
    "OK",       "Canceled",       "Unknown",          "InvalidArgument",   "DeadlineExceeded",
    "NotFound", "AlreadyExists",  "PermissionDenied", "ResourceExhausted", "FailedPrecondition",
    "Aborted",  "OutOfRange",     "Unimplemented",    "Internal",          "Unavailable",
    "DataLoss", "Unauthenticated"};

}  // namespace

RpcMetrics::RpcMetrics(const std::string& service, const std::string& method,
                       const std::string& type)
    : labels_({{"grpc_service", service}, {"grpc_method", method}, {"grpc_type", type}}),
      started_(prometheus::BuildCounter()
                   .Name("grpc_server_started_total")
                   .Help("Calls started.")
                   .Register(Registry())
                   .Add(labels_)),
      seconds_(prometheus::BuildHistogram()
                   .Name("grpc_server_handling_seconds")
                   .Help("Time until a call was answered.")
                   .Register(Registry())
                   .Add(labels_, prometheus::Histogram::BucketBoundaries{
                                     0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                     0.5, 1, 2.5, 5, 10, 30})) {}

void RpcMetrics::Started() { started_.Increment(); }

void RpcMetrics::Handled(int code, absl::Duration duration) {
  seconds_.Observe(absl::ToDoubleSeconds(duration));
  const auto index = static_cast<size_t>(code >= 0 && code < kRpcCodes ? code : 2);
  prometheus::Counter* counter = handled_[index].load(std::memory_order_acquire);
  if (counter == nullptr) {
    auto labels = labels_;
    labels["grpc_code"] = kCodeNames[index];
    // Two threads that both come first get the same counter.
    counter = &prometheus::BuildCounter()
                   .Name("grpc_server_handled_total")
                   .Help("Calls answered, by code.")
                   .Register(Registry())
                   .Add(labels);
    handled_[index].store(counter, std::memory_order_release);
  }
  counter->Increment();
}

}  // namespace xinqiao::metrics
