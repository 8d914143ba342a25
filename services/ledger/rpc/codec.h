// Ledger messages to values and back.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/app/ledger_store.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/log.h"
#include "xinqiao/ledger/v1/event.pb.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

// The ids in the name of an activity.
struct ActivityName {
  std::string organization_id;
  std::string activity_id;
};

// Each checks every field, and fails with INVALID_FIELDS and all violations.
absl::StatusOr<NewActivity> Decode(const v1::CreateActivityRequest& request);
absl::StatusOr<VoidRequest> Decode(const v1::VoidActivityRequest& request);
absl::StatusOr<ActivityName> Decode(const v1::GetActivityRequest& request);
absl::StatusOr<ActivityQuery> Decode(const v1::ListActivitiesRequest& request);
absl::StatusOr<std::string> Decode(const v1::GetLogRequest& request);

v1::Activity Encode(const Activity& activity);
v1::Receipt Encode(const Receipt& receipt);
v1::Log Encode(const Log& log);
v1::ListActivitiesResponse Encode(const v1::ListActivitiesRequest& request,
                                  const ActivityPage& page);

// The entries of the log: their bytes are stored and hashed as they are here.
v1::Event EncodeRecorded(const Activity& activity, const Openings& openings);
v1::Event EncodeVoided(const Voiding& voiding);

// The same, as the store wants them.
Encoders MessageEncoders();

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_CODEC_H_
