#include "services/ledger/rpc/row_results.h"

#include <string>
#include <vector>

#include "libs/base/error.h"
#include "libs/rpc/status.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/rpc/activity_codec.h"

namespace xinqiao::ledger {
namespace {

constexpr int kFailuresMax = 1000;

}  // namespace

bool IsOfRow(const absl::Status& status) {
  if (absl::IsFailedPrecondition(status)) return ErrorReason(status) != "LOG_HALTED";
  return absl::IsInvalidArgument(status) || absl::IsAlreadyExists(status);
}

absl::StatusOr<v1::BatchCreateActivitiesResponse> EncodeBatch(const UnitResult& result,
                                                              absl::string_view principal) {
  v1::BatchCreateActivitiesResponse response;
  std::vector<absl::Status> rows;
  bool refused = false;
  for (const absl::StatusOr<Appended>& row : result) {
    if (row.ok()) {
      if (!refused) *response.add_activities() = EncodeRecorded(*row, principal);
      rows.push_back(absl::OkStatus());
    } else if (absl::IsCancelled(row.status())) {
      rows.push_back(absl::OkStatus());  // Not at fault.
    } else if (IsOfRow(row.status())) {
      refused = true;
      rows.push_back(row.status());
    } else {
      return row.status();
    }
  }
  if (refused) return errors::InvalidRows(rows);
  return response;
}

absl::Status AddRow(int64_t row, const absl::StatusOr<Appended>& result,
                    v1::ImportActivitiesResponse& response) {
  if (result.ok()) {
    if (result->repeated) {
      response.set_already_recorded_count(response.already_recorded_count() + 1);
    } else {
      response.set_recorded_count(response.recorded_count() + 1);
    }
    return absl::OkStatus();
  }
  const absl::Status& status = result.status();
  const bool poisoned = rpc::IsServerFault(status);
  if (!poisoned && !IsOfRow(status)) return status;
  response.set_failed_count(response.failed_count() + 1);
  const auto add = [&](const std::string& field, const std::string& message) {
    if (response.failures_size() == kFailuresMax) return;
    v1::ImportActivitiesResponse::Failure& failure = *response.add_failures();
    failure.set_row(row);
    failure.set_field(field);
    failure.set_reason(poisoned ? "INTERNAL" : ErrorReason(status));
    failure.set_message(message);
  };
  const std::vector<FieldViolation> violations = Violations(status);
  for (const FieldViolation& violation : violations) add(violation.field, violation.description);
  // What went wrong inside is not for callers.
  if (violations.empty()) {
    add("", poisoned ? "internal error" : std::string(status.message()));
  }
  return absl::OkStatus();
}

}  // namespace xinqiao::ledger
