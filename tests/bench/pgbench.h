// The baseline of what is written to PostgreSQL: pgbench.

#ifndef XINQIAO_TESTS_BENCH_PGBENCH_H_
#define XINQIAO_TESTS_BENCH_PGBENCH_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace xinqiao::bench {

// Clients that run a script over and over with prepared statements.
struct Script {
  std::string database_url;
  std::string file;  // As `pgbench --file` takes it.
  int clients = 1;
};

// How often a script ran.
struct Throughput {
  int64_t transactions = 0;
  absl::Duration duration;

  double per_second() const {
    return static_cast<double>(transactions) / absl::ToDoubleSeconds(duration);
  }
  void Add(const Throughput& other) {
    transactions += other.transactions;
    duration += other.duration;
  }
};

// Runs the script for whole seconds. INTERNAL when a statement fails.
absl::StatusOr<Throughput> RunPgbench(const Script& script, absl::Duration duration);

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_PGBENCH_H_
