#include "libs/rpc/observation.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/error.h"
#include "libs/log/log.h"
#include "libs/rpc/status.h"

namespace xinqiao::rpc {

Observation::Observation(metrics::RpcMetrics& metrics, const std::string& path,
                         std::string trace_id)
    : metrics_(&metrics), path_(&path), trace_id_(std::move(trace_id)), start_(absl::Now()) {
  metrics_->Started();
}

void Observation::End(const absl::Status& status) const {
  const absl::Duration duration = absl::Now() - start_;
  metrics_->Handled(static_cast<int>(status.code()), duration);
  log::Fields fields = {{"method", *path_},
                        {"code", absl::StatusCodeToString(status.code())},
                        {"ms", absl::StrCat(absl::ToDoubleMilliseconds(duration))},
                        {"trace_id", trace_id_}};
  if (const std::string reason = ErrorReason(status); !reason.empty()) {
    fields.emplace_back("reason", reason);
  }
  if (IsServerFault(status)) {
    fields.emplace_back("error", std::string(status.message()));
    log::Error("call", fields);
  } else {
    log::Info("call", fields);
  }
}

}  // namespace xinqiao::rpc
