#include "libs/policy/acts.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/policy/rate.h"

namespace xinqiao::policy {
namespace {

bool Share(const std::vector<int>& a, const std::vector<int>& b) {
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

bool Lists(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

const Duty& DutyOf(const Act& act) { return act.rule.pack->rules->duties[act.rule.place.index]; }

// Collects the acts of one family. Lives for one call of ActsOf().
class Collector {
 public:
  Collector(const PlacedPack& pack, ActFamily family) : pack_(pack), family_(family) {}

  void Add(const PlacedPack& from) {
    if (family_ == ActFamily::kCadences) {
      for (size_t i = 0; i < from.rules->cadences.size(); ++i) AddCadence(from, i);
    } else {
      for (size_t i = 0; i < from.rules->duties.size(); ++i) AddDuty(from, i);
    }
  }

  // By the least topic that acts have in common with each other, over any number
  // of others.
  std::vector<std::vector<Act>> Groups() && {
    std::vector<int> parents(numbers_.size());
    std::iota(parents.begin(), parents.end(), 0);
    const auto root = [&](int topic) {
      while (parents[static_cast<size_t>(topic)] != topic) {
        topic = parents[static_cast<size_t>(topic)];
      }
      return topic;
    };
    for (const Act& act : acts_) {
      for (const int topic : act.topics) {
        parents[static_cast<size_t>(root(topic))] = root(act.topics[0]);
      }
    }
    std::vector<std::vector<Act>> by_root(numbers_.size());
    for (Act& act : acts_) {
      const int group = root(act.topics[0]);
      by_root[static_cast<size_t>(group)].push_back(std::move(act));
    }
    std::vector<std::vector<Act>> groups;
    for (std::vector<Act>& group : by_root) {
      const auto order = [](const Act& act) { return std::pair(!act.checked, act.rank); };
      std::stable_sort(group.begin(), group.end(),
                       [&](const Act& a, const Act& b) { return order(a) < order(b); });
      if (!group.empty() && group.front().checked && !group.back().checked) {
        groups.push_back(std::move(group));
      }
    }
    return groups;
  }

 private:
  void AddDuty(const PlacedPack& from, size_t index) {
    const Duty& duty = from.rules->duties[index];
    const bool of_posts = family_ == ActFamily::kDutiesOfPosts;
    if (duty.voluntary || (duty.subject.of == Subject::Of::kPosts) != of_posts) return;
    Act act = ActOf({.pack = &from, .place = {RuleType::kDuty, index}}, duty.subject);
    for (const std::string& kind_id : duty.kind_ids) act.kinds.push_back(NumberOf(kind_id));
    act.topics = act.kinds;
    act.count = duty.required_count;
    // Each kind has to occur: that takes as many activities as there are kinds.
    if (duty.kind_coverage == KindCoverage::kRequired) {
      act.count = std::max(act.count, static_cast<int64_t>(duty.kind_ids.size()));
    }
    act.period = duty.period;
    Finish(std::move(act), duty.effective);
  }

  void AddCadence(const PlacedPack& from, size_t index) {
    const Cadence& cadence = from.rules->cadences[index];
    if (cadence.voluntary) return;
    Act act = ActOf({.pack = &from, .place = {RuleType::kCadence, index}}, cadence.subject);
    for (const std::string& kind_id : cadence.kind_ids) act.kinds.push_back(NumberOf(kind_id));
    act.topics = {NumberOf(MetricName(cadence.metric))};
    act.count = cadence.required_count;
    act.period = cadence.period;
    Finish(std::move(act), cadence.effective);
  }

  Act ActOf(const RuleRef& rule, const Subject& subject) {
    const bool checked = rule.pack == &pack_;
    return {.rule = rule,
            .rank = checked ? OwnRank(pack_) : RankOf(pack_, *rule.pack),
            .checked = checked,
            .organization = NumberIn(organizations_, rule.pack->organization_id),
            .bound = BoundOf(rule, &subject)};
  }

  void Finish(Act act, const Period& effective) {
    const int64_t days_in_force = Days(act.bound.in_force);
    if (act.count == 0 || act.topics.empty() || days_in_force == 0) return;
    const bool meets = Days(Intersect(act.bound.in_force, days_)) > 0;
    if (!act.checked && act.period.has_value() && !meets) return;
    act.place = PlaceOf(act);
    act.rate = YearlyRate(act.count, act.period, effective);
    act.count_in_force = act.count * days_in_force / Days(effective);
    if (act.checked) days_ = Hull(days_, act.bound.in_force);
    acts_.push_back(std::move(act));
  }

  static Period Hull(const Period& a, const Period& b) {
    if (Days(a) == 0) return b;
    return {.first = std::min(a.first, b.first), .end = std::max(a.end, b.end)};
  }

  // No kind has such an id: they have a dot.
  static absl::string_view MetricName(CadenceMetric metric) {
    static constexpr char kDigits[] = "0123456789";
    return {&kDigits[static_cast<size_t>(metric)], 1};
  }

  using Numbers = absl::flat_hash_map<absl::string_view, int>;

  static int NumberIn(Numbers& numbers, absl::string_view name) {
    return numbers.emplace(name, static_cast<int>(numbers.size())).first->second;
  }

  int NumberOf(absl::string_view name) { return NumberIn(numbers_, name); }

  int PlaceOf(const Act& act) {
    const SubjectMatter matter = SubjectMatterOf(act.rule);
    const std::tuple place(act.organization, matter.value, matter.id);
    return places_.emplace(place, static_cast<int>(places_.size())).first->second;
  }

  const PlacedPack& pack_;
  const ActFamily family_;
  Period days_;  // From the first to the last of the checked pack.
  std::vector<Act> acts_;
  Numbers numbers_;
  Numbers organizations_;
  absl::flat_hash_map<std::tuple<int, int, absl::string_view>, int> places_;
};

}  // namespace

std::vector<std::vector<Act>> ActsOf(const PlacedPack& pack, absl::Span<const PlacedPack> above,
                                     ActFamily family) {
  Collector collector(pack, family);
  collector.Add(pack);
  for (const PlacedPack& other : above) collector.Add(other);
  return std::move(collector).Groups();
}

bool AreJoined(const Act& a, const Act& b) {
  if (a.organization != b.organization) return false;
  if (a.rule.pack != b.rule.pack) return a.place == b.place;
  const bool duties = a.rule.place.type == RuleType::kDuty;
  if (!Share(a.kinds, b.kinds) || Days(Intersect(a.bound.in_force, b.bound.in_force)) == 0) {
    return false;
  }
  return !duties || Lists(DutyOf(a).may_also_count, DutyOf(b).duty_id) ||
         Lists(DutyOf(b).may_also_count, DutyOf(a).duty_id);
}

bool TakesPlaceOf(const Act& later, const Act& act) {
  if (act.checked || !(SubjectMatterOf(later.rule) == SubjectMatterOf(act.rule))) return false;
  if (later.rule.pack->step != act.rule.pack->step) {
    return later.rule.pack->step > act.rule.pack->step;
  }
  if (later.rule.pack == act.rule.pack) return false;
  const absl::CivilDay since = later.bound.in_force.first;
  const absl::CivilDay before = act.bound.in_force.first;
  if (since != before) return since > before;
  return later.checked || later.rule.pack > act.rule.pack;
}

}  // namespace xinqiao::policy
