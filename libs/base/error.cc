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

// A status travels in HTTP/2 trailers, of which clients take 8 KiB: the text
// percent-encoded, the details with the text in base64.
constexpr size_t kMessageBytesMax = 600;
constexpr size_t kViolationsBytesMax = 3000;
constexpr size_t kDescriptionBytesMax = 300;

// At most `max` bytes of `text`, cut between characters.
std::string Clip(const std::string& text, size_t max) {
  if (text.size() <= max) return text;
  size_t end = max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return absl::StrCat(text.substr(0, end), "...");
}

// The first violations, as many as travel; then one that counts the others.
std::vector<FieldViolation> Travelling(const std::vector<FieldViolation>& violations) {
  std::vector<FieldViolation> result;
  size_t bytes = 0;
  for (const FieldViolation& violation : violations) {
    FieldViolation clipped{.field = Clip(violation.field, kDescriptionBytesMax),
                           .description = Clip(violation.description, kDescriptionBytesMax)};
    bytes += clipped.field.size() + clipped.description.size();
    if (bytes > kViolationsBytesMax) {
      result.push_back(
          {.field = "",
           .description = absl::StrCat("and ", violations.size() - result.size(), " more")});
      break;
    }
    result.push_back(std::move(clipped));
  }
  return result;
}

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
  return RefusedFields(absl::StatusCode::kInvalidArgument, {domain, "INVALID_FIELDS"}, violations);
}

absl::Status RefusedFields(absl::StatusCode code, ErrorId id,
                           const std::vector<FieldViolation>& violations,
                           const ErrorMetadata& metadata) {
  const std::vector<FieldViolation> travelling = Travelling(violations);
  google::rpc::BadRequest bad_request;
  for (const FieldViolation& violation : travelling) {
    auto* added = bad_request.add_field_violations();
    added->set_field(violation.field);
    added->set_description(violation.description);
  }
  const std::string message =
      absl::StrJoin(travelling, "; ", [](std::string* out, const FieldViolation& violation) {
        absl::StrAppend(out, violation.field, ": ", violation.description);
      });
  absl::Status status = MakeError(code, id, Clip(message, kMessageBytesMax), metadata);
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
