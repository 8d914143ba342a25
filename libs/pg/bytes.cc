#include "libs/pg/bytes.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace xinqiao::pg {

std::string ToBytea(absl::string_view bytes) {
  return absl::StrCat("\\x", absl::BytesToHexString(bytes));
}

std::string BytesFrom(const pqxx::field& field) { return pqxx::binarystring(field).str(); }

std::string ToArray(const std::vector<std::string>& values) {
  const auto quote = [](std::string* out, const std::string& value) {
    absl::StrAppend(out, "\"", absl::StrReplaceAll(value, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
  };
  return absl::StrCat("{", absl::StrJoin(values, ",", quote), "}");
}

std::string ToByteaArray(const std::vector<std::string>& values) {
  const auto quote = [](std::string* out, const std::string& value) {
    absl::StrAppend(out, "\"\\\\x", absl::BytesToHexString(value), "\"");
  };
  return absl::StrCat("{", absl::StrJoin(values, ",", quote), "}");
}

std::vector<std::string> ArrayFrom(const pqxx::field& field) {
  std::vector<std::string> values;
  if (field.is_null()) return values;
  pqxx::array_parser parser = field.as_array();
  for (auto item = parser.get_next(); item.first != pqxx::array_parser::done;
       item = parser.get_next()) {
    if (item.first == pqxx::array_parser::string_value) values.push_back(item.second);
  }
  return values;
}

}  // namespace xinqiao::pg
