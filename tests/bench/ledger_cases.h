// The cases of the ledger's benchmark, by what they need. Each prints a line for
// every case of its own that is wanted.

#ifndef XINQIAO_TESTS_BENCH_LEDGER_CASES_H_
#define XINQIAO_TESTS_BENCH_LEDGER_CASES_H_

#include "absl/status/status.h"
#include "tests/bench/report.h"

namespace xinqiao::bench {

// merkle_cost; without gRPC.
absl::Status MeasureMerkle(const Options& options);

// append_64_bare, append_256_bare, batch_100, append_1, append_64_full.
absl::Status MeasureAppends(const Options& options);

// get.
absl::Status MeasureGet(const Options& options);

// watch_backlog, watch_lag.
absl::Status MeasureWatch(const Options& options);

// snapshot_held, soak; growth only if it is asked for by name.
absl::Status MeasureLongRuns(const Options& options);

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_LEDGER_CASES_H_
