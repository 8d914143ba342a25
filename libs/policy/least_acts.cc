#include "libs/policy/least_acts.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace xinqiao::policy {
namespace {

constexpr double kNothing = 1e-9;  // Figures are at most 1 here.

// Adds to `found` every largest set of `candidates` in which all are joined, with
// `clique` and without `done` (Bron and Kerbosch).
void AddCliques(absl::Span<const IndexSet> joined, const IndexSet& clique, IndexSet candidates,
                IndexSet done, std::vector<IndexSet>& found) {
  if (candidates.Empty()) {
    if (done.Empty()) found.push_back(clique);
    return;
  }
  // Whatever is joined with the first is found with it, or with one that is not.
  IndexSet next = candidates;
  next -= joined[candidates.First()];
  next.ForEach([&](size_t i) {
    IndexSet with = clique;
    with.Add(i);
    AddCliques(joined, with, candidates & joined[i], done & joined[i], found);
    candidates.Remove(i);
    done.Add(i);
  });
}

template <typename Value>
void GrowTo(std::vector<Value>& values, int index, const Value& empty) {
  const auto at = static_cast<size_t>(index);
  if (values.size() <= at) values.resize(at + 1, empty);
}

}  // namespace

// The dual program: weights of rules, so that no act counts in rules of more than
// weight 1; the largest sum of figures times weights is the fewest acts.
class LeastActs::Program {
 public:
  Program(absl::Span<const int64_t> figures, const IndexSet& rules) : figures_(figures) {
    rules.ForEach([&](size_t i) {
      if (figures[i] > 0) rules_.push_back(i);
    });
    for (const size_t i : rules_) most_ = std::max(most_, static_cast<double>(figures[i]));
    for (const size_t i : rules_) gains_.push_back(static_cast<double>(figures[i]) / most_);
  }

  const std::vector<size_t>& rules() const { return rules_; }

  // The weights of `variables`, with their signs, are at most `limit` in sum.
  void Limit(const std::vector<std::pair<size_t, double>>& variables, double limit) {
    rows_.push_back({.factors = variables, .limit = limit});
  }

  // A variable that costs nothing.
  size_t AddVariable() {
    gains_.push_back(0);
    return gains_.size() - 1;
  }

  size_t VariableOf(size_t rule) const {
    return static_cast<size_t>(std::lower_bound(rules_.begin(), rules_.end(), rule) -
                               rules_.begin());
  }

  Answer Solve() {
    Start();
    while (Step()) {
    }
    Answer answer{.acts = -at(rows_.size(), gains_.size()) * most_};
    bool apart = true;
    int64_t sum = 0;
    for (size_t row = 0; row < rows_.size(); ++row) {
      const double weight = at(row, gains_.size());
      if (basic_[row] >= rules_.size() || weight <= kNothing) continue;
      const size_t rule = rules_[basic_[row]];
      answer.because.push_back(rule);
      sum += figures_[rule];
      apart = apart && weight > 1 - kNothing;
    }
    std::sort(answer.because.begin(), answer.because.end());
    // A double holds fewer digits than a sum of rates.
    answer.rounded = apart ? sum : std::llround(answer.acts);
    return answer;
  }

 private:
  struct Row {
    std::vector<std::pair<size_t, double>> factors;
    double limit = 0;
  };

  double& at(size_t row, size_t column) { return table_[row * (gains_.size() + 1) + column]; }

  // The table of the simplex method, at weights of 0: that is allowed.
  void Start() {
    const size_t columns = gains_.size();
    table_.assign((rows_.size() + 1) * (columns + 1), 0);
    for (size_t row = 0; row < rows_.size(); ++row) {
      for (const auto& [variable, factor] : rows_[row].factors) at(row, variable) += factor;
      at(row, columns) = rows_[row].limit;
      basic_.push_back(columns + row);
    }
    for (size_t column = 0; column < columns; ++column) {
      at(rows_.size(), column) = gains_[column];
      free_.push_back(column);
    }
  }

  // Of several that would do the one of the least number, so that it ends (Bland).
  bool Step() {
    const size_t columns = gains_.size();
    size_t in = columns;
    for (size_t column = 0; column < columns; ++column) {
      if (at(rows_.size(), column) > kNothing && (in == columns || free_[column] < free_[in])) {
        in = column;
      }
    }
    if (in == columns) return false;
    size_t out = rows_.size();
    for (size_t row = 0; row < rows_.size(); ++row) {
      if (at(row, in) <= kNothing) continue;
      if (out == rows_.size()) {
        out = row;
        continue;
      }
      const double difference = at(row, columns) * at(out, in) - at(out, columns) * at(row, in);
      if (difference < -kNothing || (difference <= kNothing && basic_[row] < basic_[out])) {
        out = row;
      }
    }
    if (out == rows_.size()) return false;
    Exchange(out, in);
    return true;
  }

  void Exchange(size_t out, size_t in) {
    const size_t columns = gains_.size();
    const double pivot = at(out, in);
    for (size_t column = 0; column <= columns; ++column) at(out, column) /= pivot;
    at(out, in) = 1 / pivot;
    for (size_t row = 0; row <= rows_.size(); ++row) {
      const double factor = at(row, in);
      if (row == out || factor == 0) continue;
      at(row, in) = 0;
      for (size_t column = 0; column <= columns; ++column) {
        at(row, column) -= factor * at(out, column);
      }
    }
    std::swap(basic_[out], free_[in]);
  }

  const absl::Span<const int64_t> figures_;
  std::vector<size_t> rules_;  // Those that ask for something; the first variables.
  double most_ = 1;
  std::vector<double> gains_;  // By variable.
  std::vector<Row> rows_;
  std::vector<double> table_;
  std::vector<size_t> basic_;  // By row.
  std::vector<size_t> free_;   // By column.
};

LeastActs::LeastActs(absl::Span<const ActRule> rules, std::vector<IndexSet> joined)
    : joined_(std::move(joined)) {
  const IndexSet none(rules.size());
  for (size_t i = 0; i < rules.size(); ++i) {
    const ActRule& rule = rules[i];
    kinds_.push_back(rule.kinds);
    kinds_.back().push_back(rule.place);
    organizations_.push_back(rule.organization);
    GrowTo(by_organization_, rule.organization, none);
    by_organization_[static_cast<size_t>(rule.organization)].Add(i);
    for (const int kind : kinds_.back()) {
      GrowTo(by_kind_, kind, none);
      by_kind_[static_cast<size_t>(kind)].Add(i);
    }
  }
  for (const ActRule& rule : rules) {
    const auto count = [&](int kind) { return by_kind_[static_cast<size_t>(kind)].Count(); };
    commonest_.push_back(static_cast<size_t>(*std::max_element(
        rule.kinds.begin(), rule.kinds.end(), [&](int a, int b) { return count(a) < count(b); })));
    IndexSet& near = near_.emplace_back(none);
    for (const int kind : rule.kinds) near |= by_kind_[static_cast<size_t>(kind)];
  }
}

bool LeastActs::Share(size_t a, size_t b) const {
  if (organizations_[a] == organizations_[b] && !joined_[a].Has(b)) return false;
  return near_[a].Has(b) || kinds_[a].back() == kinds_[b].back();
}

std::vector<IndexSet> LeastActs::CliquesOf(const IndexSet& rules) const {
  std::vector<IndexSet> cliques;
  const IndexSet none(kinds_.size());
  AddCliques(joined_, none, rules, none, cliques);
  return cliques;
}

LeastActs::Answer LeastActs::Of(absl::Span<const int64_t> figures, const IndexSet& rules) const {
  Program program(figures, rules);
  std::vector<IndexSet> kinds;
  IndexSet asking(kinds_.size());
  for (const size_t i : program.rules()) {
    asking.Add(i);
    for (const int kind : kinds_[i]) {
      IndexSet of_kind = by_kind_[static_cast<size_t>(kind)] & rules;
      if (std::find(kinds.begin(), kinds.end(), of_kind) == kinds.end()) {
        kinds.push_back(std::move(of_kind));
      }
    }
  }
  for (const IndexSet& kind : kinds) {
    // What acts of another kind count in as well needs no row.
    if (std::any_of(kinds.begin(), kinds.end(), [&](const IndexSet& other) {
          return &other != &kind && kind.IsWithin(other);
        })) {
      continue;
    }
    std::vector<std::pair<size_t, double>> row;
    for (const IndexSet& organization : by_organization_) {
      const IndexSet part = kind & organization & asking;
      if (part.Empty()) continue;
      const std::vector<IndexSet> cliques = CliquesOf(part);
      if (cliques.size() == 1) {
        part.ForEach([&](size_t i) { row.emplace_back(program.VariableOf(i), 1); });
        continue;
      }
      // At least as much as each of its cliques.
      const size_t heaviest = program.AddVariable();
      row.emplace_back(heaviest, 1);
      for (const IndexSet& clique : cliques) {
        std::vector<std::pair<size_t, double>> within = {{heaviest, -1}};
        clique.ForEach([&](size_t i) { within.emplace_back(program.VariableOf(i), 1); });
        program.Limit(within, 0);
      }
    }
    program.Limit(row, 1);
  }
  return program.Solve();
}

double LeastActs::AtMost(absl::Span<const int64_t> figures, const IndexSet& rules) const {
  // Every rule is met by acts of one kind.
  double sum = 0;
  IndexSet left = rules;
  std::vector<double> asked(by_organization_.size());
  while (!left.Empty()) {
    const IndexSet met = left & by_kind_[commonest_[left.First()]];
    left -= met;
    std::fill(asked.begin(), asked.end(), 0);
    met.ForEach([&](size_t i) {
      asked[static_cast<size_t>(organizations_[i])] += static_cast<double>(figures[i]);
    });
    sum += *std::max_element(asked.begin(), asked.end());
  }
  return sum;
}

double LeastActs::AtLeast(absl::Span<const int64_t> figures, const IndexSet& rules) const {
  std::vector<size_t> order;
  rules.ForEach([&](size_t i) { order.push_back(i); });
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return figures[a] > figures[b]; });
  std::vector<size_t> taken;
  for (const size_t i : order) {
    if (std::none_of(taken.begin(), taken.end(), [&](size_t t) { return Share(i, t); })) {
      taken.push_back(i);
    }
  }
  return std::accumulate(taken.begin(), taken.end(), 0.0, [&](double sum, size_t i) {
    return sum + static_cast<double>(figures[i]);
  });
}

}  // namespace xinqiao::policy
