#include "libs/policy/duty_load.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "libs/policy/quota.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::policy {
namespace {

// Disjoint spans of days.
using Spans = std::vector<Period>;

int64_t DaysIn(const Spans& spans, const Period& window) {
  int64_t days = 0;
  for (const Period& span : spans) days += Days(Intersect(span, window));
  return days;
}

Spans Without(const Spans& spans, const Period& taken) {
  Spans left;
  for (const Period& span : spans) {
    const Period before{.first = span.first, .end = std::min(span.end, taken.first)};
    const Period after{.first = std::max(span.first, taken.end), .end = span.end};
    if (Days(Intersect(span, taken)) == 0) {
      left.push_back(span);
      continue;
    }
    if (Days(before) > 0) left.push_back(before);
    if (Days(after) > 0) left.push_back(after);
  }
  return left;
}

// floor(count x days / days of the window), window by window.
int64_t CountIn(int64_t count, std::optional<PeriodKind> period, const Period& effective,
                const Spans& days) {
  int64_t sum = 0;
  if (!period.has_value()) return count * DaysIn(days, effective) / Days(effective);
  // The spans are in order, and a window may meet several.
  absl::CivilDay from = days.front().first;
  for (const Period& span : days) {
    for (from = std::max(from, span.first); from < span.end;) {
      const Period window = PeriodContaining(*period, from);
      sum += count * DaysIn(days, window) / Days(window);
      from = window.end;
    }
  }
  return sum;
}

// The days on which a rule binds the post.
struct BindingDays {
  Spans own;       // Less those on which another pack of its organization took its place.
  Spans in_force;  // And less those on which a nearer one did.
};

// Where rules about something are added up; nothing: nowhere.
int64_t LoadSum::*SumFor(const SubjectMatter& matter) {
  switch (matter.type) {
    case RuleType::kDuty:
      return &LoadSum::activities;
    case RuleType::kContactQuota: {
      const auto object = static_cast<ContactObject>(matter.value);
      const bool youths =
          object == ContactObject::kYouth || object == ContactObject::kYouthInDifficulty;
      return youths ? &LoadSum::contacts : nullptr;
    }
    case RuleType::kCadence:
      return &LoadSum::cadence_acts;
    case RuleType::kDeadline:
      return &LoadSum::deadlines;
    case RuleType::kReport:
      return &LoadSum::reports;
    default:
      return nullptr;
  }
}

// Adds up what one post is asked for, by packs, the highest first. Lives for one
// call of LoadOf().
class Load {
 public:
  Load(const PostFacts& post, const Period& days, absl::Span<const PlacedPack> packs)
      : post_(post), days_(days), packs_(packs) {}

  void Add(const PlacedPack& pack) {
    const RulePack& rules = *pack.rules;
    if (!Holds(rules.scope, post_.organization)) return;
    for (size_t i = 0; i < rules.duties.size(); ++i) {
      const Duty& duty = rules.duties[i];
      AddRule(pack, RuleType::kDuty, i, duty, [&](const Spans& days) {
        return CountIn(duty.required_count, duty.period, duty.effective, days);
      });
    }
    for (size_t i = 0; i < rules.contact_quotas.size(); ++i) {
      const ContactQuota& quota = rules.contact_quotas[i];
      AddRule(pack, RuleType::kContactQuota, i, quota,
              [&](const Spans&) { return quota.required_count; });
    }
    for (size_t i = 0; i < rules.cadences.size(); ++i) {
      const Cadence& cadence = rules.cadences[i];
      AddRule(pack, RuleType::kCadence, i, cadence, [&](const Spans& days) {
        return CountIn(cadence.required_count, cadence.period, cadence.effective, days);
      });
    }
    for (size_t i = 0; i < rules.deadlines.size(); ++i) {
      const Deadline& deadline = rules.deadlines[i];
      AddRule(pack, RuleType::kDeadline, i, deadline,
              [&](const Spans& days) { return DaysIn(days, DayOf(deadline.due_day)); });
    }
    for (size_t i = 0; i < rules.reports.size(); ++i) {
      const ReportDefinition& report = rules.reports[i];
      AddRule(pack, RuleType::kReport, i, report, [&](const Spans& days) {
        int64_t count = 0;
        for (const absl::CivilDay due_day : report.due_days) count += DaysIn(days, DayOf(due_day));
        return count;
      });
    }
  }

  DutyLoad Run() && { return std::move(load_); }

 private:
  static Period DayOf(absl::CivilDay day) { return {.first = day, .end = day + 1}; }

  template <typename Rule, typename Count>
  void AddRule(const PlacedPack& pack, RuleType type, size_t index, const Rule& rule, Count count) {
    if (!Binds(rule.subject, post_)) return;
    const RuleRef ref{.pack = &pack, .place = {.type = type, .index = index}};
    const BindingDays days = DaysOf(ref);
    if (days.own.empty()) return;
    const int64_t in_force = days.in_force.empty() ? 0 : count(days.in_force);
    const bool due = type == RuleType::kDeadline || type == RuleType::kReport;
    LoadItem item{.rule = ref, .title = rule.title, .voluntary = IsVoluntary(ref)};
    item.covered = days.in_force.empty() || (due && in_force == 0);
    item.count = item.covered ? count(days.own) : in_force;
    if (due && item.count == 0) return;
    AddItem(std::move(item));
  }

  BindingDays DaysOf(const RuleRef& rule) const {
    const Period in_force = InForce(rule);
    const Period days = Intersect(in_force, days_);
    if (Days(days) == 0) return {};
    BindingDays binding{.own = {days}, .in_force = {days}};
    if (IsVoluntary(rule)) return binding;
    for (const PlacedPack& other : packs_) {
      if (&other == rule.pack || other.step < rule.pack->step ||
          !Holds(other.rules->scope, post_.organization)) {
        continue;
      }
      ForEachAboutTheSame(other, rule, [&](const RuleRef& nearer, const Subject& subject) {
        if (IsVoluntary(nearer) || !Binds(subject, post_)) return;
        const Period taken = InForce(nearer);
        if (other.step == rule.pack->step) {
          const bool later =
              std::tuple(taken.first, nearer.pack) > std::tuple(in_force.first, rule.pack);
          if (!later) return;
          binding.own = Without(binding.own, taken);
        }
        binding.in_force = Without(binding.in_force, taken);
      });
    }
    return binding;
  }

  template <typename Visit>
  static void ForEachAboutTheSame(const PlacedPack& other, const RuleRef& rule, Visit visit) {
    const SubjectMatter matter = SubjectMatterOf(rule);
    const auto each = [&](const auto& list) {
      for (size_t i = 0; i < list.size(); ++i) {
        const RuleRef candidate{.pack = &other, .place = {.type = matter.type, .index = i}};
        if (SubjectMatterOf(candidate) == matter) visit(candidate, list[i].subject);
      }
    };
    switch (matter.type) {
      case RuleType::kDuty:
        return each(other.rules->duties);
      case RuleType::kContactQuota:
        return each(other.rules->contact_quotas);
      case RuleType::kCadence:
        return each(other.rules->cadences);
      case RuleType::kDeadline:
        return each(other.rules->deadlines);
      case RuleType::kReport:
        return each(other.rules->reports);
      default:
        return;
    }
  }

  void AddItem(LoadItem item) {
    const PlacedPack& pack = *item.rule.pack;
    if (load_.levels.empty() || load_.levels.back().organization_id != pack.organization_id) {
      load_.levels.push_back({.organization_id = pack.organization_id, .step = pack.step});
      contacts_of_level_.clear();
    }
    LevelLoad& level = load_.levels.back();
    const SubjectMatter matter = SubjectMatterOf(item.rule);
    int64_t LoadSum::*const sum = SumFor(matter);
    if (sum != nullptr && !item.voluntary) {
      const bool contacts = matter.type == RuleType::kContactQuota;
      level.sum.*sum += contacts ? Grow(contacts_of_level_[matter.value], item.count) : item.count;
      if (!item.covered) {
        load_.total.*sum += contacts ? Grow(contacts_[matter.value], item.count) : item.count;
      }
    }
    level.items.push_back(std::move(item));
  }

  // The contacts of several quotas for one object are the same people: the most
  // counts.
  static int64_t Grow(int64_t& most, int64_t count) {
    const int64_t more = std::max<int64_t>(0, count - most);
    most += more;
    return more;
  }

  const PostFacts& post_;
  const Period days_;
  const absl::Span<const PlacedPack> packs_;
  DutyLoad load_;
  std::map<int, int64_t> contacts_;           // By object.
  std::map<int, int64_t> contacts_of_level_;  // By object, of the last level.
};

}  // namespace

DutyLoad LoadOf(const PostFacts& post, const Period& in_office, absl::Span<const PlacedPack> packs,
                const Period& period) {
  std::vector<const PlacedPack*> down;
  for (const PlacedPack& pack : packs) down.push_back(&pack);
  std::stable_sort(down.begin(), down.end(),
                   [](const PlacedPack* a, const PlacedPack* b) { return a->step < b->step; });
  Load load(post, Intersect(in_office, period), packs);
  for (const PlacedPack* pack : down) load.Add(*pack);
  return std::move(load).Run();
}

}  // namespace xinqiao::policy
