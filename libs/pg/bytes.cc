#include "libs/pg/bytes.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace xinqiao::pg {
namespace {

// The last `size` bytes of a number, the highest first.
void AppendBigEndian(uint64_t number, int size, std::string& out) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(number >> shift & 0xff));
  }
}

}  // namespace

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

void ArrayText::AddBytes(absl::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  Separate();
  text_.append("\"\\\\x");
  const size_t start = text_.size();
  text_.resize(start + 2 * bytes.size());
  char* out = &text_[start];
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    *out++ = kDigits[byte >> 4];
    *out++ = kDigits[byte & 0xf];
  }
  text_.push_back('"');
}

void ArrayText::Add(int64_t number) {
  Separate();
  absl::StrAppend(&text_, number);
}

void ArrayText::AddNull() {
  Separate();
  text_.append("NULL");
}

const std::string& ArrayText::Finish() {
  text_.push_back('}');
  return text_;
}

BinaryArray::BinaryArray(Type type) {
  AppendBigEndian(1, 4, bytes_);  // Dimensions.
  AppendBigEndian(1, 4, bytes_);  // There may be NULLs.
  AppendBigEndian(static_cast<uint32_t>(type), 4, bytes_);
  bytes_.append(4, '\0');         // The number of elements.
  AppendBigEndian(1, 4, bytes_);  // The index of the first.
}

void BinaryArray::AddElement(absl::string_view bytes) {
  ++count_;
  AppendBigEndian(bytes.size(), 4, bytes_);
  bytes_.append(bytes.data(), bytes.size());
}

void BinaryArray::AddBytes(absl::string_view bytes) { AddElement(bytes); }

void BinaryArray::AddUuid(absl::string_view uuid) {
  std::string digits(uuid);
  digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
  const bool all_hex = std::all_of(digits.begin(), digits.end(), absl::ascii_isxdigit);
  if (digits.size() != 32 || !all_hex) throw pqxx::argument_error("not a UUID");
  AddElement(absl::HexStringToBytes(digits));
}

void BinaryArray::AddTime(absl::Time time) {
  constexpr int64_t kStartMicros = 946'684'800'000'000;  // 2000-01-01.
  std::string bytes;
  AppendBigEndian(static_cast<uint64_t>(absl::ToUnixMicros(time) - kStartMicros), 8, bytes);
  AddElement(bytes);
}

void BinaryArray::AddDay(absl::CivilDay day) {
  std::string bytes;
  AppendBigEndian(static_cast<uint64_t>(day - absl::CivilDay(2000, 1, 1)), 4, bytes);
  AddElement(bytes);
}

void BinaryArray::AddNull() {
  ++count_;
  bytes_.append(4, '\xff');
}

pqxx::binarystring BinaryArray::Finish() {
  constexpr size_t kCountAt = 12;
  std::string count;
  AppendBigEndian(count_, 4, count);
  bytes_.replace(kCountAt, count.size(), count);
  return pqxx::binarystring(bytes_);
}

std::string ToArray(const std::vector<std::string>& values) {
  ArrayText array;
  for (const std::string& value : values) array.Add(value);
  return array.Finish();
}

std::string ToByteaArray(const std::vector<std::string>& values) {
  ArrayText array;
  for (const std::string& value : values) array.AddBytes(value);
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
