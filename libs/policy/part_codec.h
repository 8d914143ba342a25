// The parts that rules of every sort share, read and written: texts, days, windows, subjects.

#ifndef XINQIAO_LIBS_POLICY_PART_CODEC_H_
#define XINQIAO_LIBS_POLICY_PART_CODEC_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/calendar/period.h"
#include "libs/policy/field_reader.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/pack_enums.h"
#include "libs/policy/subject.h"

namespace xinqiao::policy {

// Each `field` is the path that problems name.

std::vector<std::string> DecodeStrings(
    const google::protobuf::RepeatedPtrField<std::string>& values);
void EncodeStrings(const std::vector<std::string>& values,
                   google::protobuf::RepeatedPtrField<std::string>* out);

Period DecodeInterval(FieldReader& reader, absl::string_view field,
                      const v1::DayInterval& interval);
void EncodeInterval(const Period& interval, v1::DayInterval* out);

// Nothing for PERIOD_KIND_WHOLE_INTERVAL.
std::optional<PeriodKind> DecodeWindow(FieldReader& reader, absl::string_view field,
                                       v1::PeriodKind period);
v1::PeriodKind EncodeWindow(const std::optional<PeriodKind>& period);

// `field` is that of the message.
Subject DecodePostSubject(FieldReader& reader, absl::string_view field,
                          const v1::PostSubject& subject);
void EncodePostSubject(const Subject& subject, v1::PostSubject* out);

Subject DecodeOrganizationSubject(FieldReader& reader, absl::string_view field,
                                  const v1::OrganizationSubject& subject);
void EncodeOrganizationSubject(const Subject& subject, v1::OrganizationSubject* out);

Subject DecodeSubject(FieldReader& reader, absl::string_view field, const v1::Subject& subject);
void EncodeSubject(const Subject& subject, v1::Subject* out);

// The subject of a rule that only posts, or only organizations, can have; a
// problem where it has none, for it would bind everybody.
template <typename Rule>
Subject DecodePosts(FieldReader& reader, absl::string_view path, const Rule& rule) {
  const std::string field = absl::StrCat(path, ".subject");
  if (!rule.has_subject()) reader.Wrong(field, "must say which posts");
  return DecodePostSubject(reader, field, rule.subject());
}

template <typename Rule>
Subject DecodeOrganizations(FieldReader& reader, absl::string_view path, const Rule& rule) {
  const std::string field = absl::StrCat(path, ".subject");
  if (!rule.has_subject()) reader.Wrong(field, "must say which organizations");
  return DecodeOrganizationSubject(reader, field, rule.subject());
}

template <typename Proto, typename Ours, size_t kSize>
void EncodeEnums(const EnumTable<Proto, Ours, kSize>& table, const std::vector<Ours>& values,
                 google::protobuf::RepeatedField<int>* out) {
  for (const Ours value : values) out->Add(ToProto(table, value));
}

// Decodes each element of a list with a path of its own: "duties[2]".
template <typename Value, typename Proto>
std::vector<Value> DecodeEach(FieldReader& reader, absl::string_view field,
                              const google::protobuf::RepeatedPtrField<Proto>& elements,
                              Value (*decode)(FieldReader&, const std::string&, const Proto&)) {
  std::vector<Value> values;
  values.reserve(static_cast<size_t>(elements.size()));
  for (int i = 0; i < elements.size(); ++i) {
    values.push_back(decode(reader, absl::StrCat(field, "[", i, "]"), elements[i]));
  }
  return values;
}

// As DecodeEach(), but an element with anything unreadable in it, or unknown to
// this version, is left out, and its path is added to `left_out`.
template <typename Value, typename Proto>
std::vector<Value> DecodeReadable(FieldReader& unread, std::vector<std::string>& left_out,
                                  absl::string_view field,
                                  const google::protobuf::RepeatedPtrField<Proto>& elements,
                                  Value (*decode)(FieldReader&, const std::string&, const Proto&)) {
  std::vector<Value> values;
  values.reserve(static_cast<size_t>(elements.size()));
  for (int i = 0; i < elements.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    FieldReader reader;
    reader.KnownFields(path, elements[i]);
    Value value = decode(reader, path, elements[i]);
    std::vector<Problem> problems = reader.TakeProblems();
    if (problems.empty()) {
      values.push_back(std::move(value));
    } else {
      left_out.push_back(path);
      unread.Add(std::move(problems));
    }
  }
  return values;
}

template <typename Value, typename Proto>
void EncodeEach(const std::vector<Value>& values, void (*encode)(const Value&, Proto*),
                google::protobuf::RepeatedPtrField<Proto>* out) {
  for (const Value& value : values) encode(value, out->Add());
}

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_PART_CODEC_H_
