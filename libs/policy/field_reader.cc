#include "libs/policy/field_reader.h"

#include <optional>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/unknown_field_set.h"
#include "libs/base/text.h"
#include "libs/calendar/day.h"

namespace xinqiao::policy {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Appends a problem for every string below `message` that may not be stored.
void CheckTexts(const Message& message, absl::string_view path, std::vector<Problem>& problems) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    if (!is_text && field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const std::string place =
          absl::StrCat(path, field->name(), field->is_repeated() ? absl::StrCat("[", i, "]") : "");
      if (is_text) {
        const absl::string_view problem =
            TextProblem(field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                             : reflection.GetString(message, field));
        if (!problem.empty()) problems.push_back({.field = place, .reason = std::string(problem)});
      } else {
        CheckTexts(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                        : reflection.GetMessage(message, field),
                   absl::StrCat(place, "."), problems);
      }
    }
  }
}

std::string Join(absl::string_view path, absl::string_view field) {
  return absl::StrCat(path, path.empty() ? "" : ".", field);
}

}  // namespace

void FieldReader::Wrong(absl::string_view field, absl::string_view reason) {
  problems_.push_back({.field = std::string(field), .reason = std::string(reason)});
}

void FieldReader::Texts(const Message& message) { CheckTexts(message, "", problems_); }

void FieldReader::KnownFields(absl::string_view path, const Message& message) {
  OwnFieldsKnown(path, message);
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const std::string place = Join(path, field->name());
    if (!field->is_repeated()) {
      KnownFields(place, reflection.GetMessage(message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      KnownFields(absl::StrCat(place, "[", i, "]"),
                  reflection.GetRepeatedMessage(message, field, i));
    }
  }
}

void FieldReader::OwnFieldsKnown(absl::string_view path, const Message& message) {
  const google::protobuf::UnknownFieldSet& unknown =
      message.GetReflection()->GetUnknownFields(message);
  for (int i = 0; i < unknown.field_count(); ++i) {
    Wrong(Join(path, absl::StrCat(unknown.field(i).number())),
          "is a field that this version does not know");
  }
}

absl::CivilDay FieldReader::Day(absl::string_view field, absl::string_view text) {
  const std::optional<absl::CivilDay> day = ParseDay(text);
  if (day.has_value() && day->year() >= 1900 && day->year() <= 2199) return *day;
  Wrong(field, "must be a day of 1900 to 2199, YYYY-MM-DD");
  return {};
}

}  // namespace xinqiao::policy
