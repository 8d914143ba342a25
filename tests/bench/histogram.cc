#include "tests/bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace xinqiao::bench {
namespace {

// A bucket for each of the first 128 nanoseconds, and 64 for every doubling
// from there to 2^63.
constexpr uint64_t kSteps = 64;
constexpr size_t kBuckets = kSteps * 58;

size_t BucketOf(uint64_t nanos) {
  if (nanos < kSteps) return nanos;
  const uint64_t shift = std::bit_width(nanos) - std::bit_width(kSteps);
  return kSteps * shift + (nanos >> shift);
}

// The longest duration of a bucket.
uint64_t EndOf(size_t bucket) {
  if (bucket < kSteps) return bucket;
  const size_t shift = bucket / kSteps - 1;
  return ((bucket - kSteps * shift + 1) << shift) - 1;
}

}  // namespace

Histogram::Histogram() : buckets_(kBuckets) {}

void Histogram::Add(absl::Duration duration) {
  const int64_t nanos = std::max<int64_t>(0, absl::ToInt64Nanoseconds(duration));
  ++buckets_[BucketOf(static_cast<uint64_t>(nanos))];
  ++count_;
}

void Histogram::Add(const Histogram& other) {
  for (size_t i = 0; i < kBuckets; ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
}

absl::Duration Histogram::Percentile(double percent) const {
  const auto wanted = static_cast<int64_t>(std::ceil(static_cast<double>(count_) * percent / 100));
  int64_t seen = 0;
  for (size_t i = 0; i < kBuckets; ++i) {
    seen += buckets_[i];
    if (seen > 0 && seen >= wanted) return absl::Nanoseconds(EndOf(i));
  }
  return absl::ZeroDuration();
}

}  // namespace xinqiao::bench
