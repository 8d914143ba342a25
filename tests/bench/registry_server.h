// A registry of its own for a benchmark.

#ifndef XINQIAO_TESTS_BENCH_REGISTRY_SERVER_H_
#define XINQIAO_TESTS_BENCH_REGISTRY_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/bench/process.h"
#include "tests/support/postgres.h"
#include "xinqiao/registry/v1/event.pb.h"

namespace xinqiao::bench {

// bin/registry_server on a database of its own with the province.
class RegistryServer {
 public:
  // `more` stands in the feed behind the province, and nowhere else.
  explicit RegistryServer(const std::vector<registry::v1::Event>& more = {});

  absl::Status Start();

  absl::StatusOr<double> ResidentMegabytes() const;

  const std::string& address() const { return address_; }

 private:
  xinqiao::testing::TestDatabase database_{"registry"};
  ScratchFolder folder_;
  const std::string address_;
  const std::string metrics_address_;
  std::unique_ptr<Process> process_;
};

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_REGISTRY_SERVER_H_
