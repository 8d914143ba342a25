#include "libs/pg/bytes.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace xinqiao::pg {

std::string ToBytea(absl::string_view bytes) {
  return absl::StrCat("\\x", absl::BytesToHexString(bytes));
}

std::string BytesFrom(const pqxx::field& field) { return pqxx::binarystring(field).str(); }

void ArrayText::Separate() {
  if (!empty()) text_.push_back(',');
}

void ArrayText::Add(absl::string_view value) {
  Separate();
  text_.push_back('"');
  while (true) {
    const size_t special = value.find_first_of("\\\"");
    text_.append(value.data(), std::min(special, value.size()));
    if (special == absl::string_view::npos) break;
    text_.push_back('\\');
    text_.push_back(value[special]);
    value.remove_prefix(special + 1);
  }
  text_.push_back('"');
}

void ArrayText::Add(int64_t number) {
  Separate();
  absl::StrAppend(&text_, number);
}

const std::string& ArrayText::Finish() {
  text_.push_back('}');
  return text_;
}

std::string ToArray(const std::vector<std::string>& values) {
  ArrayText array;
  for (const std::string& value : values) array.Add(value);
  return array.Finish();
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
