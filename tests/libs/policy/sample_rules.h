// Short ways to write rules and packs in tests.

#ifndef XINQIAO_TESTS_LIBS_POLICY_SAMPLE_RULES_H_
#define XINQIAO_TESTS_LIBS_POLICY_SAMPLE_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/day.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"

namespace xinqiao::policy {

inline const Period kAlways{.first = absl::CivilDay(2015, 9, 1), .end = kOpenEnd};

inline absl::CivilDay Day(absl::string_view text) { return ParseDay(text).value(); }

inline Period Of(absl::string_view first, absl::string_view end) {
  return {.first = Day(first), .end = Day(end)};
}

inline Subject Everybody() { return {}; }

inline Subject OfType(AppointmentType type) {
  Subject subject;
  subject.appointment_types = {type};
  return subject;
}

inline Subject Bodies() {
  Subject subject;
  subject.of = Subject::Of::kOrganizations;
  return subject;
}

inline ContactQuota Quota(int64_t count, Subject subject = {},
                          ContactObject object = ContactObject::kYouth) {
  ContactQuota quota;
  quota.contact_quota_id = "contacts";
  quota.title = "联系青年";
  quota.subject = std::move(subject);
  quota.object = object;
  quota.required_count = count;
  quota.effective = kAlways;
  return quota;
}

inline Duty Activities(std::string duty_id, int64_t count, std::optional<PeriodKind> period,
                       std::vector<std::string> kind_ids, Subject subject = {}) {
  Duty duty;
  duty.duty_id = std::move(duty_id);
  duty.title = duty.duty_id;
  duty.subject = std::move(subject);
  duty.kind_ids = std::move(kind_ids);
  duty.required_count = count;
  duty.period = period;
  duty.effective = kAlways;
  return duty;
}

inline Cadence Acts(CadenceMetric metric, int64_t count, std::optional<PeriodKind> period,
                    std::vector<std::string> kind_ids = {"online.voice"}, Subject subject = {}) {
  Cadence cadence;
  cadence.cadence_id = "cadence";
  cadence.title = "联系频次";
  cadence.subject = std::move(subject);
  cadence.metric = metric;
  cadence.kind_ids = std::move(kind_ids);
  cadence.period = period;
  cadence.required_count = count;
  cadence.effective = kAlways;
  return cadence;
}

inline Ceiling NoNewWork() {
  Ceiling ceiling;
  ceiling.ceiling_id = "no_new_work";
  ceiling.covers = {CeilingScope::kNewWork};
  ceiling.effective = kAlways;
  return ceiling;
}

inline RulePack Pack(std::string number, absl::string_view issue_day = "2017-03-22") {
  RulePack pack;
  pack.document.number = std::move(number);
  pack.document.issue_day = Day(issue_day);
  return pack;
}

inline PlacedPack Place(std::string organization_id, int step, const RulePack& rules,
                        const Period& in_force = kAlways) {
  return {.rule_pack_id = rules.document.number,
          .organization_id = std::move(organization_id),
          .step = step,
          .rules = &rules,
          .in_force = in_force};
}

}  // namespace xinqiao::policy

#endif  // XINQIAO_TESTS_LIBS_POLICY_SAMPLE_RULES_H_
