#include "libs/pg/binary.h"

#include <array>
#include <cstddef>

#include "absl/strings/ascii.h"

namespace xinqiao::pg {
namespace {

constexpr uint32_t kNullLength = UINT32_MAX;

// A number in `kSize` bytes, the highest first.
template <size_t kSize>
std::array<char, kSize> BigEndian(uint64_t number) {
  std::array<char, kSize> bytes;
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, number >>= 8) {
    *byte = static_cast<char>(number & 0xff);
  }
  return bytes;
}

template <size_t kSize>
absl::string_view View(const std::array<char, kSize>& bytes) {
  return {bytes.data(), bytes.size()};
}

void Append(absl::string_view bytes, std::string& out) { out.append(bytes.data(), bytes.size()); }

void AppendWord(uint32_t word, std::string& out) { Append(View(BigEndian<4>(word)), out); }

// An array of one dimension that may hold NULLs.
std::string ArrayOf(uint32_t type, uint32_t count, absl::string_view elements) {
  std::string bytes;
  AppendWord(1, bytes);  // Dimensions.
  AppendWord(1, bytes);  // There may be NULLs.
  AppendWord(type, bytes);
  AppendWord(count, bytes);
  AppendWord(1, bytes);  // The index of the first.
  Append(elements, bytes);
  return bytes;
}

uint32_t ArrayTypeOf(Type type) {
  switch (type) {
    case Type::kBytea:
      return 1001;
    case Type::kInt2:
      return 1005;
    case Type::kInt4:
      return 1007;
    case Type::kText:
      return 1009;
    case Type::kInt8:
      return 1016;
    case Type::kDate:
      return 1182;
    case Type::kTimestamptz:
      return 1185;
    case Type::kUuid:
      return 2951;
  }
  return 0;
}

// What a hexadecimal digit stands for, or -1.
int FromHexDigit(char digit) {
  if ('0' <= digit && digit <= '9') return digit - '0';
  const char lower = absl::ascii_tolower(static_cast<unsigned char>(digit));
  return 'a' <= lower && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

void BinaryValues::AddUuid(absl::string_view uuid) {
  constexpr size_t kDigits = 32;
  std::array<char, kDigits / 2> bytes = {};
  size_t digits = 0;
  for (const char c : uuid) {
    if (c == '-') continue;
    const int value = FromHexDigit(c);
    if (value < 0 || digits == kDigits) throw pqxx::argument_error("not a UUID");
    char& byte = bytes[digits++ / 2];
    byte = static_cast<char>(byte << 4 | value);
  }
  if (digits != kDigits) throw pqxx::argument_error("not a UUID");
  Add(Type::kUuid, View(bytes));
}

void BinaryValues::AddTime(absl::Time time) {
  constexpr int64_t kStartMicros = 946'684'800'000'000;  // 2000-01-01.
  if (time == absl::InfinitePast() || time == absl::InfiniteFuture()) {
    throw pqxx::argument_error("not a finite time");
  }
  const auto micros = static_cast<uint64_t>(absl::ToUnixMicros(time) - kStartMicros);
  Add(Type::kTimestamptz, View(BigEndian<8>(micros)));
}

void BinaryValues::AddDay(absl::CivilDay day) {
  // What the server can tell.
  if (day.year() < -4712 || day.year() > 5'874'896) throw pqxx::argument_error("not a date");
  Add(Type::kDate, View(BigEndian<4>(static_cast<uint64_t>(day - absl::CivilDay(2000, 1, 1)))));
}

void BinaryValues::AddInt2(int number) {
  if (number < INT16_MIN || number > INT16_MAX) throw pqxx::argument_error("not a smallint");
  Add(Type::kInt2, View(BigEndian<2>(static_cast<uint64_t>(number))));
}

void BinaryValues::AddInt4(int number) {
  Add(Type::kInt4, View(BigEndian<4>(static_cast<uint64_t>(number))));
}

void BinaryValues::AddInt8(int64_t number) {
  Add(Type::kInt8, View(BigEndian<8>(static_cast<uint64_t>(number))));
}

pqxx::binarystring BinaryArray::Parameter() const { return pqxx::binarystring(Bytes()); }

std::string BinaryArray::Bytes() const {
  return ArrayOf(static_cast<uint32_t>(type_), count_, elements_);
}

void BinaryArray::Add(Type type, absl::string_view bytes) {
  if (type != type_) throw pqxx::argument_error("an element of another type");
  ++count_;
  AppendWord(static_cast<uint32_t>(bytes.size()), elements_);
  Append(bytes, elements_);
}

void BinaryRows::NextRow() {
  ++count_;
  row_start_ = rows_.size();
  AppendWord(0, rows_);  // The length of the row.
  AppendWord(static_cast<uint32_t>(columns_), rows_);
}

void BinaryRows::AddNull(Type type) {
  AppendWord(static_cast<uint32_t>(type), rows_);
  AppendWord(kNullLength, rows_);
  MeasureRow();
}

void BinaryRows::AddArray(const BinaryArray& array) {
  AddColumn(ArrayTypeOf(array.type()), array.Bytes());
}

pqxx::binarystring BinaryRows::Parameter() const {
  return pqxx::binarystring(ArrayOf(type_, count_, rows_));
}

void BinaryRows::Add(Type type, absl::string_view bytes) {
  AddColumn(static_cast<uint32_t>(type), bytes);
}

void BinaryRows::AddColumn(uint32_t type, absl::string_view bytes) {
  AppendWord(type, rows_);
  AppendWord(static_cast<uint32_t>(bytes.size()), rows_);
  Append(bytes, rows_);
  MeasureRow();
}

void BinaryRows::MeasureRow() {
  if (count_ == 0) throw pqxx::usage_error("a column before the first row");
  const std::array<char, 4> length =
      BigEndian<4>(static_cast<uint64_t>(rows_.size() - row_start_ - 4));
  rows_.replace(row_start_, length.size(), length.data(), length.size());
}

}  // namespace xinqiao::pg
