// Measures how fast registry takes over a province.

#ifndef XINQIAO_TESTS_BENCH_REGISTRY_IMPORT_H_
#define XINQIAO_TESTS_BENCH_REGISTRY_IMPORT_H_

#include "absl/status/status.h"
#include "tests/bench/report.h"

namespace xinqiao::bench {

// Prints two cases of bench "registry":
//
//   import          rows per second: 400,000 organizations, 380,000 people and
//                   their posts, from the first byte of the upload until all is
//                   on record; the baseline is COPY of the rows that it wrote
//                   to the same tables of another database, without events
//   import_seconds  the same in seconds
//
// The server is bin/registry_server on a database of its own.
absl::Status MeasureImport(const Options& options);

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_REGISTRY_IMPORT_H_
