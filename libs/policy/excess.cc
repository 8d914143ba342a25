#include "libs/policy/excess.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace xinqiao::policy {
namespace {

constexpr size_t kJoinedMax = 16;
constexpr size_t kOthersMax = 11;
constexpr size_t kAboveMax = 12;

std::vector<size_t> Indices(const IndexSet& set) {
  std::vector<size_t> indices;
  set.ForEach([&](size_t i) { indices.push_back(i); });
  return indices;
}

// With the first rule or without it, whichever is more.
int64_t LargestOf(const Side& side, IndexSet set) {
  if (set.Empty()) return 0;
  const size_t first = set.First();
  set.Remove(first);
  IndexSet apart = set;
  side.joined[first].ForEach([&](size_t i) { apart.Remove(i); });
  const bool alone = apart == set;
  const int64_t with = side.figures[first] + LargestOf(side, std::move(apart));
  return alone ? with : std::max(with, LargestOf(side, std::move(set)));
}

// The heaviest rules first, each unless it is joined with one before.
std::vector<size_t> HeaviestApart(const Side& side, const IndexSet& set) {
  std::vector<size_t> order = Indices(set);
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return side.figures[a] > side.figures[b]; });
  std::vector<size_t> taken;
  for (const size_t i : order) {
    if (std::none_of(taken.begin(), taken.end(), [&](size_t t) { return side.joined[i].Has(t); })) {
      taken.push_back(i);
    }
  }
  return taken;
}

// Looks for an excess with one rule. Lives for one call of FindExcess().
class Search {
 public:
  Search(const Comparison& comparison, size_t rule, const IndexSet& others)
      : comparison_(comparison), rule_(rule), above_(comparison.above[rule]) {
    // What has nothing to do with the rule, over any number of others, adds as
    // much to what is allowed as to what is asked.
    IndexSet rest = others;
    for (bool grown = true; grown;) {
      grown = false;
      IndexSet joined = above_;
      above_.ForEach([&](size_t i) { joined |= comparison_.allowed.joined[i]; });
      if (!joined.IsWithin(above_)) grown = true;
      above_ = std::move(joined);
      for (const size_t other : Indices(rest)) {
        if (!comparison_.above[other].Meets(above_)) continue;
        rest.Remove(other);
        above_ |= comparison_.above[other];
        if (!comparison_.asked.joined[rule_].Has(other) && other != rule_) others_.push_back(other);
        grown = true;
      }
    }
    std::sort(others_.begin(), others_.end());
  }

  std::optional<Excess> Run() {
    if (!CanExceed()) return std::nullopt;
    if (others_.size() <= kOthersMax) {
      TryEverySet();
    } else if (above_.Count() <= kAboveMax) {
      TryEveryRuleAbove();
    } else {
      TrySome();
    }
    return std::move(best_);
  }

 private:
  bool CanExceed() const {
    int64_t sum = comparison_.asked.figures[rule_];
    for (const size_t other : others_) sum += comparison_.asked.figures[other];
    return sum > SumOf(comparison_.allowed, comparison_.above[rule_]);
  }

  // `set` has no two joined rules.
  void Try(const std::vector<size_t>& set) {
    if (best_.has_value() && best_->asked.size() <= set.size() + 1) return;
    int64_t asked = comparison_.asked.figures[rule_];
    IndexSet above = comparison_.above[rule_];
    bool once = comparison_.asked_once.Has(rule_);
    for (const size_t i : set) {
      asked += comparison_.asked.figures[i];
      above |= comparison_.above[i];
      once = once && comparison_.asked_once.Has(i);
    }
    if (once && above.IsWithin(comparison_.allowed_once)) return;
    const int64_t allowed = SumOf(comparison_.allowed, above);
    if (asked <= allowed) return;
    Excess excess{
        .asked = set, .allowed = Indices(above), .asked_sum = asked, .allowed_sum = allowed};
    excess.asked.push_back(rule_);
    std::sort(excess.asked.begin(), excess.asked.end());
    best_ = std::move(excess);
  }

  void TryApart(const IndexSet& set) { Try(HeaviestApart(comparison_.asked, set)); }

  void TryEverySet() {
    for (uint32_t mask = 0; mask < uint32_t{1} << others_.size(); ++mask) {
      std::vector<size_t> set;
      bool apart = true;
      for (size_t i = 0; i < others_.size() && apart; ++i) {
        if ((mask >> i & 1) == 0) continue;
        apart = std::none_of(set.begin(), set.end(), [&](size_t taken) {
          return comparison_.asked.joined[others_[i]].Has(taken);
        });
        set.push_back(others_[i]);
      }
      if (apart) Try(set);
    }
  }

  // Of the sets with the same rules above, the one that asks for most tells.
  void TryEveryRuleAbove() {
    const std::vector<size_t> above = Indices(above_);
    for (uint32_t mask = 0; mask < uint32_t{1} << above.size(); ++mask) {
      IndexSet allowed = comparison_.above[rule_];
      for (size_t i = 0; i < above.size(); ++i) {
        if ((mask >> i & 1) != 0) allowed.Add(above[i]);
      }
      TryWithin(allowed);
    }
  }

  void TryWithin(const IndexSet& allowed) {
    IndexSet set(comparison_.asked.figures.size());
    for (const size_t other : others_) {
      if (comparison_.above[other].IsWithin(allowed)) set.Add(other);
    }
    TryApart(set);
  }

  void TrySome() {
    Try({});
    TryWithin(comparison_.above[rule_]);
    for (const size_t other : others_) {
      Try({other});
      IndexSet allowed = comparison_.above[rule_];
      TryWithin(allowed |= comparison_.above[other]);
    }
    above_.ForEach([&](size_t a) {
      IndexSet set(comparison_.asked.figures.size());
      for (const size_t other : others_) {
        if (comparison_.above[other].Has(a)) set.Add(other);
      }
      TryApart(set);
    });
    TryWithin(above_);
  }

  const Comparison& comparison_;
  const size_t rule_;
  IndexSet above_;              // All rules above that have to do with the rule.
  std::vector<size_t> others_;  // All others that do, and are not joined with it.
  std::optional<Excess> best_;
};

}  // namespace

int64_t SumOf(const Side& side, const IndexSet& set) {
  int64_t sum = 0;
  IndexSet joined = set;
  set.ForEach([&](size_t i) {
    if (side.joined[i].Meets(set)) return;
    sum += side.figures[i];
    joined.Remove(i);
  });
  if (joined.Empty()) return sum;
  if (joined.Count() <= kJoinedMax) return sum + LargestOf(side, std::move(joined));
  const std::vector<size_t> apart = HeaviestApart(side, joined);
  return std::accumulate(apart.begin(), apart.end(), sum,
                         [&](int64_t total, size_t i) { return total + side.figures[i]; });
}

std::optional<Excess> FindExcess(const Comparison& comparison, size_t rule,
                                 const IndexSet& others) {
  return Search(comparison, rule, others).Run();
}

}  // namespace xinqiao::policy
