// Duties and cadences as the oracle of the guard sees them: see guard_oracle.h.

#ifndef XINQIAO_TESTS_LIBS_POLICY_GUARD_FIGURES_H_
#define XINQIAO_TESTS_LIBS_POLICY_GUARD_FIGURES_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/policy/index_set.h"
#include "libs/policy/least_acts.h"
#include "libs/policy/placed_pack.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {

inline double PerYear(int64_t count, const std::optional<PeriodKind>& period,
                      const Period& effective) {
  const auto times = static_cast<double>(count);
  if (!period.has_value()) return times * 365 / static_cast<double>(Days(effective));
  return times * (*period == PeriodKind::kQuarter ? 4 : 6);
}

// A published pack, and when.
struct Published {
  RulePack rules;
  PlacedPack placed;
  int order = 0;
};

// A duty or a cadence as the oracle sees it.
struct Figure {
  const Published* from = nullptr;
  std::string id;
  std::vector<std::string> topics;
  std::vector<std::string> kinds;
  std::vector<std::string> joins;
  bool cadence = false;
  Period effective;
  Period in_force;
  std::optional<PeriodKind> period;
  int64_t count = 0;

  double Rate() const { return PerYear(count, period, effective); }
  double Count() const { return static_cast<double>(count); }
  double CountInForce() const {
    return static_cast<double>(count * Days(in_force) / Days(effective));
  }
};

inline bool Share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

inline bool Joined(const Figure& a, const Figure& b) {
  if (a.from != b.from) {
    return a.from->placed.organization_id == b.from->placed.organization_id &&
           (a.cadence || a.id == b.id);
  }
  return Share(a.kinds, b.kinds) && Days(Intersect(a.in_force, b.in_force)) > 0 &&
         (a.cadence || Share(a.joins, {b.id}) || Share(b.joins, {a.id}));
}

// Whether `later` is in force in the place of `each` where both bind.
inline bool Replaces(const Figure& later, const Figure& each) {
  if (later.from == each.from || later.cadence != each.cadence) return false;
  if (later.cadence ? later.topics != each.topics : later.id != each.id) return false;
  const int step = later.from->placed.step;
  if (step != each.from->placed.step) return step > each.from->placed.step;
  if (later.in_force.first != each.in_force.first) {
    return later.in_force.first > each.in_force.first;
  }
  return later.from->order > each.from->order;
}

using Set = std::vector<const Figure*>;

template <typename Keep>
Set Those(const Set& all, Keep keep) {
  Set set;
  std::copy_if(all.begin(), all.end(), std::back_inserter(set), keep);
  return set;
}

inline bool Holds(const Set& set, const Figure* figure) {
  return std::find(set.begin(), set.end(), figure) != set.end();
}

// The fewest acts that meet them; least_acts_test.cc proves how they are counted.
inline double Fewest(const Set& set, double (Figure::*figure)() const) {
  std::map<std::string, int> kinds;
  std::map<std::string, int> organizations;
  const auto number = [](std::map<std::string, int>& numbers, const std::string& name) {
    return numbers.emplace(name, static_cast<int>(numbers.size())).first->second;
  };
  std::vector<ActRule> rules;
  std::vector<IndexSet> joined(set.size(), IndexSet(set.size()));
  std::vector<int64_t> figures;
  IndexSet all(set.size());
  for (size_t i = 0; i < set.size(); ++i) {
    const Figure& each = *set[i];
    const std::string& organization = each.from->placed.organization_id;
    ActRule& rule = rules.emplace_back();
    rule.organization = number(organizations, organization);
    // Metrics have nothing to do with each other.
    const std::string metric = each.cadence ? each.topics[0] : "";
    for (const std::string& kind : each.kinds) {
      rule.kinds.push_back(number(kinds, absl::StrCat(metric, " ", kind)));
    }
    rule.place = number(kinds, absl::StrCat(organization, " ", metric, each.id));
    for (size_t j = 0; j < i; ++j) {
      if (!Joined(each, *set[j])) continue;
      joined[i].Add(j);
      joined[j].Add(i);
    }
    figures.push_back(std::llround((each.*figure)() * 1e9));
    all.Add(i);
  }
  return LeastActs(rules, std::move(joined)).Of(figures, all).acts / 1e9;
}

}  // namespace xinqiao::policy

#endif  // XINQIAO_TESTS_LIBS_POLICY_GUARD_FIGURES_H_
