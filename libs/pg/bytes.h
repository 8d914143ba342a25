// Byte strings and arrays as query parameters and columns.

#ifndef XINQIAO_LIBS_PG_BYTES_H_
#define XINQIAO_LIBS_PG_BYTES_H_

#include <cstdint>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace xinqiao::pg {

// A bytea parameter. Text parameters end at a NUL byte; this does not.
std::string ToBytea(absl::string_view bytes);

// Reads a bytea column.
std::string BytesFrom(const pqxx::field& field);

// Builds an array parameter, such as '{"a","b"}', element by element.
class ArrayText {
 public:
  void Add(absl::string_view value);  // Of text[], uuid[], or another type's text.
  void Add(int64_t number);

  bool empty() const { return text_.size() == 1; }

  // The parameter; nothing is added later.
  const std::string& Finish();

 private:
  void Separate();

  std::string text_ = "{";
};

// An array parameter for text[] and uuid[].
std::string ToArray(const std::vector<std::string>& values);

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
