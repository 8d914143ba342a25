// Activities to messages.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_ACTIVITY_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_ACTIVITY_CODEC_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/app/log_writer.h"
#include "services/ledger/domain/activity.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

v1::Evidence Encode(const Evidence& evidence);
v1::CommunityVisit Encode(const CommunityVisit& visit);

// As `principal` may see it: what youths said of it is not for youths, and for
// nobody where few could have said it (DIS-02).
v1::Activity Encode(const Activity& activity, absl::string_view principal);

// What a write that is about an activity answers; `appended` has one.
v1::RecordedActivity EncodeRecorded(const Appended& appended, absl::string_view principal);

v1::ListActivitiesResponse Encode(const v1::ListActivitiesRequest& request,
                                  const ActivityPage& page, absl::string_view principal);

// Without community and URI, which are in openings.
v1::CommunityVisit WithoutOpenings(const CommunityVisit& visit);

// The same as the column `visit` holds it.
std::string EncodeVisit(const CommunityVisit& visit);
CommunityVisit DecodeVisit(absl::string_view bytes);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_ACTIVITY_CODEC_H_
