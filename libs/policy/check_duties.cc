#include <algorithm>
#include <cstddef>
#include <deque>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "libs/policy/checker.h"

namespace xinqiao::policy {
namespace {

bool Lists(const std::vector<std::string>& ids, absl::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void CheckEachDuty(Checker& checker) {
  Checker::Seen seen;
  ForEach("duties", checker.pack().duties, [&](const std::string& path, const Duty& duty) {
    checker.Head(path, "duty_id", duty.duty_id, duty, seen);
    checker.AnySubject(path + ".subject", duty.subject);
    checker.AtLeastOneKind(path + ".kind_ids", duty.kind_ids);
    checker.Between(path + ".required_count", duty.required_count, 0, kWindowCountMax);
    checker.UpperEnd(path + ".max_count", duty.max_count, duty.required_count, kWindowCountMax);
    checker.Effective(path + ".effective", duty.effective);
    if (!duty.period.has_value() && duty.required_count > 0) {
      checker.Ends(path + ".effective", duty.effective);
    }
    checker.DutyIds(path + ".may_also_count", duty.may_also_count, duty.duty_id);
  });
}

// Whether an activity may count in both, or never has to decide.
bool MayShare(const Duty& a, const Duty& b) {
  return Days(Intersect(a.effective, b.effective)) == 0 || !CanMeet(a.subject, b.subject) ||
         Lists(a.may_also_count, b.duty_id) || Lists(b.may_also_count, a.duty_id);
}

// One activity counts in one duty of a post unless the pack says otherwise.
void CheckSharedKinds(Checker& checker) {
  absl::flat_hash_map<std::string, std::vector<const Duty*>> earlier;  // By kind.
  ForEach("duties", checker.pack().duties, [&](const std::string& path, const Duty& duty) {
    ForEach(path + ".kind_ids", duty.kind_ids, [&](absl::string_view field, const std::string& id) {
      std::vector<const Duty*>& others = earlier[id];
      const auto found = std::find_if(others.begin(), others.end(), [&duty](const Duty* other) {
        return other != &duty && !MayShare(*other, duty);
      });
      if (found != others.end()) {
        checker.Wrong(field, absl::StrCat("'", id, "' counts in duty '", (*found)->duty_id,
                                          "' of the same posts already; say so in may_also_count"));
      }
      others.push_back(&duty);
    });
  });
}

// The shortest way from `duty` back to itself along may_also_count, `duty` at
// both ends; empty when there is none.
std::vector<std::string> RingThrough(const std::string& duty_id,
                                     const absl::flat_hash_map<std::string, const Duty*>& duties) {
  absl::flat_hash_map<std::string, std::string> came_from;
  std::deque<std::string> reached = {duty_id};
  while (!reached.empty()) {
    const std::string at = reached.front();
    reached.pop_front();
    for (const std::string& next : duties.at(at)->may_also_count) {
      if (next == at || !duties.contains(next) || !came_from.emplace(next, at).second) continue;
      if (next != duty_id) {
        reached.push_back(next);
        continue;
      }
      std::vector<std::string> ring = {duty_id};
      do {
        ring.push_back(came_from.at(ring.back()));
      } while (ring.back() != duty_id);
      std::reverse(ring.begin(), ring.end());
      return ring;
    }
  }
  return {};
}

// In a ring no duty would be the one that an activity counts in first.
void CheckRings(Checker& checker) {
  absl::flat_hash_map<std::string, const Duty*> duties;
  for (const Duty& duty : checker.pack().duties) duties.emplace(duty.duty_id, &duty);
  Checker::Seen reported;
  ForEach("duties", checker.pack().duties, [&](const std::string& path, const Duty& duty) {
    if (reported.contains(duty.duty_id)) return;
    const std::vector<std::string> ring = RingThrough(duty.duty_id, duties);
    if (ring.empty()) return;
    reported.insert(ring.begin(), ring.end());
    checker.Wrong(path + ".may_also_count",
                  absl::StrCat("counts round in a ring: ", absl::StrJoin(ring, " > ")));
  });
}

void CheckScheduleItems(Checker& checker) {
  Checker::Seen seen;
  ForEach("schedule_items", checker.pack().schedule_items,
          [&](const std::string& path, const ScheduleItem& item) {
            checker.Head(path, "schedule_item_id", item.schedule_item_id, item, seen);
            checker.Window(path + ".window", item.window);
            checker.AnySubject(path + ".subject", item.subject);
            checker.DutyIds(path + ".duty_ids", item.duty_ids, "");
            checker.KindIds(path + ".kind_ids", item.kind_ids);
          });
}

}  // namespace

void CheckDuties(Checker& checker) {
  CheckEachDuty(checker);
  CheckSharedKinds(checker);
  CheckRings(checker);
  CheckScheduleItems(checker);
}

}  // namespace xinqiao::policy
