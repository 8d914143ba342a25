// The fewest acts that meet several rules at once. Pure.

#ifndef XINQIAO_LIBS_POLICY_LEAST_ACTS_H_
#define XINQIAO_LIBS_POLICY_LEAST_ACTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "libs/policy/index_set.h"

namespace xinqiao::policy {

// A rule that asks for acts of some kinds.
struct ActRule {
  std::vector<int> kinds;  // From 0; at least one.
  int place = 0;           // From 0, and no number of a kind.
  int organization = 0;    // From 0.
};

// How many acts rules take at least. An act of a kind counts in a rule of every
// organization that names the kind, and in several rules of one organization
// only if every two of them are joined. Rules of one organization that are joined
// and have one place are met by the same acts, whatever their kinds.
class LeastActs {
 public:
  // `joined` says of every rule which others of its organization it is joined
  // with, both ways.
  LeastActs(absl::Span<const ActRule> rules, std::vector<IndexSet> joined);

  struct Answer {
    double acts = 0;
    // Rules that take that many by themselves, no matter what the others ask.
    std::vector<size_t> because;
    int64_t rounded = 0;
  };

  // What all of `rules` take where each asks for as many acts as `figures` say.
  // In proportion: half of an act is half of one. Exact, by linear programming.
  Answer Of(absl::Span<const int64_t> figures, const IndexSet& rules) const;

  // The same, quickly and roughly: never less, and never more.
  double AtMost(absl::Span<const int64_t> figures, const IndexSet& rules) const;
  double AtLeast(absl::Span<const int64_t> figures, const IndexSet& rules) const;

  // The rules that name a kind which `rule` names, too.
  const IndexSet& Near(size_t rule) const { return near_[rule]; }

 private:
  class Program;

  // Whether an act may count in both.
  bool Share(size_t a, size_t b) const;
  std::vector<IndexSet> CliquesOf(const IndexSet& rules) const;

  std::vector<std::vector<int>> kinds_;  // By rule, its place among them.
  std::vector<int> organizations_;       // By rule.
  std::vector<IndexSet> joined_;         // By rule.
  std::vector<IndexSet> near_;           // By rule.
  std::vector<size_t> commonest_;        // By rule, its kind that most rules name.
  std::vector<IndexSet> by_kind_;        // And by place.
  std::vector<IndexSet> by_organization_;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_LEAST_ACTS_H_
