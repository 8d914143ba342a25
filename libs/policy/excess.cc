#include "libs/policy/excess.h"

#include <algorithm>
#include <utility>

namespace xinqiao::policy {
namespace {

constexpr size_t kUnionsMax = 9;
constexpr size_t kPairsMax = 24;
constexpr int64_t kTry = 10;
constexpr double kRounding = 1e-9;

bool IsMore(double a, double b) { return a > b * (1 + kRounding) + kRounding; }

// Looks for an excess with one rule. Lives for one call of FindExcess().
class Search {
 public:
  Search(const Comparison& comparison, size_t rule, const IndexSet& asked, const IndexSet& before,
         Effort& effort)
      : comparison_(comparison),
        effort_(effort),
        asked_(asked),
        before_(before),
        least_(comparison.above[rule]),
        all_(comparison.above[rule]) {
    CollectUnions();
  }

  std::optional<Excess> Run() {
    if (least_.Empty()) return std::nullopt;
    // Whatever is added to the set above only allows for more.
    if (!IsMore(comparison_.least->AtMost(comparison_.asked, Within(asked_, all_)),
                comparison_.least->AtLeast(comparison_.allowed, least_))) {
      return std::nullopt;
    }
    Try(least_);
    if (unions_.size() <= kUnionsMax) {
      TryEvery(0, least_);
    } else {
      TrySome();
    }
    return std::move(best_);
  }

 private:
  // What shares no acts with the rule, over any number of others, adds as much
  // to what is allowed as to what is asked.
  void CollectUnions() {
    std::vector<IndexSet> rest;
    asked_.ForEach([&](size_t i) {
      const IndexSet& above = comparison_.above[i];
      if (above.Empty() || above.IsWithin(least_)) return;
      if (std::find(rest.begin(), rest.end(), above) == rest.end()) rest.push_back(above);
    });
    for (bool grown = true; grown;) {
      grown = false;
      IndexSet near = all_;
      all_.ForEach([&](size_t i) { near |= comparison_.least->Near(i); });
      for (auto it = rest.begin(); it != rest.end();) {
        if (!it->Meets(near)) {
          ++it;
          continue;
        }
        all_ |= *it;
        unions_.push_back(std::move(*it));
        it = rest.erase(it);
        grown = true;
      }
    }
  }

  IndexSet Within(const IndexSet& rules, const IndexSet& above) const {
    IndexSet within = rules;
    rules.ForEach([&](size_t i) {
      const IndexSet& of_rule = comparison_.above[i];
      if (of_rule.Empty() || !of_rule.IsWithin(above)) within.Remove(i);
    });
    return within;
  }

  double Asked(const IndexSet& rules) const {
    return comparison_.least->Of(comparison_.asked, rules).acts;
  }

  void Try(const IndexSet& above) {
    if (effort_.left <= 0) return;
    const IndexSet within = Within(asked_, above);
    const double at_least = comparison_.least->AtLeast(comparison_.allowed, above);
    if (!IsMore(comparison_.least->AtMost(comparison_.asked, within), at_least)) return;
    effort_.left -= kTry;
    const LeastActs::Answer asked = comparison_.least->Of(comparison_.asked, within);
    if (best_.has_value() && best_->asked.size() <= asked.because.size()) return;
    if (!IsMore(asked.acts, at_least)) return;
    IndexSet once = Within(within, above & comparison_.once);
    once &= comparison_.once;
    once |= above;
    const LeastActs::Answer allowed = comparison_.least->Of(comparison_.allowed, once);
    if (!IsMore(asked.acts, allowed.acts)) return;
    if (!IsMore(asked.acts, Asked(Within(before_, above)))) return;

    Excess excess{
        .asked = asked.because, .asked_sum = asked.rounded, .allowed_sum = allowed.rounded};
    above.ForEach([&](size_t i) { excess.allowed.push_back(i); });
    best_ = std::move(excess);
  }

  // Every union with those from `next` on.
  void TryEvery(size_t next, const IndexSet& above) {
    for (size_t i = next; i < unions_.size(); ++i) {
      if (unions_[i].IsWithin(above)) continue;
      IndexSet with = above;
      with |= unions_[i];
      Try(with);
      TryEvery(i + 1, with);
    }
  }

  void TrySome() {
    for (size_t i = 0; i < unions_.size(); ++i) {
      IndexSet one = least_;
      one |= unions_[i];
      Try(one);
      for (size_t j = i + 1; j < std::min(kPairsMax, unions_.size()); ++j) {
        IndexSet two = one;
        two |= unions_[j];
        Try(two);
      }
    }
    all_.ForEach([&](size_t a) {
      IndexSet about = least_;
      for (const IndexSet& above : unions_) {
        if (above.Has(a)) about |= above;
      }
      Try(about);
    });
    Try(all_);
  }

  const Comparison& comparison_;
  Effort& effort_;
  const IndexSet& asked_;
  const IndexSet& before_;
  const IndexSet least_;          // The rules above the rule itself.
  IndexSet all_;                  // All rules above that have to do with it.
  std::vector<IndexSet> unions_;  // Of these, those above one rule that is asked.
  std::optional<Excess> best_;
};

}  // namespace

std::optional<Excess> FindExcess(const Comparison& comparison, size_t rule, const IndexSet& asked,
                                 const IndexSet& before, Effort& effort) {
  return Search(comparison, rule, asked, before, effort).Run();
}

}  // namespace xinqiao::policy
