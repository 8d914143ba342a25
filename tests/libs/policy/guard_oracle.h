// An oracle of the guard that knows nothing of classes and intervals: it asks
// post by post, day by day and set by set. For the quarters of 2017 only.

#ifndef XINQIAO_TESTS_LIBS_POLICY_GUARD_ORACLE_H_
#define XINQIAO_TESTS_LIBS_POLICY_GUARD_ORACLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/libs/policy/guard_figures.h"
#include "tests/libs/policy/sample_rules.h"

namespace xinqiao::policy {

inline constexpr double kNothing = 1e-6;  // Of an act a year.

inline const std::vector<absl::CivilDay> kQuarters = {
    Day("2017-01-01"), Day("2017-04-01"), Day("2017-07-01"), Day("2017-10-01"), Day("2018-01-01")};

inline std::vector<PostFacts> EveryPost() {
  std::vector<PostFacts> posts;
  for (const AppointmentType type :
       {AppointmentType::kFullTime, AppointmentType::kSeconded, AppointmentType::kPartTime}) {
    for (const bool many_youth : {false, true}) {
      for (const OrganizationLevel level :
           {OrganizationLevel::kCounty, OrganizationLevel::kSchool}) {
        posts.push_back({.appointment_type = type,
                         .title = "团委书记",
                         .organization = {.level = level, .many_youth = many_youth}});
      }
    }
  }
  return posts;
}

// Asks of one pack whether anything in it is more than is set above.
class Oracle {
 public:
  Oracle(const Published& pack, const std::deque<Published>& all) : pack_(pack) {
    for (const Published& other : all) {
      const bool own = other.placed.organization_id == pack.placed.organization_id;
      if (other.placed.step < pack.placed.step || (own && other.order < pack.order)) {
        above_.push_back(&other);
      }
    }
  }

  // What it finds first; "" if nothing.
  std::string Find() {
    for (const PostFacts& post : EveryPost()) {
      for (const bool cadences : {false, true}) {
        once_above_.clear();
        ever_.clear();
        for (size_t q = 0; q + 1 < kQuarters.size(); ++q) CheckActs(post, kQuarters[q], cadences);
        CheckOnce();
      }
      for (size_t q = 0; q + 1 < kQuarters.size(); ++q) {
        CheckQuotas(post, kQuarters[q]);
        CheckShares(post, kQuarters[q]);
        CheckNewWork(post, kQuarters[q]);
      }
      if (!found_.empty()) break;
    }
    return found_;
  }

 private:
  // That of the own organization is the lowest of those above.
  static int StepOf(const Published& other) { return other.placed.step; }

  template <typename Rule>
  static bool BindsOn(const Published& from, const Rule& rule, const PostFacts& post,
                      absl::CivilDay day) {
    return !rule.voluntary && Binds(rule.subject, post) &&
           Holds(from.rules.scope, post.organization) && Contains(rule.effective, day) &&
           Contains(from.placed.in_force, day);
  }

  const std::vector<Figure>& FiguresOf(const Published& from, bool cadences) {
    std::vector<Figure>& figures = figures_[{&from, cadences}];
    if (!figures.empty()) return figures;
    if (cadences) {
      for (const Cadence& cadence : from.rules.cadences) {
        figures.push_back({&from,
                           "",
                           {absl::StrCat(static_cast<int>(cadence.metric))},
                           cadence.kind_ids,
                           {},
                           true,
                           cadence.effective,
                           Intersect(cadence.effective, from.placed.in_force),
                           cadence.period,
                           cadence.required_count});
      }
    } else {
      for (const Duty& duty : from.rules.duties) {
        const bool each = duty.kind_coverage == KindCoverage::kRequired;
        figures.push_back(
            {&from, duty.duty_id, duty.kind_ids, duty.kind_ids, duty.may_also_count, false,
             duty.effective, Intersect(duty.effective, from.placed.in_force), duty.period,
             std::max(duty.required_count, each ? static_cast<int64_t>(duty.kind_ids.size()) : 0)});
      }
    }
    return figures;
  }

  std::vector<const Figure*> Binding(const Published& from, const PostFacts& post,
                                     absl::CivilDay day, bool cadences) {
    std::vector<const Figure*> binding;
    const std::vector<Figure>& figures = FiguresOf(from, cadences);
    for (size_t i = 0; i < figures.size(); ++i) {
      const bool binds = cadences ? BindsOn(from, from.rules.cadences[i], post, day)
                                  : BindsOn(from, from.rules.duties[i], post, day);
      if (binds && figures[i].count > 0) binding.push_back(&figures[i]);
    }
    return binding;
  }

  // For each topic, those of the highest level that has any.
  static std::vector<const Figure*> AboveOf(const Figure& asked,
                                            const std::vector<const Figure*>& above) {
    std::vector<const Figure*> result;
    for (const std::string& topic : asked.topics) {
      int highest = INT32_MAX;
      for (const Figure* each : above) {
        if (Share(each->topics, {topic})) highest = std::min(highest, each->from->placed.step);
      }
      for (const Figure* each : above) {
        if (!Share(each->topics, {topic}) || each->from->placed.step != highest) continue;
        if (std::find(result.begin(), result.end(), each) == result.end()) result.push_back(each);
      }
    }
    return result;
  }

  static bool AllOnce(const std::vector<const Figure*>& set) {
    return std::all_of(set.begin(), set.end(),
                       [](const Figure* each) { return !each->period.has_value(); });
  }

  Set Above(const Set& all) const {
    return Those(all, [&](const Figure* each) { return each->from != &pack_; });
  }

  // Without those above whose place one of `present` takes.
  template <typename InPlace>
  Set InForce(const Set& all, const Set& present, InPlace in_place) const {
    return Those(all, [&](const Figure* each) {
      return each->from == &pack_ ||
             std::none_of(present.begin(), present.end(), [&](const Figure* later) {
               return Replaces(*later, *each) && in_place(*later, *each);
             });
    });
  }

  struct Case {
    std::map<const Figure*, Set> above;  // Of those that have any.
    Set with;                            // What is asked for,
    Set before;                          // and without the pack.
    double (Figure::*asked)() const;
    double (Figure::*allowed)() const;
    bool leave_once = false;
  };

  // What has a kind in common with the first, over any number of others.
  static Set TakeRelated(Set& figures) {
    Set related = {figures.front()};
    figures.erase(figures.begin());
    for (size_t i = 0; i < related.size(); ++i) {
      const auto is_near = [&](const Figure* each) {
        return each->cadence ? each->topics == related[i]->topics
                             : Share(each->kinds, related[i]->kinds);
      };
      const Set near = Those(figures, is_near);
      related.insert(related.end(), near.begin(), near.end());
      figures = Those(figures, [&](const Figure* each) { return !is_near(each); });
    }
    return related;
  }

  bool Exceeds(const Case& the_case) const {
    Set figures;
    for (const auto& [figure, above] : the_case.above) {
      figures.push_back(figure);
      for (const Figure* each : above) {
        if (!the_case.above.contains(each) && !Holds(figures, each)) figures.push_back(each);
      }
    }
    while (!figures.empty()) {
      if (ExceedsAmong(TakeRelated(figures), the_case)) return true;
    }
    return false;
  }

  // Whether some rules above are fewer acts than all that has only these above.
  bool ExceedsAmong(const Set& related, const Case& the_case) const {
    std::set<std::set<const Figure*>> unions = {{}};
    for (const auto& [figure, above] : the_case.above) {
      if (!Holds(related, figure)) continue;
      const std::set<std::set<const Figure*>> smaller = unions;
      for (std::set<const Figure*> one : smaller) {
        one.insert(above.begin(), above.end());
        unions.insert(one);
      }
    }
    for (const std::set<const Figure*>& one : unions) {
      const Set over(one.begin(), one.end());
      const auto is_within = [&](const Figure* each) {
        const auto above = the_case.above.find(each);
        return above != the_case.above.end() &&
               std::all_of(above->second.begin(), above->second.end(),
                           [&](const Figure* high) { return one.contains(high); });
      };
      const Set within = Those(the_case.with, is_within);
      // What is compared by counts is allowed as it is.
      Set allowed = over;
      for (const Figure* each : within) {
        const bool once = the_case.leave_once && !each->period.has_value();
        if (once && AllOnce(the_case.above.at(each)) && !Holds(over, each)) allowed.push_back(each);
      }
      const double limit = std::max(Fewest(allowed, the_case.allowed),
                                    Fewest(Those(the_case.before, is_within), the_case.asked));
      if (Fewest(within, the_case.asked) > limit + kNothing) return true;
    }
    return false;
  }

  void CheckActs(const PostFacts& post, absl::CivilDay day, bool cadences) {
    Set binding = Binding(pack_, post, day, cadences);
    const bool has_own = !binding.empty();
    for (const Published* other : above_) {
      const Set others = Binding(*other, post, day, cadences);
      binding.insert(binding.end(), others.begin(), others.end());
    }
    const Set allowed = Above(binding);
    std::map<const Figure*, Set> above;
    for (const Figure* each : binding) {
      const Set over = AboveOf(*each, allowed);
      if (!Holds(ever_, each)) ever_.push_back(each);
      if (over.empty()) continue;
      above[each] = over;
      if (each->period.has_value() || !AllOnce(over)) continue;
      for (const Figure* one : over) {
        if (!Holds(once_above_[each], one)) once_above_[each].push_back(one);
      }
    }
    if (!has_own || !known_.insert(binding).second) return;
    const auto always = [](const Figure&, const Figure&) { return true; };
    if (Exceeds({.above = above,
                 .with = InForce(binding, binding, always),
                 .before = InForce(allowed, allowed, always),
                 .asked = &Figure::Rate,
                 .allowed = &Figure::Rate,
                 .leave_once = true})) {
      found_ = absl::StrCat("by rate on ", absl::FormatCivilTime(day));
    }
  }

  // What has no period, over all days together.
  void CheckOnce() {
    const auto whenever = [](const Figure& later, const Figure& each) {
      return Intersect(later.in_force, each.in_force) == each.in_force;
    };
    const Set above = Above(ever_);
    if (Exceeds({.above = once_above_,
                 .with = InForce(ever_, ever_, whenever),
                 .before = InForce(above, above, whenever),
                 .asked = &Figure::CountInForce,
                 .allowed = &Figure::Count})) {
      found_ = "by count";
    }
  }

  void CheckQuotas(const PostFacts& post, absl::CivilDay day) {
    for (const ContactQuota& quota : pack_.rules.contact_quotas) {
      if (!BindsOn(pack_, quota, post, day)) continue;
      int highest = INT32_MAX;
      int64_t allowed = INT64_MAX;
      for (const Published* other : above_) {
        for (const ContactQuota& each : other->rules.contact_quotas) {
          if (each.object != quota.object || !BindsOn(*other, each, post, day)) continue;
          if (StepOf(*other) < highest) allowed = 0;
          highest = std::min(highest, StepOf(*other));
          if (StepOf(*other) == highest) allowed = std::max(allowed, each.required_count);
        }
      }
      if (quota.required_count > allowed) found_ = "quota";
    }
  }

  void CheckShares(const PostFacts& post, absl::CivilDay day) {
    for (const Cadence& cadence : pack_.rules.cadences) {
      if (!cadence.reach_above_percent.has_value() || !BindsOn(pack_, cadence, post, day)) continue;
      int highest = INT32_MAX;
      int64_t percent = INT64_MAX;
      double rate = 1e9;
      for (const Published* other : above_) {
        for (const Cadence& each : other->rules.cadences) {
          const bool share = each.reach_above_percent.has_value();
          if (each.metric != cadence.metric || !BindsOn(*other, each, post, day) ||
              (each.required_count == 0 && !share)) {
            continue;
          }
          if (StepOf(*other) < highest) percent = -1, rate = 0;
          highest = std::min(highest, StepOf(*other));
          if (StepOf(*other) > highest || !share) continue;
          percent = std::max(percent, *each.reach_above_percent);
          rate = std::max(rate, PerYear(1, each.period, each.effective));
        }
      }
      if (*cadence.reach_above_percent > percent ||
          PerYear(1, cadence.period, cadence.effective) > rate + kNothing) {
        found_ = "share";
      }
    }
  }

  void CheckNewWork(const PostFacts& post, absl::CivilDay day) {
    bool forbidden = false;
    std::vector<std::string> asked;
    for (const Published* other : above_) {
      if (other->placed.step == pack_.placed.step) continue;
      for (const Ceiling& ceiling : other->rules.ceilings) {
        forbidden =
            forbidden || (Contains(Intersect(ceiling.effective, other->placed.in_force), day) &&
                          Holds(other->rules.scope, post.organization) &&
                          other->rules.document.issue_day <= pack_.rules.document.issue_day);
      }
      AddAsked(*other, post, day, true, asked);
    }
    std::vector<std::string> mine;
    AddAsked(pack_, post, day, false, mine);
    for (const std::string& each : mine) {
      if (forbidden && !Share(asked, {each})) found_ = absl::StrCat("new work ", each);
    }
  }

  static void AddAsked(const Published& from, const PostFacts& post, absl::CivilDay day, bool above,
                       std::vector<std::string>& asked) {
    for (const Duty& duty : from.rules.duties) {
      const bool sets =
          above || duty.required_count > 0 || duty.kind_coverage == KindCoverage::kRequired;
      if (!sets || !BindsOn(from, duty, post, day)) continue;
      asked.insert(asked.end(), duty.kind_ids.begin(), duty.kind_ids.end());
    }
    for (const ContactQuota& quota : from.rules.contact_quotas) {
      if (!BindsOn(from, quota, post, day)) continue;
      asked.push_back(absl::StrCat("object ", static_cast<int>(quota.object)));
    }
    for (const Cadence& cadence : from.rules.cadences) {
      const bool sets =
          above || cadence.required_count > 0 || cadence.reach_above_percent.has_value();
      if (!sets || !BindsOn(from, cadence, post, day)) continue;
      asked.push_back(absl::StrCat("metric ", static_cast<int>(cadence.metric)));
      if (above) asked.insert(asked.end(), cadence.kind_ids.begin(), cadence.kind_ids.end());
    }
  }

  const Published& pack_;
  std::vector<const Published*> above_;
  std::map<std::pair<const Published*, bool>, std::vector<Figure>> figures_;
  std::map<const Figure*, Set> once_above_;
  Set ever_;             // On some day.
  std::set<Set> known_;  // Those that were looked at.
  std::string found_;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_TESTS_LIBS_POLICY_GUARD_ORACLE_H_
