// Checks the fields of a request and collects every violation.

#ifndef XINQIAO_LIBS_RPC_FIELDS_H_
#define XINQIAO_LIBS_RPC_FIELDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/base/error.h"

namespace xinqiao::rpc {

// How many bytes a text may have, inclusive.
struct TextBounds {
  size_t min = 0;
  size_t max = 0;
};

// Used by one decoder for one request:
//
//   Fields fields("ledger.xinqiao");
//   draft.text = fields.Text("activity.text", activity.text(), {1, 8000});
//   RETURN_IF_ERROR(fields.status());
//
// A check returns the value, or an empty one after noting a violation. Not
// thread-safe.
class Fields {
 public:
  explicit Fields(absl::string_view domain) : domain_(domain) {}

  // Text that may be stored and shown.
  std::string Text(absl::string_view field, absl::string_view value, TextBounds bounds);

  // The ids in a resource name of `pattern`, such as "organizations/*/posts/*";
  // as many as stars. Ids are lower-case UUIDs.
  std::vector<std::string> Ids(absl::string_view field, absl::string_view name,
                               absl::string_view pattern);

  // The last id in a resource name of `pattern`.
  std::string Id(absl::string_view field, absl::string_view name, absl::string_view pattern);

  // The same, or "" for an empty name.
  std::string IdIfSet(absl::string_view field, absl::string_view name, absl::string_view pattern);

  // The id in `activityKinds/{activity_kind}`: lower-case words with dots and
  // underscores, at most 63 bytes.
  std::string KindId(absl::string_view field, absl::string_view name);

  // A civil day, YYYY-MM-DD, from 1900 to 2199.
  absl::CivilDay Day(absl::string_view field, absl::string_view value);

  // The same, or nothing for an empty value.
  std::optional<absl::CivilDay> DayIfSet(absl::string_view field, absl::string_view value);

  // `request_id`.
  std::string RequestId(absl::string_view value);

  // A mobile phone: 11 digits that begin with 1, or nothing.
  std::string PhoneIfSet(absl::string_view field, absl::string_view value);

  // `page_size`: 0 means `otherwise`, above `max` means `max`.
  int PageSize(int value, int otherwise = 100, int max = 1000);

  // Notes a violation that a decoder found by itself.
  void Add(absl::string_view field, absl::string_view description);

  // OK, or INVALID_FIELDS with every violation.
  absl::Status status() const;

 private:
  const std::string domain_;
  std::vector<FieldViolation> violations_;
};

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_FIELDS_H_
