#include "libs/policy/guard_frequency.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "libs/policy/acts.h"
#include "libs/policy/excess.h"
#include "libs/policy/guarded_rule.h"
#include "libs/policy/index_set.h"
#include "libs/policy/least_acts.h"
#include "libs/policy/rate.h"
#include "libs/policy/rule_classes.h"

namespace xinqiao::policy {
namespace {

constexpr size_t kNamesMax = 3;
// So that a pack is judged in a moment, whatever it says.
constexpr size_t kSituationsMax = 20'000;
constexpr int64_t kEffortMax = 100'000;

std::string Listed(std::vector<std::string> names) {
  if (names.size() > kNamesMax) {
    const size_t left = names.size() - kNamesMax;
    names.resize(kNamesMax);
    names.push_back(absl::StrCat(left, " more"));
  }
  return absl::StrJoin(names, " and ");
}

LeastActs LeastOf(const std::vector<Act>& acts) {
  absl::flat_hash_map<int, int> labels;  // Kinds, and below 0 places.
  const auto label = [&](int name) {
    return labels.emplace(name, static_cast<int>(labels.size())).first->second;
  };
  std::vector<ActRule> rules;
  std::vector<IndexSet> joined(acts.size(), IndexSet(acts.size()));
  for (size_t i = 0; i < acts.size(); ++i) {
    ActRule& rule = rules.emplace_back();
    rule.organization = acts[i].organization;
    for (const int kind : acts[i].kinds) rule.kinds.push_back(label(kind));
    rule.place = label(-1 - acts[i].place);
    for (size_t before = 0; before < i; ++before) {
      if (!AreJoined(acts[before], acts[i])) continue;
      joined[before].Add(i);
      joined[i].Add(before);
    }
  }
  return LeastActs(rules, std::move(joined));
}

// Guards one group of acts. Lives for one call of FindFrequencyRaises().
class GroupGuard {
 public:
  GroupGuard(const PlacedPack& pack, Subject::Of of, const std::vector<Act>& acts)
      : pack_(pack),
        of_(of),
        acts_(acts),
        least_(LeastOf(acts)),
        checked_(acts.size()),
        above_(acts.size()),
        once_(acts.size()) {
    const IndexSet none(acts_.size());
    for (size_t i = 0; i < acts_.size(); ++i) {
      const Act& act = acts_[i];
      (act.checked ? checked_ : above_).Add(i);
      if (!act.period.has_value()) once_.Add(i);
      rates_.push_back(act.rate);
      counts_.push_back(act.count);
      counts_in_force_.push_back(act.count_in_force);
      bounds_.push_back(act.bound);
      for (const int topic : act.topics) {
        const auto at = static_cast<size_t>(topic);
        if (by_topic_.size() <= at) by_topic_.resize(at + 1, none);
        if (!act.checked) by_topic_[at].Add(i);
      }
      same_rank_.push_back(none);
      replaced_by_.push_back(none);
      outlived_by_.push_back(none);
      for (size_t other = 0; other < acts_.size(); ++other) {
        if (acts_[other].rank == act.rank) same_rank_[i].Add(other);
        if (!TakesPlaceOf(acts_[other], act)) continue;
        replaced_by_[i].Add(other);
        const Period& days = acts_[other].bound.in_force;
        if (Intersect(days, act.bound.in_force) == act.bound.in_force) outlived_by_[i].Add(other);
      }
    }
  }

  void Run(std::vector<Raise>& raises) {
    const std::optional<std::vector<IndexSet>> classes =
        ClassesOf(of_, bounds_, {checked_, above_});
    if (!classes.has_value() || !FindSituations(*classes)) {
      checked_.ForEach([&](size_t i) { raises.push_back(TooMany(i)); });
      return;
    }
    if (situations_.empty()) return;
    // A rule that does not stand takes the place of none: then look again.
    IndexSet raising(acts_.size());
    for (bool again = true; again;) {
      again = false;
      IndexSet standing(acts_.size());
      checked_.ForEach([&](size_t i) {
        if (raising.Has(i)) return;
        std::optional<Raise> raise = RaiseBy(i, standing, raising);
        if (!raise.has_value()) {
          standing.Add(i);
          return;
        }
        raises.push_back(*std::move(raise));
        raising.Add(i);
        again = true;
      });
    }
  }

 private:
  // Rules that meet on some post, and may ask for too much together.
  struct Situation {
    IndexSet binding;        // On one day; by counts, on any day.
    bool by_counts = false;  // Those without a period, over all days.
  };

  // False when there are too many.
  bool FindSituations(absl::Span<const IndexSet> classes) {
    days_ = DaysOf(bounds_);
    const IndexSet checked_once = checked_ & once_;
    const IndexSet above_once = above_ & once_;
    absl::flat_hash_set<IndexSet> seen;
    for (const IndexSet& one : classes) {
      for (const IndexSet& day : days_) {
        IndexSet binding = one & day;
        if (!binding.Meets(checked_) || !binding.Meets(above_)) continue;
        if (!seen.insert(binding).second) continue;
        if (seen.size() > kSituationsMax) return false;
        if (MayExceed(binding)) situations_.push_back({.binding = std::move(binding)});
      }
      if (one.Meets(checked_once) && one.Meets(above_once)) {
        situations_.push_back({.binding = one, .by_counts = true});
      }
      if (situations_.size() > kSituationsMax) return false;
    }
    return true;
  }

  // For each topic of the rule those above of the highest level that has any.
  IndexSet AboveOf(size_t rule, const IndexSet& binding) const {
    IndexSet above(acts_.size());
    for (const int topic : acts_[rule].topics) {
      const IndexSet all = binding & by_topic_[static_cast<size_t>(topic)];
      if (!all.Empty()) above |= all & same_rank_[all.First()];
    }
    return above;
  }

  // Whether there is need to look closer: a quick look at most situations.
  bool MayExceed(const IndexSet& binding) const {
    const double asked = least_.AtMost(rates_, binding);
    bool may_exceed = false;
    (binding & checked_).ForEach([&](size_t i) {
      if (may_exceed) return;
      const IndexSet above = AboveOf(i, binding);
      may_exceed = !above.Empty() && asked > least_.AtLeast(rates_, above);
    });
    return may_exceed;
  }

  Comparison ComparisonOf(const Situation& situation) const {
    std::vector<IndexSet> above(acts_.size(), IndexSet(acts_.size()));
    if (!situation.by_counts) {
      situation.binding.ForEach([&](size_t i) { above[i] = AboveOf(i, situation.binding); });
      return {.least = &least_,
              .asked = rates_,
              .allowed = rates_,
              .above = std::move(above),
              .once = once_};
    }
    for (const IndexSet& day : days_) {
      const IndexSet binding = situation.binding & day;
      (binding & once_).ForEach([&](size_t i) {
        const IndexSet on_day = AboveOf(i, binding);
        if (on_day.IsWithin(once_)) above[i] |= on_day;
      });
    }
    return {.least = &least_,
            .asked = counts_in_force_,
            .allowed = counts_,
            .above = std::move(above),
            .once = IndexSet(acts_.size())};
  }

  // Those above that bind, and whose place none of `others` takes.
  IndexSet AskedAbove(const Situation& situation, const IndexSet& others) const {
    const std::vector<IndexSet>& replaced = situation.by_counts ? outlived_by_ : replaced_by_;
    IndexSet asked = situation.binding & above_;
    (situation.binding & above_).ForEach([&](size_t i) {
      if (replaced[i].Meets(others)) asked.Remove(i);
    });
    return asked;
  }

  // What the rule raises together with those that stand.
  std::optional<Raise> RaiseBy(size_t rule, const IndexSet& standing, const IndexSet& raising) {
    for (const Situation& situation : situations_) {
      if (!situation.binding.Has(rule)) continue;
      if (effort_.left-- <= 0) return TooMany(rule);
      const Comparison comparison = ComparisonOf(situation);
      if (comparison.above[rule].Empty()) continue;
      IndexSet present = situation.binding;
      present -= raising;
      IndexSet asked = AskedAbove(situation, present);
      asked |= standing & situation.binding;
      asked.Add(rule);
      const IndexSet before = AskedAbove(situation, situation.binding & above_);
      const std::optional<Excess> excess = FindExcess(comparison, rule, asked, before, effort_);
      if (excess.has_value()) return RaiseOf(rule, *excess, situation.by_counts);
      if (effort_.left <= 0) return TooMany(rule);
    }
    return std::nullopt;
  }

  Raise RaiseOf(size_t rule, const Excess& excess, bool by_counts) const {
    const RuleRef& ceiling = acts_[Highest(excess.allowed)].rule;
    Raise raise{
        .rule = acts_[rule].rule.place,
        .scope = CeilingScope::kFrequency,
        .ceiling = ceiling,
        .reason = ReasonOf(excess, rule, by_counts, ceiling),
    };
    for (const std::vector<size_t>& acts : {excess.allowed, excess.asked}) {
      for (const size_t i : acts) {
        const RuleRef& other = acts_[i].rule;
        if (!acts_[i].checked && !(other == ceiling)) raise.others.push_back(other);
      }
    }
    return raise;
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
      return {.asked = RateText(excess.asked_sum, unit),
              .asked_in = period,
              .allowed = absl::StrCat(RateText(excess.allowed_sum, unit), " ", period),
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
  const LeastActs least_;
  IndexSet checked_;
  IndexSet above_;
  IndexSet once_;  // Without a period.
  std::vector<int64_t> rates_;
  std::vector<int64_t> counts_;
  std::vector<int64_t> counts_in_force_;
  std::vector<Bound> bounds_;
  std::vector<IndexSet> by_topic_;     // Of those above; by rank.
  std::vector<IndexSet> same_rank_;    // By act.
  std::vector<IndexSet> replaced_by_;  // By act, those that take its place.
  std::vector<IndexSet> outlived_by_;  // Of these, those that are in force whenever it is.
  std::vector<IndexSet> days_;         // What is in force together on some day.
  std::vector<Situation> situations_;
  Effort effort_{.left = kEffortMax};
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
