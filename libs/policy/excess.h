// Whether rules that bind one post ask for more than those above them. Pure.

#ifndef XINQIAO_LIBS_POLICY_EXCESS_H_
#define XINQIAO_LIBS_POLICY_EXCESS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "libs/policy/index_set.h"
#include "libs/policy/least_acts.h"

namespace xinqiao::policy {

// What is asked for, and what is asked for above it. What it points to outlives
// it.
struct Comparison {
  const LeastActs* least = nullptr;
  absl::Span<const int64_t> asked;    // By rule.
  absl::Span<const int64_t> allowed;  // By rule; the same as `asked` where there is any `once`.
  // By rule, those above that are about the same; none of a rule that nobody
  // asks about.
  std::vector<IndexSet> above;
  // Rules of `once` under rules of `once` alone are compared elsewhere: here they
  // are allowed as they are.
  IndexSet once;
};

// How much may still be tried; a try costs 10. With nothing left, what was not
// found says nothing.
struct Effort {
  int64_t left = 0;
};

// Rules that together take more acts than all those above that are about the
// same.
struct Excess {
  std::vector<size_t> asked;
  std::vector<size_t> allowed;
  int64_t asked_sum = 0;
  int64_t allowed_sum = 0;

  friend bool operator==(const Excess&, const Excess&) = default;
};

// A set of rules above, those of `rule` among them, so that the rules of `asked`
// that are about nothing else take more acts than the set does, and more than
// those of `before` that are about nothing else; one with few rules. `rule` is
// in `asked`.
//
// Every union of rules above is tried where there are at most 9 beside those of
// `rule`; beyond that one or two of them at a time, all that are about the same
// as one rule above, and all of them.
std::optional<Excess> FindExcess(const Comparison& comparison, size_t rule, const IndexSet& asked,
                                 const IndexSet& before, Effort& effort);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_EXCESS_H_
