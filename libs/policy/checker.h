// One rule pack under examination: what every list of rules is checked for.

#ifndef XINQIAO_LIBS_POLICY_CHECKER_H_
#define XINQIAO_LIBS_POLICY_CHECKER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/calendar/period.h"
#include "libs/calendar/workdays.h"
#include "libs/policy/rule_pack.h"
#include "libs/policy/validate.h"

namespace xinqiao::policy {

inline constexpr size_t kIdBytesMax = 63;
// Ten a day for a year: beyond this a count in a window is a slip of the keyboard.
inline constexpr int64_t kWindowCountMax = 3650;

// Collects what is found in one pack. Lives for one call of Validate(), whose
// arguments outlive it. Not thread-safe. Each `field` is a path: "duties[1].title".
class Checker {
 public:
  // The ids of one list so far.
  using Seen = absl::flat_hash_set<std::string>;

  Checker(const RulePack& pack, const absl::flat_hash_set<std::string>& known_kind_ids,
          absl::CivilDay publication_day, absl::Span<const BookClosing> closings,
          const WorkdayCalendar& calendar);

  const RulePack& pack() const { return pack_; }
  absl::CivilDay publication_day() const { return publication_day_; }
  Findings TakeFindings() { return std::move(findings_); }

  void Wrong(absl::string_view field, absl::string_view reason);
  void Warn(absl::string_view field, absl::string_view reason);

  bool HasDuty(absl::string_view id) const { return duty_ids_.contains(id); }
  bool HasScheduleItem(absl::string_view id) const { return schedule_item_ids_.contains(id); }
  bool HasAssumption(absl::string_view id) const { return assumption_ids_.contains(id); }

  void NotEmpty(absl::string_view field, absl::string_view text);
  void Id(absl::string_view field, const std::string& id, Seen& seen);
  void RequirementIds(absl::string_view field, const std::vector<std::string>& ids);

  // What every rule begins with.
  template <typename Rule>
  void Head(absl::string_view path, absl::string_view id_field, const std::string& id,
            const Rule& rule, Seen& seen) {
    Id(absl::StrCat(path, ".", id_field), id, seen);
    NotEmpty(absl::StrCat(path, ".title"), rule.title);
    RequirementIds(absl::StrCat(path, ".requirement_ids"), rule.requirement_ids);
  }

  void KindIds(absl::string_view field, const std::vector<std::string>& ids);
  void AtLeastOneKind(absl::string_view field, const std::vector<std::string>& ids);

  // `own_id` is "" where the list does not belong to a duty.
  void DutyIds(absl::string_view field, const std::vector<std::string>& ids,
               absl::string_view own_id);

  void Between(absl::string_view field, int64_t value, int64_t min, int64_t max);

  // An upper end: 0, or from `required` to `max`.
  void UpperEnd(absl::string_view field, int64_t value, int64_t required, int64_t max);

  // Days on which something is done.
  void Window(absl::string_view field, const Period& window);

  // Days on which a rule of the pack is in force.
  void Effective(absl::string_view field, const Period& effective);

  // Days on which the pack itself is in force.
  void InForce(absl::string_view field, const Period& in_force);

  // One window of the whole of `effective` needs an end, if it is counted in.
  void Ends(absl::string_view field, const Period& effective);

  void DueDay(absl::string_view field, absl::CivilDay day);

  // Posts or organizations.
  void AnySubject(absl::string_view field, const Subject& subject);
  void Posts(absl::string_view field, const Subject& subject);
  void Organizations(absl::string_view field, const Subject& subject);

 private:
  void InScope(absl::string_view field, const Subject& subject);
  bool HasDay(absl::string_view field, const Period& days);
  void BeginsLate(absl::string_view field, absl::CivilDay first);
  void BeginsInClosedBooks(absl::string_view field, absl::CivilDay first);

  const RulePack& pack_;
  const absl::flat_hash_set<std::string>& known_kind_ids_;
  const absl::CivilDay announced_day_;  // Issued and published.
  const absl::CivilDay publication_day_;
  const absl::Span<const BookClosing> closings_;
  const WorkdayCalendar& calendar_;
  Seen duty_ids_;
  Seen schedule_item_ids_;
  Seen assumption_ids_;
  Findings findings_;
};

// Calls `check` with the path and the value of each element of `list`.
template <typename T, typename Check>
void ForEach(absl::string_view field, const std::vector<T>& list, const Check& check) {
  for (size_t i = 0; i < list.size(); ++i) check(absl::StrCat(field, "[", i, "]"), list[i]);
}

// The rules of a pack by what they are about; each in the order of the lists.
void CheckDocument(Checker& checker);
void CheckDuties(Checker& checker);
void CheckReporting(Checker& checker);  // Deadlines, reports, evaluations.
void CheckSwitchesAndAssumptions(Checker& checker);
void CheckQuotas(Checker& checker);
void CheckPoints(Checker& checker);
void CheckServiceRules(Checker& checker);

// Whether `word` is lower-case letters, digits and '_', a letter first.
bool IsWord(absl::string_view word);

// Whether `id` looks like "A-16".
bool IsAssumptionId(absl::string_view id);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_CHECKER_H_
