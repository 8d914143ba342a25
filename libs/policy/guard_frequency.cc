#include "libs/policy/guard_frequency.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "libs/policy/acts.h"
#include "libs/policy/excess.h"
#include "libs/policy/guarded_rule.h"
#include "libs/policy/index_set.h"
#include "libs/policy/rate.h"
#include "libs/policy/rule_classes.h"

namespace xinqiao::policy {
namespace {

constexpr size_t kNamesMax = 3;

std::string Listed(std::vector<std::string> names) {
  if (names.size() > kNamesMax) {
    const size_t left = names.size() - kNamesMax;
    names.resize(kNamesMax);
    names.push_back(absl::StrCat(left, " more"));
  }
  return absl::StrJoin(names, " and ");
}

// Guards one group of acts. Lives for one call of FindFrequencyRaises().
class GroupGuard {
 public:
  GroupGuard(const PlacedPack& pack, Subject::Of of, const std::vector<Act>& acts)
      : pack_(pack),
        of_(of),
        acts_(acts),
        checked_(acts.size()),
        asks_(acts.size()),
        above_(acts.size()),
        once_(acts.size()),
        joined_(acts.size(), IndexSet(acts.size())) {
    for (size_t i = 0; i < acts_.size(); ++i) {
      const Act& act = acts_[i];
      if (act.checked) checked_.Add(i);
      if (act.asks) asks_.Add(i);
      if (act.above) above_.Add(i);
      if (!act.period.has_value()) once_.Add(i);
      rates_.push_back(act.rate);
      counts_.push_back(act.count);
      counts_in_force_.push_back(act.count_in_force);
      bounds_.push_back(act.bound);
      if (act.asks) asking_ = i + 1;
      for (const int topic : act.topics) {
        const auto at = static_cast<size_t>(topic);
        if (by_topic_.size() <= at) by_topic_.resize(at + 1, IndexSet(acts_.size()));
        if (act.above) by_topic_[at].Add(i);
      }
      same_rank_.emplace_back(acts_.size());
      for (size_t other = 0; other < acts_.size(); ++other) {
        if (acts_[other].rank == act.rank) same_rank_[i].Add(other);
      }
      for (size_t before = 0; before < i; ++before) {
        if (!AreJoined(acts_[before], act)) continue;
        joined_[before].Add(i);
        joined_[i].Add(before);
      }
    }
  }

  void Run(std::vector<Raise>& raises) {
    const std::optional<std::vector<IndexSet>> classes =
        ClassesOf(of_, bounds_, {checked_, above_});
    if (!classes.has_value()) {
      checked_.ForEach([&](size_t i) { raises.push_back(TooMany(i)); });
      return;
    }
    FindSuspects(*classes);
    IndexSet standing = asks_;
    checked_.ForEach([&](size_t i) { standing.Remove(i); });
    checked_.ForEach([&](size_t i) {
      const std::optional<Raise> raise = RaiseBy(i, standing);
      if (raise.has_value()) {
        raises.push_back(*raise);
      } else {
        standing.Add(i);
      }
    });
  }

 private:
  // Rules that meet on some post, and ask for too much if all of them stand.
  struct Suspect {
    Comparison comparison;
    IndexSet asking;  // All that ask for something with a rule above.
    bool by_counts = false;
  };

  void FindSuspects(absl::Span<const IndexSet> classes) {
    const std::vector<IndexSet> days = DaysOf(bounds_);
    const bool some_once = once_.Meets(checked_) && once_.Meets(above_);
    absl::flat_hash_set<IndexSet> seen;
    for (const IndexSet& one : classes) {
      std::vector<IndexSet> above_once(some_once ? asking_ : 0, IndexSet(acts_.size()));
      IndexSet before(acts_.size());
      for (const IndexSet& day : days) {
        const IndexSet binding = one & day;
        if (binding == before || !binding.Meets(checked_) || !binding.Meets(above_)) continue;
        before = binding;
        if (some_once) {
          (binding & asks_ & once_).ForEach([&](size_t i) {
            const IndexSet above = AboveOf(i, binding);
            if (above.IsWithin(once_)) above_once[i] |= above;
          });
        }
        if (MayExceed(binding) && seen.insert(binding).second) {
          std::vector<IndexSet> above(asking_, IndexSet(acts_.size()));
          (binding & asks_).ForEach([&](size_t i) { above[i] = AboveOf(i, binding); });
          AddIfSuspect(std::move(above), false);
        }
      }
      if (some_once) AddIfSuspect(std::move(above_once), true);
    }
  }

  // The rules above that share a topic with the rule for which nobody higher has
  // any.
  IndexSet AboveOf(size_t rule, const IndexSet& binding) const {
    IndexSet above(acts_.size());
    for (const int topic : acts_[rule].topics) {
      const IndexSet all = binding & by_topic_[static_cast<size_t>(topic)];
      // The own organization's are last in rank, and first in order.
      IndexSet higher = all;
      higher -= asks_;
      if (higher.Empty()) {
        above |= all;
      } else {
        above |= higher & same_rank_[higher.First()];
      }
    }
    return above;
  }

  // Whether there is need to look closer: a quick look at most situations.
  bool MayExceed(const IndexSet& binding) const {
    int64_t asked = 0;
    (binding & asks_).ForEach([&](size_t i) { asked += rates_[i]; });
    bool may_exceed = false;
    (binding & checked_).ForEach([&](size_t i) {
      if (may_exceed) return;
      int64_t allowed = 0;
      const IndexSet above = AboveOf(i, binding);
      above.ForEach([&](size_t a) { allowed = std::max(allowed, rates_[a]); });
      may_exceed = !above.Empty() && asked > allowed;
    });
    return may_exceed;
  }

  void AddIfSuspect(std::vector<IndexSet> above, bool by_counts) {
    IndexSet asking(acts_.size());
    for (size_t i = 0; i < above.size(); ++i) {
      if (!above[i].Empty()) asking.Add(i);
    }
    const IndexSet none(acts_.size());
    Suspect suspect{
        .comparison = {.asked = {by_counts ? counts_in_force_ : rates_, joined_},
                       .allowed = {by_counts ? counts_ : rates_, joined_},
                       .above = std::move(above),
                       .asked_once = by_counts ? none : once_,
                       .allowed_once = by_counts ? none : once_},
        .asking = asking,
        .by_counts = by_counts,
    };
    bool exceeds = false;
    (checked_ & asking).ForEach([&](size_t i) {
      IndexSet others = asking;
      others.Remove(i);
      exceeds = exceeds || FindExcess(suspect.comparison, i, others).has_value();
    });
    if (exceeds) suspects_.push_back(std::move(suspect));
  }

  // What the rule raises together with those that stand.
  std::optional<Raise> RaiseBy(size_t rule, const IndexSet& standing) const {
    std::optional<Excess> worst;
    bool by_counts = false;
    for (const Suspect& suspect : suspects_) {
      if (!suspect.asking.Has(rule)) continue;
      std::optional<Excess> excess =
          FindExcess(suspect.comparison, rule, suspect.asking & standing);
      if (!excess.has_value()) continue;
      if (worst.has_value() && worst->asked.size() <= excess->asked.size()) continue;
      worst = std::move(excess);
      by_counts = suspect.by_counts;
    }
    if (!worst.has_value()) return std::nullopt;
    const RuleRef& ceiling = acts_[Highest(worst->allowed)].rule;
    return Raise{
        .rule = acts_[rule].rule.place,
        .scope = CeilingScope::kFrequency,
        .ceiling = ceiling,
        .reason = ReasonOf(*worst, rule, by_counts, ceiling),
    };
  }

  size_t Highest(const std::vector<size_t>& acts) const {
    return *std::min_element(acts.begin(), acts.end(),
                             [&](size_t a, size_t b) { return acts_[a].rank < acts_[b].rank; });
  }

  std::string ReasonOf(const Excess& excess, size_t rule, bool by_counts,
                       const RuleRef& ceiling) const {
    std::vector<std::string> with;
    for (const size_t i : excess.asked) {
      if (i == rule) continue;
      with.push_back(acts_[i].checked ? FieldOf(acts_[i].rule.place) : NameOf(acts_[i].rule));
    }
    std::vector<std::string> names;
    for (const size_t i : excess.allowed) names.push_back(NameOf(acts_[i].rule));

    const Figures figures = FiguresOf(excess, by_counts);
    const Nouns nouns = NounsOf(acts_[rule].rule);
    const absl::string_view what = figures.one ? nouns.one : nouns.many;
    return absl::StrCat("asks ",
                        with.empty() ? "" : absl::StrCat("together with ", Listed(with), " "),
                        "for ", figures.asked, " ", what, " ", figures.asked_in, ", more than ",
                        figures.allowed, " of ", Listed(names), StandingOf(pack_, ceiling));
  }

  struct Figures {
    std::string asked;
    std::string asked_in;
    std::string allowed;
    bool one = false;
  };

  // In the words of the rules where they have the same period, otherwise by year.
  Figures FiguresOf(const Excess& excess, bool by_counts) const {
    const Act& first = acts_[excess.asked[0]];
    const auto alike = [&](size_t i) { return acts_[i].period == first.period; };
    const bool same = std::all_of(excess.asked.begin(), excess.asked.end(), alike) &&
                      std::all_of(excess.allowed.begin(), excess.allowed.end(), alike);
    const std::string period = PeriodText(first.period);
    if (by_counts || (same && first.period.has_value())) {
      const int64_t unit = by_counts ? 1 : YearlyRate(1, first.period, {});
      return {.asked = absl::StrCat(excess.asked_sum / unit),
              .asked_in = period,
              .allowed = absl::StrCat(excess.allowed_sum / unit, " ", period),
              .one = excess.asked_sum == unit};
    }
    const auto yearly = [](int64_t rate) { return absl::StrCat(RateText(rate), " a year"); };
    Figures figures{.asked = RateText(excess.asked_sum),
                    .asked_in = "a year",
                    .allowed = yearly(excess.allowed_sum),
                    .one = excess.asked_sum == kRateUnits};
    if (excess.asked.size() == 1 && first.period != PeriodKind::kYear) {
      figures.asked = absl::StrCat(first.count);
      figures.asked_in = absl::StrCat(period, " (", yearly(excess.asked_sum), ")");
      figures.one = first.count == 1;
    }
    if (excess.allowed.size() == 1 && acts_[excess.allowed[0]].period != PeriodKind::kYear) {
      const Act& allowed = acts_[excess.allowed[0]];
      figures.allowed = absl::StrCat(allowed.count, " ", PeriodText(allowed.period), " (",
                                     yearly(excess.allowed_sum), ")");
    }
    return figures;
  }

  Raise TooMany(size_t rule) const {
    return {.rule = acts_[rule].rule.place,
            .scope = CeilingScope::kFrequency,
            .ceiling = acts_.back().rule,
            .reason = TooManyClasses()};
  }

  const PlacedPack& pack_;
  const Subject::Of of_;
  const std::vector<Act>& acts_;
  IndexSet checked_;
  IndexSet asks_;
  IndexSet above_;
  IndexSet once_;  // Without a period.
  std::vector<IndexSet> joined_;
  std::vector<int64_t> rates_;
  std::vector<int64_t> counts_;
  std::vector<int64_t> counts_in_force_;
  std::vector<Bound> bounds_;
  size_t asking_ = 0;                // Those that ask come first.
  std::vector<IndexSet> by_topic_;   // Of those above.
  std::vector<IndexSet> same_rank_;  // By act.
  std::vector<Suspect> suspects_;
};

}  // namespace

std::vector<Raise> FindFrequencyRaises(const PlacedPack& pack, absl::Span<const PlacedPack> above) {
  const std::pair<ActFamily, Subject::Of> families[] = {
      {ActFamily::kDutiesOfPosts, Subject::Of::kPosts},
      {ActFamily::kDutiesOfOrganizations, Subject::Of::kOrganizations},
      {ActFamily::kCadences, Subject::Of::kPosts},
  };
  std::vector<Raise> raises;
  for (const auto& [family, of] : families) {
    for (const std::vector<Act>& acts : ActsOf(pack, above, family)) {
      GroupGuard(pack, of, acts).Run(raises);
    }
  }
  return raises;
}

}  // namespace xinqiao::policy
