#include "tests/bench/report.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace xinqiao::bench {
namespace {

std::string Number(const std::optional<double>& value) {
  return value.has_value() ? absl::StrCat(*value) : "null";
}

std::string Millis(const std::optional<absl::Duration>& duration) {
  if (!duration.has_value()) return "null";
  return absl::StrCat(absl::ToDoubleMilliseconds(*duration));
}

}  // namespace

bool Options::Names(absl::string_view name) const {
  return std::find(only.begin(), only.end(), name) != only.end();
}

Result ResultOf(const std::string& bench, const std::string& name, const Measurement& measurement) {
  return {.bench = bench,
          .name = name,
          .value = measurement.per_second(),
          .unit = "calls/s",
          .p50 = measurement.latencies.Percentile(50),
          .p99 = measurement.latencies.Percentile(99),
          .n = measurement.calls()};
}

std::string ToJson(const Result& result) {
  std::optional<double> ratio;
  if (result.baseline.has_value()) ratio = result.value / *result.baseline;
  return absl::StrCat(R"({"bench":")", result.bench, R"(","case":")", result.name, R"(","value":)",
                      Number(result.value), R"(,"unit":")", result.unit, R"(","p50_ms":)",
                      Millis(result.p50), R"(,"p99_ms":)", Millis(result.p99), R"(,"baseline":)",
                      Number(result.baseline), R"(,"ratio":)", Number(ratio), R"(,"n":)", result.n,
                      "}");
}

void Print(const Result& result) { std::cout << ToJson(result) << std::endl; }

int Main(int argc, char** argv, absl::FunctionRef<absl::Status(const Options&)> body) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (argument == "--quick") {
      options.quick = true;
    } else if (absl::ConsumePrefix(&argument, "--only=")) {
      options.only = absl::StrSplit(argument, ',');
    } else {
      std::cerr << argv[0] << ": unknown option " << argument
                << "; want --quick, --only=CASE,... or nothing\n";
      return EXIT_FAILURE;
    }
  }
  const absl::Status status = body(options);
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << argv[0] << ": " << status << "\n";
  return EXIT_FAILURE;
}

}  // namespace xinqiao::bench
