// Reads the fields of a message of policy and collects what is unreadable.

#ifndef XINQIAO_LIBS_POLICY_FIELD_READER_H_
#define XINQIAO_LIBS_POLICY_FIELD_READER_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_field.h"
#include "libs/policy/pack_enums.h"
#include "libs/policy/validate.h"

namespace xinqiao::policy {

// Used by one decoder for one message. A read returns the value, or some value
// after noting a problem. Not thread-safe.
class FieldReader {
 public:
  std::vector<Problem> TakeProblems() { return std::move(problems_); }

  void Add(std::vector<Problem> problems) {
    for (Problem& problem : problems) problems_.push_back(std::move(problem));
  }

  void Wrong(absl::string_view field, absl::string_view reason);

  // Notes every string in `message`, at any depth, that may not be stored.
  void Texts(const google::protobuf::Message& message);

  // Notes every field of `message`, which is at `path`, that this version does
  // not know: at any depth, or only its own.
  void KnownFields(absl::string_view path, const google::protobuf::Message& message);
  void OwnFieldsKnown(absl::string_view path, const google::protobuf::Message& message);

  // A civil day, YYYY-MM-DD.
  absl::CivilDay Day(absl::string_view field, absl::string_view text);

  // Also takes the int that a repeated enum field holds.
  template <typename Proto, typename Ours, size_t kSize>
  Ours Enum(absl::string_view field, const EnumTable<Proto, Ours, kSize>& table, int value) {
    for (const auto& [proto, ours] : table) {
      if (proto == value) return ours;
    }
    Wrong(field, "must be one of the known values");
    return table[0].second;
  }

  template <typename Proto, typename Ours, size_t kSize>
  std::vector<Ours> Enums(absl::string_view field, const EnumTable<Proto, Ours, kSize>& table,
                          const google::protobuf::RepeatedField<int>& values) {
    std::vector<Ours> result;
    for (int i = 0; i < values.size(); ++i) {
      result.push_back(Enum(absl::StrCat(field, "[", i, "]"), table, values[i]));
    }
    return result;
  }

 private:
  std::vector<Problem> problems_;
};

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_FIELD_READER_H_
