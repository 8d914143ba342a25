#include "libs/policy/guard.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/policy/guard_frequency.h"
#include "libs/policy/guard_new_work.h"
#include "libs/policy/guarded_rule.h"
#include "libs/policy/index_set.h"
#include "libs/policy/rate.h"
#include "libs/policy/rule_classes.h"

namespace xinqiao::policy {
namespace {

// A rule with one figure or two that are compared by themselves.
struct Figure {
  RuleRef rule;
  Rank rank{};
  bool checked = false;
  int64_t value = 0;  // A number of contacts, or a share in percent; -1: no share.
  int64_t rate = 0;   // How often the share is to be reached.
  Bound bound;
};

// Rules about one object or metric, those of the checked pack first.
using Figures = std::vector<Figure>;

// What the highest level that set something sets.
struct Allowed {
  const Figure* value = nullptr;  // Nothing: nobody set it.
  const Figure* rate = nullptr;
};

Figure FigureOf(const PlacedPack& pack, const RuleRef& rule, const Subject& subject) {
  const bool checked = rule.pack == &pack;
  return {.rule = rule,
          .rank = checked ? OwnRank(pack) : RankOf(pack, *rule.pack),
          .checked = checked,
          .bound = BoundOf(rule, &subject)};
}

void AddQuotas(const PlacedPack& pack, const PlacedPack& from,
               std::map<ContactObject, Figures>& figures) {
  for (size_t i = 0; i < from.rules->contact_quotas.size(); ++i) {
    const ContactQuota& quota = from.rules->contact_quotas[i];
    if (quota.voluntary || quota.required_count <= 0) continue;
    Figure figure = FigureOf(pack, {&from, {RuleType::kContactQuota, i}}, quota.subject);
    figure.value = quota.required_count;
    figures[quota.object].push_back(std::move(figure));
  }
}

void AddShares(const PlacedPack& pack, const PlacedPack& from,
               std::map<CadenceMetric, Figures>& figures) {
  for (size_t i = 0; i < from.rules->cadences.size(); ++i) {
    const Cadence& cadence = from.rules->cadences[i];
    const bool share = cadence.reach_above_percent.has_value();
    if (cadence.voluntary || (cadence.required_count <= 0 && !share)) continue;
    Figure figure = FigureOf(pack, {&from, {RuleType::kCadence, i}}, cadence.subject);
    figure.value = cadence.reach_above_percent.value_or(-1);
    figure.rate = share ? YearlyRate(1, cadence.period, cadence.effective) : 0;
    figures[cadence.metric].push_back(std::move(figure));
  }
}

// Of several of the highest level the largest, and the first of these.
Allowed AllowedIn(const Figures& figures, const IndexSet& situation) {
  Allowed allowed;
  situation.ForEach([&](size_t i) {
    const Figure& figure = figures[i];
    if (figure.checked) return;
    const auto take = [&](const Figure*& best, int64_t Figure::*what) {
      if (best == nullptr || figure.rank < best->rank ||
          (figure.rank == best->rank && figure.*what > best->*what)) {
        best = &figure;
      }
    };
    take(allowed.value, &Figure::value);
    take(allowed.rate, &Figure::rate);
  });
  return allowed;
}

// Which of two ceilings of a rule is named: the higher, then the earlier.
bool IsBefore(const RuleRef& a, const RuleRef& b) {
  return std::tuple(a.pack->step, a.pack, a.place.index) <
         std::tuple(b.pack->step, b.pack, b.place.index);
}

std::string QuotaReason(const PlacedPack& pack, const Figure& asked, const Figure& allowed) {
  const Nouns nouns = NounsOf(asked.rule);
  return absl::StrCat("asks for ", asked.value, " ", asked.value == 1 ? nouns.one : nouns.many,
                      ", more than ", allowed.value, " of ", NameOf(allowed.rule),
                      StandingOf(pack, allowed.rule));
}

std::string ShareReason(const PlacedPack& pack, const Figure& asked, const Figure& allowed,
                        bool by_rate) {
  const auto period = [](const Figure& figure) {
    return PeriodText(figure.rule.pack->rules->cadences[figure.rule.place.index].period);
  };
  const std::string start =
      absl::StrCat("asks to reach more than ", asked.value, " % of the links ");
  const std::string name = absl::StrCat(NameOf(allowed.rule), StandingOf(pack, allowed.rule));
  if (allowed.value < 0) {
    return absl::StrCat(start, period(asked), ", and no share is asked for by ", name);
  }
  if (by_rate) {
    return absl::StrCat(start, period(asked), ", more often than once ", period(allowed), " of ",
                        name);
  }
  return absl::StrCat(start, period(asked), ", more than ", allowed.value, " % of ", name);
}

// Compares each figure of the checked pack by itself with the highest level.
class FigureGuard {
 public:
  FigureGuard(const PlacedPack& pack, const Figures& figures) : pack_(pack), figures_(figures) {}

  void Run(std::vector<Raise>& raises) {
    IndexSet checked(figures_.size());
    IndexSet above(figures_.size());
    std::vector<Bound> bounds;
    for (size_t i = 0; i < figures_.size(); ++i) {
      (figures_[i].checked ? checked : above).Add(i);
      bounds.push_back(figures_[i].bound);
    }
    if (checked.Empty() || above.Empty()) return;
    const std::optional<std::vector<IndexSet>> situations =
        SituationsOf(Subject::Of::kPosts, bounds, {checked, above});
    checked.ForEach([&](size_t i) {
      std::optional<Raise> raise;
      if (!situations.has_value()) {
        raise = RaiseOf(figures_[i], figures_.back(), TooManyClasses());
      } else {
        for (const IndexSet& situation : *situations) {
          if (situation.Has(i)) Compare(figures_[i], AllowedIn(figures_, situation), raise);
        }
      }
      if (raise.has_value()) raises.push_back(*std::move(raise));
    });
  }

 private:
  void Compare(const Figure& asked, const Allowed& allowed, std::optional<Raise>& raise) const {
    if (allowed.value == nullptr) return;
    const bool by_rate = asked.value <= allowed.value->value;
    if (by_rate && asked.rate <= allowed.rate->rate) return;
    const Figure& ceiling = by_rate ? *allowed.rate : *allowed.value;
    if (raise.has_value() && !IsBefore(ceiling.rule, raise->ceiling)) return;
    raise = RaiseOf(asked, ceiling,
                    asked.rule.place.type == RuleType::kContactQuota
                        ? QuotaReason(pack_, asked, ceiling)
                        : ShareReason(pack_, asked, ceiling, by_rate));
  }

  static Raise RaiseOf(const Figure& asked, const Figure& ceiling, std::string reason) {
    const bool quota = asked.rule.place.type == RuleType::kContactQuota;
    return {.rule = asked.rule.place,
            .scope = quota ? CeilingScope::kContactNumber : CeilingScope::kFrequency,
            .ceiling = ceiling.rule,
            .reason = std::move(reason)};
  }

  const PlacedPack& pack_;
  const Figures& figures_;
};

}  // namespace

std::vector<Raise> FindRaises(const PlacedPack& pack, absl::Span<const PlacedPack> above) {
  std::map<ContactObject, Figures> quotas;
  std::map<CadenceMetric, Figures> shares;
  AddQuotas(pack, pack, quotas);
  AddShares(pack, pack, shares);
  for (const PlacedPack& other : above) {
    AddQuotas(pack, other, quotas);
    AddShares(pack, other, shares);
  }
  std::vector<Raise> raises = FindFrequencyRaises(pack, above);
  for (const auto& [object, figures] : quotas) FigureGuard(pack, figures).Run(raises);
  for (const auto& [metric, figures] : shares) FigureGuard(pack, figures).Run(raises);
  for (Raise& raise : FindNewWork(pack, above)) raises.push_back(std::move(raise));

  const auto place = [](const Raise& raise) {
    return std::tuple(raise.rule.type, raise.rule.index, raise.scope);
  };
  std::stable_sort(raises.begin(), raises.end(),
                   [&](const Raise& a, const Raise& b) { return place(a) < place(b); });
  // A cadence may raise its number and its share.
  raises.erase(std::unique(raises.begin(), raises.end(),
                           [&](const Raise& a, const Raise& b) { return place(a) == place(b); }),
               raises.end());
  return raises;
}

RulePack WithVoluntary(RulePack rules, absl::Span<const Raise> raises) {
  for (const Raise& raise : raises) {
    if (!raise.binding) continue;
    const size_t i = raise.rule.index;
    if (raise.rule.type == RuleType::kDuty) rules.duties[i].voluntary = true;
    if (raise.rule.type == RuleType::kContactQuota) rules.contact_quotas[i].voluntary = true;
    if (raise.rule.type == RuleType::kCadence) rules.cadences[i].voluntary = true;
  }
  return rules;
}

}  // namespace xinqiao::policy
