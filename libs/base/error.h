// Errors with a stable, machine-readable cause (google.rpc.ErrorInfo and
// google.rpc.BadRequest).

#ifndef XINQIAO_LIBS_BASE_ERROR_H_
#define XINQIAO_LIBS_BASE_ERROR_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace xinqiao {

using ErrorMetadata = std::vector<std::pair<std::string, std::string>>;

// Identifies an error across services: a reason within a domain.
struct ErrorId {
  absl::string_view domain;  // "ledger.xinqiao"
  absl::string_view reason;  // "POST_NOT_VALID"
};

// One field that a request got wrong.
struct FieldViolation {
  std::string field;        // Path from the request: "activity.actors[2]".
  std::string description;  // What is wanted instead.

  friend bool operator==(const FieldViolation&, const FieldViolation&) = default;
};

// Makes an error that keeps `id` and `metadata` across RPC boundaries.
absl::Status MakeError(absl::StatusCode code, ErrorId id, absl::string_view message,
                       const ErrorMetadata& metadata = {});

// INVALID_ARGUMENT, INVALID_FIELDS, with every violation as BadRequest; those
// beyond what a response can carry are counted in the last one. `violations` is
// not empty.
absl::Status InvalidFields(absl::string_view domain, const std::vector<FieldViolation>& violations);

// The same with a code and a reason of its own: what the fields ask for is well
// said, but not allowed as things are.
absl::Status RefusedFields(absl::StatusCode code, ErrorId id,
                           const std::vector<FieldViolation>& violations,
                           const ErrorMetadata& metadata = {});

// Returns the reason attached by MakeError(), or "" for any other status.
std::string ErrorReason(const absl::Status& status);

// Returns the violations attached by InvalidFields() or RefusedFields(), or none.
std::vector<FieldViolation> Violations(const absl::Status& status);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_BASE_ERROR_H_
