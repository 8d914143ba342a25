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

// A rule that asks the post for something in the period.
struct Asked {
  const PlacedPack* pack = nullptr;
  LoadItem item;
  SubjectMatter matter;
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

// Collects what one post is asked for. Lives for one call of LoadOf().
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

  DutyLoad Run() {
    DutyLoad load;
    for (Asked& asked : asked_) {
      const absl::string_view organization_id = asked.pack->organization_id;
      if (load.levels.empty() || load.levels.back().organization_id != organization_id) {
        load.levels.push_back(
            {.organization_id = asked.pack->organization_id, .step = asked.pack->step});
      }
      load.levels.back().items.push_back(std::move(asked.item));
      if (!load.levels.back().items.back().voluntary) AddLastItem(asked.matter, load);
    }
    for (const auto& [key, about] : parts_) AddUp(about, load);
    return load;
  }

 private:
  using Key = std::tuple<RuleType, int, absl::string_view>;

  static Period DayOf(absl::CivilDay day) { return {.first = day, .end = day + 1}; }

  template <typename Rule, typename Count>
  void AddRule(const PlacedPack& pack, RuleType type, size_t index, const Rule& rule, Count count) {
    if (!Binds(rule.subject, post_)) return;
    const RuleRef ref{.pack = &pack, .place = {.type = type, .index = index}};
    const Spans days = DaysOf(ref);
    if (days.empty()) return;
    const int64_t asked = count(days);
    const bool once = type == RuleType::kDeadline || type == RuleType::kReport;
    if (once && asked == 0) return;
    asked_.push_back(
        {.pack = &pack,
         .item = {.rule = ref, .title = rule.title, .count = asked, .voluntary = IsVoluntary(ref)},
         .matter = SubjectMatterOf(ref)});
  }

  // The days on which the rule binds the post, less those on which another pack
  // of its organization took its place.
  Spans DaysOf(const RuleRef& rule) const {
    const Period in_force = InForce(rule);
    Spans days = {Intersect(in_force, days_)};
    if (Days(days[0]) == 0) return {};
    if (IsVoluntary(rule)) return days;
    for (const PlacedPack& other : packs_) {
      if (&other == rule.pack || other.organization_id != rule.pack->organization_id ||
          !Holds(other.rules->scope, post_.organization)) {
        continue;
      }
      ForEachAboutTheSame(other, rule, [&](const RuleRef& successor, const Subject& subject) {
        const Period taken = InForce(successor);
        const bool later =
            std::tuple(taken.first, successor.pack) > std::tuple(in_force.first, rule.pack);
        if (later && !IsVoluntary(successor) && Binds(subject, post_)) days = Without(days, taken);
      });
    }
    return days;
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

  // What a level asks for about one thing.
  struct Part {
    size_t level = 0;
    int64_t count = 0;
    std::vector<size_t> items;
  };

  struct Parts {
    SubjectMatter matter;
    std::vector<Part> parts;  // The highest level first.
  };

  // Adds the last item. The contacts of several quotas for one object are the
  // same people: the most counts.
  void AddLastItem(const SubjectMatter& matter, const DutyLoad& load) {
    const size_t level = load.levels.size() - 1;
    const std::vector<LoadItem>& items = load.levels[level].items;
    Parts& about = parts_[{matter.type, matter.value, matter.id}];
    about.matter = matter;
    if (about.parts.empty() || about.parts.back().level != level) {
      about.parts.push_back({.level = level});
    }
    Part& part = about.parts.back();
    part.count = matter.type == RuleType::kContactQuota ? std::max(part.count, items.back().count)
                                                        : part.count + items.back().count;
    part.items.push_back(items.size() - 1);
  }

  // Of several levels that say the same thing the one that asks for most is in
  // the total, and of these the highest.
  static void AddUp(const Parts& about, DutyLoad& load) {
    const auto most =
        std::max_element(about.parts.begin(), about.parts.end(),
                         [](const Part& a, const Part& b) { return a.count < b.count; });
    int64_t LoadSum::*const sum = SumFor(about.matter);
    for (const Part& part : about.parts) {
      LevelLoad& level = load.levels[part.level];
      for (const size_t i : part.items) level.items[i].covered = part.level != most->level;
      if (sum != nullptr) level.sum.*sum += part.count;
    }
    if (sum != nullptr) load.total.*sum += most->count;
  }

  const PostFacts& post_;
  const Period days_;
  const absl::Span<const PlacedPack> packs_;
  std::vector<Asked> asked_;
  std::map<Key, Parts> parts_;
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
  return load.Run();
}

}  // namespace xinqiao::policy
