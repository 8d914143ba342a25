// Who writes to the ledger, what enters it, and what may be voided.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_ADMISSION_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_ADMISSION_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "services/ledger/domain/activity.h"

namespace xinqiao::ledger {

// What the ledger knows of a post.
struct PostFacts {
  std::string organization_id;
  Period valid;

  friend bool operator==(const PostFacts&, const PostFacts&) = default;
};

// What the ledger knows of what an activity names.
struct AdmissionFacts {
  std::map<std::string, PostFacts> posts;  // By id: those that are known.
  bool kind_known = false;
  bool guided_branch_known = false;  // Also when the activity names none.

  friend bool operator==(const AdmissionFacts&, const AdmissionFacts&) = default;
};

// OK unless `principal` is a youth, who is told NOT_A_CADRE.
absl::Status CheckMayWrite(absl::string_view principal);

// OK if `activity` may be recorded on `today`: it is not in the future, the
// author's post is valid today, every actor's on the day of the activity, and
// the kind and the guided branch exist. Every post that fails is named.
absl::Status CheckAdmission(const ActivityFacts& activity, const AdmissionFacts& facts,
                            absl::CivilDay today);

// OK if `activity` stands, else ACTIVITY_VOIDED.
absl::Status CheckStands(const Activity& activity);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_ADMISSION_H_
