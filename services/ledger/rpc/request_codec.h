// Requests of LedgerService to values.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_REQUEST_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_REQUEST_CODEC_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/domain/activity.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

// The rows of a batch or of a part of an import: what could not be read is its
// INVALID_FIELDS, with all violations.
using Rows = std::vector<absl::StatusOr<BatchRow>>;

// How many rows a batch, and a message of an import, has.
inline constexpr int kRowsMax = 500;

// Each checks every field, and fails with INVALID_FIELDS and all violations.
absl::StatusOr<NewActivity> Decode(const v1::CreateActivityRequest& request);
absl::StatusOr<Rows> Decode(absl::string_view principal,
                            const v1::BatchCreateActivitiesRequest& request);
absl::StatusOr<Rows> Decode(absl::string_view principal,
                            const v1::ImportActivitiesRequest& request);
absl::StatusOr<ActivityName> Decode(const v1::GetActivityRequest& request);
absl::StatusOr<ActivityQuery> Decode(const v1::ListActivitiesRequest& request);
absl::StatusOr<VoidRequest> Decode(const v1::VoidActivityRequest& request);
absl::StatusOr<RedactRequest> Decode(const v1::RedactActivityRequest& request);

// What a page token of this request is bound to.
std::string QueryOf(const v1::ListActivitiesRequest& request);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_REQUEST_CODEC_H_
