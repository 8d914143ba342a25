#include "services/ledger/domain/activity.h"

#include "libs/calendar/day.h"

namespace xinqiao::ledger {

int ParticipantTotal(const ActivityFacts& facts) {
  return facts.participant_ids.empty() ? facts.participant_count
                                       : static_cast<int>(facts.participant_ids.size());
}

int64_t LateDays(const Activity& activity) {
  return BusinessDay(activity.record_time) - activity.facts.day;
}

}  // namespace xinqiao::ledger
