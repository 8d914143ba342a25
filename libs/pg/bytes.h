// Byte strings and arrays as query parameters and columns.

#ifndef XINQIAO_LIBS_PG_BYTES_H_
#define XINQIAO_LIBS_PG_BYTES_H_

#include <cstdint>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace xinqiao::pg {

// A bytea parameter. Text parameters end at a NUL byte; this does not.
std::string ToBytea(absl::string_view bytes);

// Reads a bytea column.
std::string BytesFrom(const pqxx::field& field);

// Builds an array parameter, such as '{"a",NULL}', element by element.
class ArrayText {
 public:
  void Add(absl::string_view value);       // Of text[], uuid[], or another type's text.
  void AddBytes(absl::string_view bytes);  // Of bytea[].
  void Add(int64_t number);
  void AddNull();

  bool empty() const { return text_.size() == 1; }

  // The parameter; nothing is added later.
  const std::string& Finish();

 private:
  void Separate();

  std::string text_ = "{";
};

// Builds an array parameter in the format in which a server sends and stores it:
// for arrays of thousands of elements, which it would take long to parse. Throws,
// as field.as<T>() does, what is no value of its type.
class BinaryArray {
 public:
  enum class Type : uint32_t { kBytea = 17, kDate = 1082, kTimestamptz = 1184, kUuid = 2950 };

  explicit BinaryArray(Type type);

  void AddBytes(absl::string_view bytes);  // Of bytea[].
  void AddUuid(absl::string_view uuid);    // Of uuid[].
  void AddTime(absl::Time time);           // Of timestamptz[], to the microsecond.
  void AddDay(absl::CivilDay day);         // Of date[].
  void AddNull();

  bool empty() const { return count_ == 0; }

  // The parameter; nothing is added later.
  pqxx::binarystring Finish();

 private:
  void AddElement(absl::string_view bytes);

  std::string bytes_;
  uint32_t count_ = 0;
};

// An array parameter for text[] and uuid[].
std::string ToArray(const std::vector<std::string>& values);

// An array parameter for bytea[].
std::string ToByteaArray(const std::vector<std::string>& values);

// Reads a text[] or uuid[] column.
std::vector<std::string> ArrayFrom(const pqxx::field& field);

// A parameter that is NULL when `value` is empty.
inline const char* NullIfEmpty(const std::string& value) {
  return value.empty() ? nullptr : value.c_str();
}

// Reads a text column; "" when it is NULL.
inline std::string TextFrom(const pqxx::field& field) {
  return field.is_null() ? std::string() : field.as<std::string>();
}

}  // namespace xinqiao::pg

#endif  // XINQIAO_LIBS_PG_BYTES_H_
