#include "services/ledger/app/ledger.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/opening.h"

namespace xinqiao::ledger {
namespace {

// Well below the 4 MiB that gRPC clients take unless told otherwise.
constexpr size_t kPageBytesMax = 1 << 20;

// About what an activity takes in a response.
size_t SizeBytes(const Activity& activity) {
  constexpr size_t kFixed = 1000;
  constexpr size_t kPerActor = 100;
  constexpr size_t kPerParticipant = 50;
  constexpr size_t kPerEvidence = 700;
  return kFixed + activity.facts.text.size() + activity.void_reason.size() +
         kPerActor * activity.facts.actors.size() +
         kPerParticipant * activity.facts.participant_ids.size() +
         kPerEvidence * activity.facts.evidence.size();
}

}  // namespace

absl::StatusOr<Answer> Ledger::CreateActivity(const Call& call, NewActivity draft) {
  RETURN_IF_ERROR(CheckMayWrite(call.principal));
  const absl::Time now = deps_.clock.Now();
  Openings openings = OpeningsOf(draft.facts, deps_.new_salt);
  const Recording recording = {
      .request_id = std::move(draft.request_id),
      .change_id = deps_.ids.NewId(),
      .activity = {.id = deps_.ids.NewId(), .facts = std::move(draft.facts), .record_time = now},
      .openings = std::move(openings),
  };
  return deps_.store.Append(call, recording, [&](const AdmissionFacts& facts) {
    return CheckAdmission(recording.activity.facts, facts, BusinessDay(now));
  });
}

absl::StatusOr<Answer> Ledger::VoidActivity(const Call& call, VoidRequest request) {
  RETURN_IF_ERROR(CheckMayWrite(call.principal));
  const Voiding voiding = {
      .request_id = std::move(request.request_id),
      .change_id = deps_.ids.NewId(),
      .organization_id = std::move(request.organization_id),
      .activity_id = std::move(request.activity_id),
      .reason = {.salt = deps_.new_salt(), .value = std::move(request.reason)},
      .record_time = deps_.clock.Now(),
  };
  return deps_.store.Void(call, voiding, CheckStands);
}

absl::StatusOr<Activity> Ledger::GetActivity(const Call& call, const std::string& organization_id,
                                             const std::string& activity_id) {
  return deps_.store.Get(call, organization_id, activity_id);
}

absl::StatusOr<ActivityPage> Ledger::ListActivities(const Call& call, ActivityQuery query) {
  const auto page_size = static_cast<size_t>(query.limit);
  ++query.limit;  // Tells whether there are more.
  ActivityPage page;
  ASSIGN_OR_RETURN(page.activities, deps_.store.List(call, query));
  size_t count = 0;
  size_t bytes = 0;
  while (count < page.activities.size() && count < page_size) {
    bytes += SizeBytes(page.activities[count]);
    if (count > 0 && bytes > kPageBytesMax) break;
    ++count;
  }
  if (count < page.activities.size()) {
    page.activities.resize(count);
    page.next_before_id = page.activities.back().id;
  }
  return page;
}

absl::StatusOr<Log> Ledger::GetLog(const Call& call, const std::string& log) {
  return deps_.store.GetLog(call, log);
}

}  // namespace xinqiao::ledger
