#include "libs/rpc/fields.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/id_generator.h"
#include "libs/base/text.h"
#include "libs/calendar/day.h"

namespace xinqiao::rpc {
namespace {

constexpr size_t kKindIdBytesMax = 63;

// Looser than policy::IsKindId: an id that no catalogue can hold is an unknown
// kind to the service, not a malformed name.
bool HasBytesOfKindId(absl::string_view id) {
  return !id.empty() && id.size() <= kKindIdBytesMax &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_' || c == '.';
         });
}

// Whether there is nothing to read: spaces, those of Chinese and of print included,
// and line breaks.
bool IsBlank(absl::string_view text) {
  while (!text.empty()) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[0]))) {
      text.remove_prefix(1);
    } else if (!absl::ConsumePrefix(&text, "\u3000") && !absl::ConsumePrefix(&text, "\u00a0")) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string Fields::Text(absl::string_view field, absl::string_view value, TextBounds bounds) {
  if (value.size() < bounds.min || value.size() > bounds.max) {
    Add(field, value.empty() ? absl::StrCat("is required, at most ", bounds.max, " bytes")
                             : absl::StrCat("has ", value.size(), " bytes, want ", bounds.min,
                                            " to ", bounds.max));
    return "";
  }
  const absl::string_view problem = TextProblem(value);
  if (!problem.empty()) {
    Add(field, problem);
    return "";
  }
  if (bounds.min > 0 && IsBlank(value)) {
    Add(field, "is blank");
    return "";
  }
  return std::string(value);
}

std::vector<std::string> Fields::Ids(absl::string_view field, absl::string_view name,
                                     absl::string_view pattern) {
  const auto want = absl::StrSplit(pattern, '/');
  const auto have = absl::StrSplit(name, '/');
  std::vector<std::string> ids;
  auto part = have.begin();
  bool good = true;
  for (const absl::string_view each : want) {
    good = good && part != have.end() && (each == "*" ? IsUuid(*part) : *part == each);
    if (each == "*") ids.emplace_back(good ? *part : "");
    if (good) ++part;
  }
  if (good && part == have.end()) return ids;
  Add(field, absl::StrCat("is not a name of the form ", pattern, " with lower-case UUIDs"));
  ids.assign(ids.size(), "");
  return ids;
}

std::string Fields::Id(absl::string_view field, absl::string_view name, absl::string_view pattern) {
  return Ids(field, name, pattern).back();
}

std::string Fields::IdIfSet(absl::string_view field, absl::string_view name,
                            absl::string_view pattern) {
  return name.empty() ? std::string() : Id(field, name, pattern);
}

std::string Fields::KindId(absl::string_view field, absl::string_view name) {
  absl::string_view id = name;
  if (absl::ConsumePrefix(&id, "activityKinds/") && HasBytesOfKindId(id)) return std::string(id);
  Add(field, "is not a name of the form activityKinds/*");
  return "";
}

absl::CivilDay Fields::Day(absl::string_view field, absl::string_view value) {
  const std::optional<absl::CivilDay> day = ParseDay(value);
  if (day.has_value() && day->year() >= 1900 && day->year() <= 2199) return *day;
  Add(field, value.empty() ? "is required, as YYYY-MM-DD" : "is not a day written YYYY-MM-DD");
  return {};
}

std::optional<absl::CivilDay> Fields::DayIfSet(absl::string_view field, absl::string_view value) {
  if (value.empty()) return std::nullopt;
  return Day(field, value);
}

std::string Fields::RequestId(absl::string_view value) {
  if (IsUuid(value)) return std::string(value);
  Add("request_id", value.empty() ? "is required, a lower-case UUID" : "is not a lower-case UUID");
  return "";
}

std::string Fields::PhoneIfSet(absl::string_view field, absl::string_view value) {
  const bool digits = std::all_of(value.begin(), value.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  if (value.empty() || (value.size() == 11 && value[0] == '1' && digits)) {
    return std::string(value);
  }
  Add(field, "is not a mobile phone of 11 digits");
  return "";
}

int Fields::PageSize(int value, int otherwise, int max) {
  if (value < 0) Add("page_size", "is negative");
  return value == 0 ? otherwise : std::min(value, max);
}

void Fields::Add(absl::string_view field, absl::string_view description) {
  violations_.push_back({.field = std::string(field), .description = std::string(description)});
}

absl::Status Fields::status() const {
  if (violations_.empty()) return absl::OkStatus();
  return InvalidFields(domain_, violations_);
}

}  // namespace xinqiao::rpc
