// The load generator of every benchmark: a closed loop of gRPC calls.

#ifndef XINQIAO_TESTS_BENCH_LOAD_H_
#define XINQIAO_TESTS_BENCH_LOAD_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/histogram.h"

namespace xinqiao::bench {

// How long a measurement takes.
struct Span {
  absl::Duration warm_up;   // Answers are not counted.
  absl::Duration duration;  // From then on.
};

// Unary calls of one method over at most four connections. Each of `in_flight`
// callers makes its next call when the one before is answered.
struct Load {
  std::string target;  // "127.0.0.1:7003"
  std::string method;  // "/xinqiao.ledger.v1.LedgerService/CreateActivity"
  int in_flight = 1;
  std::function<std::string()> next_request;  // Serialized; called from many threads at once.
};

// What came of a load, or of several runs of it.
struct Measurement {
  Histogram latencies;  // Of the calls answered in time.
  absl::Duration duration;

  int64_t calls() const { return latencies.count(); }
  double per_second() const {
    return static_cast<double>(calls()) / absl::ToDoubleSeconds(duration);
  }
  void Add(const Measurement& other) {
    latencies.Add(other.latencies);
    duration += other.duration;
  }
};

// Runs the load. The first call that fails ends it, and is the error.
absl::StatusOr<Measurement> Run(const Load& load, const Span& span);

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_LOAD_H_
