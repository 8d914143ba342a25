#include "services/ledger/rpc/codec_fields.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "libs/calendar/day.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kCampaignBytesMax = 63;

}  // namespace

std::string OrganizationName(absl::string_view organization_id) {
  return absl::StrCat("organizations/", organization_id);
}

std::string PostName(const PostRef& post) {
  return absl::StrCat("organizations/", post.organization_id, "/posts/", post.post_id);
}

std::string ActivityNameOf(absl::string_view organization_id, absl::string_view activity_id) {
  return absl::StrCat("organizations/", organization_id, "/activities/", activity_id);
}

std::string YouthName(absl::string_view youth_id) { return absl::StrCat("youths/", youth_id); }

std::string LogName(absl::string_view log) { return absl::StrCat("logs/", log); }

std::string TimeOfDay(int minute) { return absl::StrFormat("%02d:%02d", minute / 60, minute % 60); }

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp result;
  const int64_t seconds = absl::ToUnixSeconds(time);
  result.set_seconds(seconds);
  result.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return result;
}

std::string At(absl::string_view field, int index) { return absl::StrCat(field, "[", index, "]"); }

bool FitsIn(rpc::Fields& fields, absl::string_view field, int size, int max) {
  if (size <= max) return true;
  fields.Add(field, absl::StrCat("has ", size, " elements, want at most ", max));
  return false;
}

std::string Line(rpc::Fields& fields, absl::string_view field, absl::string_view value,
                 rpc::TextBounds bounds) {
  std::string line = fields.Text(field, value, bounds);
  if (line.find_first_of("\r\n") == std::string::npos) return line;
  fields.Add(field, "has a line break");
  return "";
}

std::string CampaignIfSet(rpc::Fields& fields, absl::string_view field, absl::string_view value) {
  if (value.size() <= kCampaignBytesMax && std::all_of(value.begin(), value.end(), [](char c) {
        return absl::ascii_islower(static_cast<unsigned char>(c)) ||
               absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
      })) {
    return std::string(value);
  }
  fields.Add(field, "is not an id of at most 63 lower-case letters, digits and _");
  return "";
}

PostRef Post(rpc::Fields& fields, absl::string_view field, absl::string_view name) {
  std::vector<std::string> ids = fields.Ids(field, name, kPostPattern);
  return {.organization_id = std::move(ids[0]), .post_id = std::move(ids[1])};
}

void CheckOrder(rpc::Fields& fields, absl::string_view first_day, absl::string_view last_day) {
  const std::optional<absl::CivilDay> first = ParseDay(first_day);
  const std::optional<absl::CivilDay> last = ParseDay(last_day);
  if (first.has_value() && last.has_value() && *last < *first) {
    fields.Add("last_day", "is before first_day");
  }
}

}  // namespace xinqiao::ledger
