// What an activity and the entry that recorded it say alike.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_SHARED_FACTS_H_
#define XINQIAO_SERVICES_LEDGER_RPC_SHARED_FACTS_H_

#include "absl/strings/str_cat.h"
#include "libs/calendar/day_text.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/rpc/codec_fields.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

// `Message` is v1::Activity or v1::ActivityRecorded.
template <typename Message>
void EncodeShared(const ActivityFacts& facts, Message& message) {
  message.set_author(PostName(facts.author));
  for (const PostRef& actor : facts.actors) message.add_actors(PostName(actor));
  message.set_kind(absl::StrCat("activityKinds/", facts.kind_id));
  message.set_channel(static_cast<v1::Channel>(facts.channel));
  message.set_purpose(static_cast<v1::Purpose>(facts.purpose));
  message.set_day(DayText(facts.day));
  if (facts.start_minute.has_value()) message.set_start_time(TimeOfDay(*facts.start_minute));
  if (facts.end_minute.has_value()) message.set_end_time(TimeOfDay(*facts.end_minute));
  if (!facts.collective_id.empty()) message.set_collective(OrganizationName(facts.collective_id));
  if (!facts.guided_branch_id.empty()) {
    message.set_guided_branch(OrganizationName(facts.guided_branch_id));
  }
  message.set_campaign(facts.campaign);
}

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_SHARED_FACTS_H_
