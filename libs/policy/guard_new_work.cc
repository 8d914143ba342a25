#include "libs/policy/guard_new_work.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/policy/guarded_rule.h"
#include "libs/policy/index_set.h"
#include "libs/policy/rule_classes.h"

namespace xinqiao::policy {
namespace {

using KindIds = std::vector<std::string>;

bool Lists(const KindIds& ids, absl::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool Covers(const Ceiling& ceiling, CeilingScope scope) {
  return std::find(ceiling.covers.begin(), ceiling.covers.end(), scope) != ceiling.covers.end();
}

// What a rule asks for: kinds, or one object or metric.
struct Work {
  RuleRef rule;
  const Subject* subject = nullptr;
  const KindIds* kind_ids = nullptr;  // Nothing: by subject matter.
};

// Whether `asked` asks for the part `kind_id` of `work`, or for the same object
// or metric.
bool AsksFor(const Work& asked, const Work& work, absl::string_view kind_id) {
  if (work.kind_ids == nullptr) {
    return SubjectMatterOf(asked.rule) == SubjectMatterOf(work.rule);
  }
  // A cadence and a row of the schedule name kinds, too.
  return asked.kind_ids != nullptr && Lists(*asked.kind_ids, kind_id);
}

std::vector<Work> WorkOf(const PlacedPack& pack) {
  std::vector<Work> work;
  const RulePack& rules = *pack.rules;
  const auto place = [&](RuleType type, size_t i) { return RuleRef{&pack, {type, i}}; };
  for (size_t i = 0; i < rules.duties.size(); ++i) {
    const Duty& duty = rules.duties[i];
    if (!duty.voluntary) work.push_back({place(RuleType::kDuty, i), &duty.subject, &duty.kind_ids});
  }
  for (size_t i = 0; i < rules.contact_quotas.size(); ++i) {
    const ContactQuota& quota = rules.contact_quotas[i];
    if (!quota.voluntary) work.push_back({place(RuleType::kContactQuota, i), &quota.subject});
  }
  for (size_t i = 0; i < rules.cadences.size(); ++i) {
    const Cadence& cadence = rules.cadences[i];
    if (!cadence.voluntary) work.push_back({place(RuleType::kCadence, i), &cadence.subject});
  }
  return work;
}

// The same and more: the kinds that cadences and schedules name.
std::vector<Work> WorkAbove(const PlacedPack& pack) {
  std::vector<Work> work = WorkOf(pack);
  const RulePack& rules = *pack.rules;
  for (Work& each : work) {
    if (each.rule.place.type != RuleType::kCadence) continue;
    each.kind_ids = &rules.cadences[each.rule.place.index].kind_ids;
  }
  for (size_t i = 0; i < rules.schedule_items.size(); ++i) {
    const ScheduleItem& item = rules.schedule_items[i];
    work.push_back({{&pack, {RuleType::kScheduleItem, i}}, &item.subject, &item.kind_ids});
  }
  return work;
}

// A rule with a number, or a share.
bool SetsSomething(const Work& work) {
  const RulePack& rules = *work.rule.pack->rules;
  const size_t i = work.rule.place.index;
  switch (work.rule.place.type) {
    case RuleType::kDuty:
      return rules.duties[i].required_count > 0 ||
             rules.duties[i].kind_coverage == KindCoverage::kRequired;
    case RuleType::kContactQuota:
      return rules.contact_quotas[i].required_count > 0;
    default:
      return rules.cadences[i].required_count > 0 ||
             rules.cadences[i].reach_above_percent.has_value();
  }
}

// What is new: `kind_id`, or the object or metric of the rule.
std::string WhatOf(const Work& work, absl::string_view kind_id) {
  if (!kind_id.empty()) return absl::StrCat("activities of the kind '", kind_id, "'");
  return std::string(NounsOf(work.rule).many);
}

// Compares one rule with what is asked for above it. Lives for one call of
// FindNewWork().
class NewWorkCheck {
 public:
  NewWorkCheck(const Work& work, absl::Span<const RuleRef> ceilings, absl::Span<const Work> asked)
      : work_(work), ceilings_(ceilings) {
    bounds_.push_back(BoundOf(work.rule, work.subject));
    for (const RuleRef& ceiling : ceilings) bounds_.push_back(BoundOf(ceiling, nullptr));
    for (const Work& each : asked) {
      if (!IsRelated(each)) continue;
      asked_.push_back(&each);
      bounds_.push_back(BoundOf(each.rule, each.subject));
    }
  }

  std::optional<Raise> Run() const {
    IndexSet checked(bounds_.size());
    checked.Add(0);
    IndexSet forbidding(bounds_.size());
    for (size_t i = 0; i < ceilings_.size(); ++i) forbidding.Add(1 + i);
    const std::optional<std::vector<IndexSet>> situations =
        SituationsOf(work_.subject->of, bounds_, {checked, forbidding});
    if (!situations.has_value()) return RaiseOf(ceilings_[0], TooManyClasses());
    std::optional<Raise> found;
    for (const IndexSet& situation : *situations) {
      const std::optional<absl::string_view> missing = MissingIn(situation);
      if (!missing.has_value()) continue;
      (situation & forbidding).ForEach([&](size_t i) {
        Raise raise = RaiseUnder(ceilings_[i - 1], *missing);
        if (!found.has_value() || (raise.binding && !found->binding)) found = std::move(raise);
      });
    }
    return found;
  }

 private:
  bool IsRelated(const Work& asked) const {
    if (work_.kind_ids == nullptr) return AsksFor(asked, work_, "");
    return std::any_of(work_.kind_ids->begin(), work_.kind_ids->end(),
                       [&](const std::string& id) { return AsksFor(asked, work_, id); });
  }

  // The first kind that nobody above asks for; "" for an object or a metric.
  std::optional<absl::string_view> MissingIn(const IndexSet& situation) const {
    const auto is_asked = [&](absl::string_view kind_id) {
      for (size_t i = 0; i < asked_.size(); ++i) {
        if (situation.Has(1 + ceilings_.size() + i) && AsksFor(*asked_[i], work_, kind_id)) {
          return true;
        }
      }
      return false;
    };
    if (work_.kind_ids == nullptr) {
      if (is_asked("")) return std::nullopt;
      return absl::string_view();
    }
    for (const std::string& kind_id : *work_.kind_ids) {
      if (!is_asked(kind_id)) return kind_id;
    }
    return std::nullopt;
  }

  Raise RaiseUnder(const RuleRef& ceiling, absl::string_view kind_id) const {
    const absl::CivilDay issued = work_.rule.pack->rules->document.issue_day;
    const absl::CivilDay forbidden = ceiling.pack->rules->document.issue_day;
    std::string reason = absl::StrCat("asks for ", WhatOf(work_, kind_id),
                                      " that no higher level asks these posts for; ",
                                      NameOf(ceiling), " allows it as voluntary only");
    Raise raise = RaiseOf(ceiling, std::move(reason));
    if (issued < forbidden) {
      raise.binding = false;
      absl::StrAppend(&raise.reason, "; it was issued on ", absl::FormatCivilTime(issued),
                      ", before that of ", absl::FormatCivilTime(forbidden),
                      ", and is not bound by it");
    }
    return raise;
  }

  Raise RaiseOf(const RuleRef& ceiling, std::string reason) const {
    return {.rule = work_.rule.place,
            .scope = CeilingScope::kNewWork,
            .ceiling = ceiling,
            .reason = std::move(reason)};
  }

  const Work& work_;
  absl::Span<const RuleRef> ceilings_;
  std::vector<const Work*> asked_;
  std::vector<Bound> bounds_;  // The rule, the ceilings, what is asked for.
};

}  // namespace

std::vector<Raise> FindNewWork(const PlacedPack& pack, absl::Span<const PlacedPack> above) {
  std::vector<RuleRef> ceilings;
  std::vector<Work> asked;
  for (const PlacedPack& other : above) {
    if (other.step >= pack.step) continue;
    for (size_t i = 0; i < other.rules->ceilings.size(); ++i) {
      const RuleRef ceiling{&other, {RuleType::kCeiling, i}};
      if (Covers(other.rules->ceilings[i], CeilingScope::kNewWork)) ceilings.push_back(ceiling);
    }
    for (const Work& work : WorkAbove(other)) asked.push_back(work);
  }
  if (ceilings.empty()) return {};
  std::stable_sort(ceilings.begin(), ceilings.end(),
                   [](const RuleRef& a, const RuleRef& b) { return a.pack->step < b.pack->step; });
  std::vector<Raise> raises;
  for (const Work& work : WorkOf(pack)) {
    if (!SetsSomething(work)) continue;
    const std::optional<Raise> raise = NewWorkCheck(work, ceilings, asked).Run();
    if (raise.has_value()) raises.push_back(*raise);
  }
  return raises;
}

}  // namespace xinqiao::policy
