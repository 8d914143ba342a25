// Counts durations, and tells their percentiles.

#ifndef XINQIAO_TESTS_BENCH_HISTOGRAM_H_
#define XINQIAO_TESTS_BENCH_HISTOGRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"

namespace xinqiao::bench {

// Exact to 1/64 of a duration, at a constant size. Not thread-safe.
class Histogram {
 public:
  Histogram();

  void Add(absl::Duration duration);
  void Add(const Histogram& other);

  // The duration that `percent` of all do not exceed; zero when there are none.
  absl::Duration Percentile(double percent) const;

  int64_t count() const { return count_; }

 private:
  std::vector<int64_t> buckets_;
  int64_t count_ = 0;
};

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_HISTOGRAM_H_
