// What the decoders and encoders of the ledger share.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_CODEC_FIELDS_H_
#define XINQIAO_SERVICES_LEDGER_RPC_CODEC_FIELDS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/rpc/fields.h"
#include "services/ledger/domain/activity.h"

namespace xinqiao::ledger {

inline constexpr char kOrganizationPattern[] = "organizations/*";
inline constexpr char kPostPattern[] = "organizations/*/posts/*";
inline constexpr char kActivityPattern[] = "organizations/*/activities/*";
inline constexpr char kParticipationPattern[] = "organizations/*/activities/*/participations/*";
inline constexpr char kYouthPattern[] = "youths/*";

// How many bytes the reason of a write has.
inline constexpr rpc::TextBounds kReasonBytes = {1, 1000};

std::string OrganizationName(absl::string_view organization_id);
std::string PostName(const PostRef& post);
std::string ActivityNameOf(absl::string_view organization_id, absl::string_view activity_id);
std::string YouthName(absl::string_view youth_id);
std::string LogName(absl::string_view log);

// "08:30", of minutes since midnight.
std::string TimeOfDay(int minute);

google::protobuf::Timestamp ToTimestamp(absl::Time time);

// "actors[3]".
std::string At(absl::string_view field, int index);

// Notes a list that is too long. Its elements are then not looked at.
bool FitsIn(rpc::Fields& fields, absl::string_view field, int size, int max);

// Text without line breaks: commitments separate such texts by line feeds.
std::string Line(rpc::Fields& fields, absl::string_view field, absl::string_view value,
                 rpc::TextBounds bounds);

// Lower-case letters, digits and "_", at most 63; or nothing.
std::string CampaignIfSet(rpc::Fields& fields, absl::string_view field, absl::string_view value);

PostRef Post(rpc::Fields& fields, absl::string_view field, absl::string_view name);

// Notes a `last_day` before `first_day`, where both are days.
void CheckOrder(rpc::Fields& fields, absl::string_view first_day, absl::string_view last_day);

// A number of `Enum` that the contract names and that is not its zero.
template <typename Value, typename Enum>
Value Choice(rpc::Fields& fields, absl::string_view field, Enum value, bool (*is_valid)(int)) {
  if (value == 0) {
    fields.Add(field, "is required");
  } else if (!is_valid(value)) {
    fields.Add(field, absl::StrCat("has no meaning for ", static_cast<int>(value)));
  }
  return static_cast<Value>(value);
}

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_CODEC_FIELDS_H_
