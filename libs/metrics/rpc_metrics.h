// Metrics of every call, named as in go-grpc-middleware.

#ifndef XINQIAO_LIBS_METRICS_RPC_METRICS_H_
#define XINQIAO_LIBS_METRICS_RPC_METRICS_H_

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

#include <array>
#include <atomic>
#include <map>
#include <string>

#include "absl/time/time.h"

namespace xinqiao::metrics {

// The numeric codes of gRPC, 0 to 16.
inline constexpr int kRpcCodes = 17;

// The metrics of one method: grpc_server_started_total,
// grpc_server_handled_total by code, grpc_server_handling_seconds. Made once
// per method; thread-safe.
class RpcMetrics {
 public:
  // `type` is unary, client_stream, server_stream or bidi_stream.
  RpcMetrics(const std::string& service, const std::string& method, const std::string& type);

  void Started();

  // `code` is the numeric gRPC code.
  void Handled(int code, absl::Duration duration);

 private:
  const std::map<std::string, std::string> labels_;
  prometheus::Counter& started_;
  prometheus::Histogram& seconds_;
  // Made when a code is first seen: most methods see few.
  std::array<std::atomic<prometheus::Counter*>, kRpcCodes> handled_{};
};

}  // namespace xinqiao::metrics

#endif  // XINQIAO_LIBS_METRICS_RPC_METRICS_H_
