// Whether rules that bind one post ask for more than those above them. Pure.

#ifndef XINQIAO_LIBS_POLICY_EXCESS_H_
#define XINQIAO_LIBS_POLICY_EXCESS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "libs/policy/index_set.h"

namespace xinqiao::policy {

// The rules of one side of a comparison. What it points to outlives it.
struct Side {
  absl::Span<const int64_t> figures;
  // By rule, the others of its side that are met by the same acts. Both ways.
  absl::Span<const IndexSet> joined;
};

// What is asked for, and what is asked for above it.
struct Comparison {
  Side asked;
  Side allowed;
  // By rule of `asked`, those of `allowed` that are about the same. Those that
  // nobody asks about may be left out at the end.
  std::vector<IndexSet> above;
  // Sets of `asked_once` whose rules above are all of `allowed_once` are left
  // out: they are compared elsewhere.
  IndexSet asked_once;
  IndexSet allowed_once;
};

// Rules that together ask for more than all those above that are about the same.
struct Excess {
  std::vector<size_t> asked;
  std::vector<size_t> allowed;
  int64_t asked_sum = 0;
  int64_t allowed_sum = 0;

  friend bool operator==(const Excess&, const Excess&) = default;
};

// The largest sum of figures of `set`, no two of which are joined: what it takes
// to meet all of them, where joined rules are met by the same acts. Exact up to
// 16 joined rules, beyond that a lower bound.
int64_t SumOf(const Side& side, const IndexSet& set);

// A set of rules, each with some above it, with `rule` in it and all others in `others`, no two of
// them joined, that is in excess; one with few rules. Every set is tried when at most 11 others
// have to do with `rule`, or at most 12 rules above (of joined others then the heaviest); beyond
// that, single rules, pairs, and all that have to do with a rule above or with one another.
std::optional<Excess> FindExcess(const Comparison& comparison, size_t rule, const IndexSet& others);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_EXCESS_H_
