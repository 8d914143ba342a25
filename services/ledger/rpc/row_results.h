// What becomes of many rows in one answer.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_ROW_RESULTS_H_
#define XINQIAO_SERVICES_LEDGER_RPC_ROW_RESULTS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ledger/app/log_writer.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

// Whether a row was refused for what it says. Other errors concern all that is
// sent: it may be sent again.
bool IsOfRow(const absl::Status& status);

// The answer to a batch: every activity, or INVALID_ROWS, or the error that
// concerns them all.
absl::StatusOr<v1::BatchCreateActivitiesResponse> EncodeBatch(const UnitResult& result,
                                                              absl::string_view principal);

// Adds what became of row number `row` of an import. Fails with what concerns
// the rows to come as well.
absl::Status AddRow(int64_t row, const absl::StatusOr<Appended>& result,
                    v1::ImportActivitiesResponse& response);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_ROW_RESULTS_H_
