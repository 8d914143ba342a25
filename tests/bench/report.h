// What benchmarks are asked, and how they answer.

#ifndef XINQIAO_TESTS_BENCH_REPORT_H_
#define XINQIAO_TESTS_BENCH_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tests/bench/load.h"

namespace xinqiao::bench {

// The command line.
struct Options {
  bool quick = false;             // Measure less, and end within minutes.
  std::vector<std::string> only;  // Cases; empty for all.

  bool Names(absl::string_view name) const;
  bool Wants(absl::string_view name) const { return only.empty() || Names(name); }
};

// The figure of one case.
struct Result {
  std::string bench;  // "ledger"
  std::string name;   // "append_64"
  double value = 0;
  std::string unit;  // "calls/s"
  std::optional<absl::Duration> p50;
  std::optional<absl::Duration> p99;
  std::optional<double> baseline;  // In the same unit, from the same run.
  int64_t n = 0;                   // How often it was measured.
};

// Calls per second and their latencies.
Result ResultOf(const std::string& bench, const std::string& name, const Measurement& measurement);

// {"bench":...,"case":...,"value":...,"unit":...,"p50_ms":...,"p99_ms":...,
// "baseline":...,"ratio":...,"n":...}, where ratio is value / baseline and what
// was not measured is null.
std::string ToJson(const Result& result);

// Writes the line to standard output.
void Print(const Result& result);

// The main() of a benchmark: reads the command line, runs `body` and says why
// it failed, if it did.
int Main(int argc, char** argv, absl::FunctionRef<absl::Status(const Options&)> body);

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_REPORT_H_
