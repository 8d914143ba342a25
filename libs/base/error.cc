#include "libs/base/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/rpc/error_details.pb.h"

namespace xinqiao {
namespace {

// The standard URLs, so that clients in other languages decode them as usual.
constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";

template <typename Message>
Message PayloadOf(const absl::Status& status, const char* url) {
  Message message;
  const auto payload = status.GetPayload(url);
  if (!payload.has_value() || !message.ParseFromString(std::string(*payload))) message.Clear();
  return message;
}

}  // namespace

absl::Status MakeError(absl::StatusCode code, ErrorId id, absl::string_view message,
                       const ErrorMetadata& metadata) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(id.reason));
  info.set_domain(std::string(id.domain));
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[key] = value;

  absl::Status status(code, message);
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::Status InvalidFields(absl::string_view domain,
                           const std::vector<FieldViolation>& violations) {
  google::rpc::BadRequest bad_request;
  for (const FieldViolation& violation : violations) {
    auto* added = bad_request.add_field_violations();
    added->set_field(violation.field);
    added->set_description(violation.description);
  }
  const std::string message =
      absl::StrJoin(violations, "; ", [](std::string* out, const FieldViolation& violation) {
        absl::StrAppend(out, violation.field, ": ", violation.description);
      });
  absl::Status status =
      MakeError(absl::StatusCode::kInvalidArgument, {domain, "INVALID_FIELDS"}, message);
  status.SetPayload(kBadRequestUrl, absl::Cord(bad_request.SerializeAsString()));
  return status;
}

std::string ErrorReason(const absl::Status& status) {
  return PayloadOf<google::rpc::ErrorInfo>(status, kErrorInfoUrl).reason();
}

std::vector<FieldViolation> Violations(const absl::Status& status) {
  std::vector<FieldViolation> result;
  const auto bad_request = PayloadOf<google::rpc::BadRequest>(status, kBadRequestUrl);
  for (const auto& violation : bad_request.field_violations()) {
    result.push_back({.field = violation.field(), .description = violation.description()});
  }
  return result;
}

}  // namespace xinqiao
