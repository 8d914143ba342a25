// Metrics and the access log: what is said of every call.

#ifndef XINQIAO_LIBS_RPC_OBSERVATION_H_
#define XINQIAO_LIBS_RPC_OBSERVATION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/metrics/rpc_metrics.h"

namespace xinqiao::rpc {

// One call that is being served. Copies observe the same call; one of them
// ends it.
class Observation {
 public:
  // Counts the call as started. `metrics` and `path` outlive it.
  Observation(metrics::RpcMetrics& metrics, const std::string& path, std::string trace_id);

  // Counts and logs how the call ended. Errors are logged here and nowhere
  // else.
  void End(const absl::Status& status) const;

 private:
  metrics::RpcMetrics* metrics_;
  const std::string* path_;
  std::string trace_id_;
  absl::Time start_;
};

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_OBSERVATION_H_
