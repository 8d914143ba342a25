#include "libs/policy/rule_classes.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace xinqiao::policy {
namespace {

template <typename T, typename Value>
bool EmptyOrHas(const std::vector<T>& values, const Value& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

// One way in which rules tell posts apart: for each value, the rules that take it.
using Dimension = std::vector<IndexSet>;

// Collects dimensions. Lives for one call of ClassesOf().
class Dimensions {
 public:
  explicit Dimensions(absl::Span<const Bound> rules) : rules_(rules) {}

  // `takes` says of a rule whether it takes the value; one value per call of
  // the inner function.
  template <typename Value, typename Takes>
  void Add(const std::vector<Value>& values, Takes takes) {
    Dimension dimension;
    for (const Value& value : values) {
      IndexSet column(rules_.size());
      for (size_t i = 0; i < rules_.size(); ++i) {
        if (takes(rules_[i], value)) column.Add(i);
      }
      if (std::find(dimension.begin(), dimension.end(), column) == dimension.end()) {
        dimension.push_back(std::move(column));
      }
    }
    dimensions_.push_back(std::move(dimension));
  }

  const std::vector<Dimension>& All() const { return dimensions_; }

 private:
  absl::Span<const Bound> rules_;
  std::vector<Dimension> dimensions_;
};

template <typename Enum>
std::vector<Enum> UpTo(Enum last) {
  std::vector<Enum> values;
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    values.push_back(static_cast<Enum>(value));
  }
  return values;
}

std::vector<std::pair<OrganizationKind, OrganizationLevel>> KindsAndLevels() {
  std::vector<std::pair<OrganizationKind, OrganizationLevel>> pairs;
  for (const OrganizationKind kind : UpTo(OrganizationKind::kOnlinePlatform)) {
    for (const OrganizationLevel level : UpTo(OrganizationLevel::kOutside)) {
      if (HasLevel(kind, level)) pairs.emplace_back(kind, level);
    }
  }
  return pairs;
}

std::vector<Dimension> DimensionsOf(Subject::Of of, absl::Span<const Bound> rules) {
  Dimensions dimensions(rules);
  dimensions.Add(std::vector<Subject::Of>{of}, [](const Bound& rule, Subject::Of value) {
    return rule.subject == nullptr || rule.subject->of == value;
  });
  dimensions.Add(KindsAndLevels(), [](const Bound& rule, const auto& organization) {
    const auto& [kind, level] = organization;
    return EmptyOrHas(rule.scope->organization_kinds, kind) &&
           EmptyOrHas(rule.scope->organization_levels, level) &&
           (rule.subject == nullptr || (EmptyOrHas(rule.subject->organization_kinds, kind) &&
                                        EmptyOrHas(rule.subject->organization_levels, level)));
  });
  const std::vector<bool> either = {false, true};
  if (of == Subject::Of::kOrganizations) {
    dimensions.Add(either, [](const Bound& rule, bool leading_body) {
      return rule.subject == nullptr || !rule.subject->leading_bodies_only || leading_body;
    });
    return dimensions.All();
  }
  dimensions.Add(UpTo(AppointmentType::kPartTime), [](const Bound& rule, auto type) {
    return rule.subject == nullptr || EmptyOrHas(rule.subject->appointment_types, type);
  });
  dimensions.Add(UpTo(RankClass::kSectionOrAbove), [](const Bound& rule, auto rank) {
    return rule.subject == nullptr || EmptyOrHas(rule.subject->rank_classes, rank);
  });
  dimensions.Add(either, [](const Bound& rule, bool leading_body) {
    return rule.subject == nullptr ||
           rule.subject->leading_body.value_or(leading_body) == leading_body;
  });
  dimensions.Add(either, [](const Bound& rule, bool many_youth) {
    return rule.subject == nullptr || rule.subject->many_youth.value_or(many_youth) == many_youth;
  });
  dimensions.Add(either, [](const Bound& rule, bool leadership) {
    return rule.subject == nullptr || !rule.subject->leadership_only || leadership;
  });
  // Every title that a rule names, and one that none does.
  absl::flat_hash_set<absl::string_view> seen;
  std::vector<absl::string_view> titles = {absl::string_view()};
  for (const Bound& rule : rules) {
    if (rule.subject == nullptr) continue;
    for (const std::string& title : rule.subject->titles) {
      if (seen.insert(title).second) titles.push_back(title);
    }
  }
  dimensions.Add(titles, [](const Bound& rule, absl::string_view title) {
    return rule.subject == nullptr || EmptyOrHas(rule.subject->titles, title);
  });
  return dimensions.All();
}

bool MeetsAll(const IndexSet& set, absl::Span<const IndexSet> needed) {
  return std::all_of(needed.begin(), needed.end(),
                     [&](const IndexSet& each) { return set.Meets(each); });
}

// The distinct sets that come of cutting each of `sets` with each of `columns`.
std::optional<std::vector<IndexSet>> Cut(absl::Span<const IndexSet> sets,
                                         absl::Span<const IndexSet> columns,
                                         absl::Span<const IndexSet> needed) {
  absl::flat_hash_set<IndexSet> seen;
  std::vector<IndexSet> result;
  for (const IndexSet& set : sets) {
    for (const IndexSet& column : columns) {
      IndexSet cut = set & column;
      if (!MeetsAll(cut, needed) || !seen.insert(cut).second) continue;
      if (seen.size() > kClassesMax) return std::nullopt;
      result.push_back(std::move(cut));
    }
  }
  return result;
}

}  // namespace

std::optional<std::vector<IndexSet>> ClassesOf(Subject::Of of, absl::Span<const Bound> rules,
                                               absl::Span<const IndexSet> needed) {
  IndexSet all(rules.size());
  for (size_t i = 0; i < rules.size(); ++i) all.Add(i);
  std::vector<IndexSet> classes = {std::move(all)};
  for (const Dimension& dimension : DimensionsOf(of, rules)) {
    std::optional<std::vector<IndexSet>> cut = Cut(classes, dimension, needed);
    if (!cut.has_value()) return std::nullopt;
    classes = *std::move(cut);
  }
  return classes;
}

std::vector<IndexSet> DaysOf(absl::Span<const Bound> rules) {
  std::vector<absl::CivilDay> changes;
  for (const Bound& rule : rules) {
    changes.push_back(rule.in_force.first);
    changes.push_back(rule.in_force.end);
  }
  std::sort(changes.begin(), changes.end());
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  absl::flat_hash_set<IndexSet> seen;
  std::vector<IndexSet> days;
  for (const absl::CivilDay day : changes) {
    IndexSet in_force(rules.size());
    for (size_t i = 0; i < rules.size(); ++i) {
      if (Contains(rules[i].in_force, day)) in_force.Add(i);
    }
    if (!in_force.Empty() && seen.insert(in_force).second) days.push_back(std::move(in_force));
  }
  return days;
}

std::optional<std::vector<IndexSet>> SituationsOf(Subject::Of of, absl::Span<const Bound> rules,
                                                  absl::Span<const IndexSet> needed) {
  const std::optional<std::vector<IndexSet>> classes = ClassesOf(of, rules, needed);
  if (!classes.has_value()) return std::nullopt;
  return Cut(*classes, DaysOf(rules), needed);
}

}  // namespace xinqiao::policy
