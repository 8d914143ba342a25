#include <cstdint>

#include "libs/policy/checker.h"

namespace xinqiao::policy {
namespace {

constexpr int64_t kContactsMax = 100'000;

void CheckContactQuotas(Checker& checker) {
  Checker::Seen seen;
  ForEach("contact_quotas", checker.pack().contact_quotas,
          [&](const std::string& path, const ContactQuota& quota) {
            checker.Head(path, "contact_quota_id", quota.contact_quota_id, quota, seen);
            checker.Posts(path + ".subject", quota.subject);
            checker.Between(path + ".required_count", quota.required_count, 1, kContactsMax);
            checker.UpperEnd(path + ".max_count", quota.max_count, quota.required_count,
                             kContactsMax);
            checker.Effective(path + ".effective", quota.effective);
          });
}

void CheckCadences(Checker& checker) {
  Checker::Seen seen;
  ForEach("cadences", checker.pack().cadences,
          [&](const std::string& path, const Cadence& cadence) {
            checker.Head(path, "cadence_id", cadence.cadence_id, cadence, seen);
            checker.Posts(path + ".subject", cadence.subject);
            checker.AtLeastOneKind(path + ".kind_ids", cadence.kind_ids);
            checker.Between(path + ".required_count", cadence.required_count, 0, kWindowCountMax);
            if (cadence.reach_above_percent.has_value()) {
              checker.Between(path + ".reach_above_percent", *cadence.reach_above_percent, 0, 99);
              // Who was reached is known of meetings only.
              if (cadence.metric != CadenceMetric::kFaceToFace &&
                  cadence.metric != CadenceMetric::kOfflineActivity) {
                checker.Wrong(path + ".reach_above_percent",
                              "a share needs a metric face to face or of offline activities");
              }
            }
            checker.Effective(path + ".effective", cadence.effective);
            const bool asks = cadence.required_count > 0 || cadence.reach_above_percent.has_value();
            if (!cadence.period.has_value() && asks)
              checker.Ends(path + ".effective", cadence.effective);
          });
}

void CheckCeilings(Checker& checker) {
  Checker::Seen seen;
  ForEach(
      "ceilings", checker.pack().ceilings, [&](const std::string& path, const Ceiling& ceiling) {
        checker.Head(path, "ceiling_id", ceiling.ceiling_id, ceiling, seen);
        if (ceiling.covers.empty()) checker.Wrong(path + ".covers", "must cover something");
        absl::flat_hash_set<int> scopes;
        ForEach(path + ".covers", ceiling.covers, [&](absl::string_view place, CeilingScope scope) {
          if (!scopes.insert(static_cast<int>(scope)).second) checker.Wrong(place, "occurs twice");
        });
        checker.Effective(path + ".effective", ceiling.effective);
      });
}

void CheckTaskEmphases(Checker& checker) {
  Checker::Seen seen;
  ForEach("task_emphases", checker.pack().task_emphases,
          [&](const std::string& path, const TaskEmphasis& emphasis) {
            checker.Head(path, "task_emphasis_id", emphasis.task_emphasis_id, emphasis, seen);
            checker.Posts(path + ".subject", emphasis.subject);
            if (emphasis.tasks.empty()) checker.Wrong(path + ".tasks", "must not be empty");
            ForEach(path + ".tasks", emphasis.tasks,
                    [&](absl::string_view place, const std::string& task) {
                      checker.NotEmpty(place, task);
                    });
          });
}

}  // namespace

void CheckQuotas(Checker& checker) {
  CheckContactQuotas(checker);
  CheckCadences(checker);
  CheckCeilings(checker);
  CheckTaskEmphases(checker);
}

}  // namespace xinqiao::policy
