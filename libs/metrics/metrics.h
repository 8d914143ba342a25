// Prometheus metrics of one process.

#ifndef XINQIAO_LIBS_METRICS_METRICS_H_
#define XINQIAO_LIBS_METRICS_METRICS_H_

#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace prometheus {
class Exposer;
}

namespace xinqiao::metrics {

// The registry that everything in the process reports to. Thread-safe.
prometheus::Registry& Registry();

// Serves Registry() and figures of the process (memory, CPU time, open files)
// at http://ADDRESS/metrics while it lives.
class Exposition {
 public:
  // `address` is host:port. UNAVAILABLE if it is in use.
  static absl::StatusOr<std::unique_ptr<Exposition>> Start(const std::string& address);

  ~Exposition();

 private:
  explicit Exposition(std::unique_ptr<prometheus::Exposer> exposer);

  std::unique_ptr<prometheus::Exposer> exposer_;
  std::shared_ptr<prometheus::Collectable> process_;
};

}  // namespace xinqiao::metrics

#endif  // XINQIAO_LIBS_METRICS_METRICS_H_
