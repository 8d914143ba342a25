// Arrays as query parameters in the format in which a server sends and stores
// them: for thousands of values, which it would take long to parse as text.

#ifndef XINQIAO_LIBS_PG_BINARY_H_
#define XINQIAO_LIBS_PG_BINARY_H_

#include <cstdint>
#include <pqxx/pqxx>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace xinqiao::pg {

// Types of the server, by their OIDs, which are the same everywhere.
enum class Type : uint32_t {
  kBytea = 17,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kDate = 1082,
  kTimestamptz = 1184,
  kUuid = 2950,
};

// Takes one value after the other, each of the type that the server expects. It
// refuses others. Throws pqxx::argument_error if a value is none of its type, and
// pqxx::usage_error if there is no row to put it in.
class BinaryValues {
 public:
  virtual ~BinaryValues() = default;

  void AddBytes(absl::string_view bytes) { Add(Type::kBytea, bytes); }
  void AddText(absl::string_view text) { Add(Type::kText, text); }
  void AddUuid(absl::string_view uuid);
  void AddTime(absl::Time time);  // To the microsecond; finite.
  void AddDay(absl::CivilDay day);
  void AddInt2(int number);
  void AddInt4(int number);
  void AddInt8(int64_t number);

 private:
  virtual void Add(Type type, absl::string_view bytes) = 0;
};

// Elements of one type.
class BinaryArray final : public BinaryValues {
 public:
  explicit BinaryArray(Type type) : type_(type) {}

  Type type() const { return type_; }

  // As a parameter.
  pqxx::binarystring Parameter() const;
  // As the server stores it.
  std::string Bytes() const;

 private:
  void Add(Type type, absl::string_view bytes) override;

  const Type type_;
  std::string elements_;
  uint32_t count_ = 0;
};

// Rows of a composite type. Each has a value or a NULL for every column of it, in
// their order.
class BinaryRows final : public BinaryValues {
 public:
  // `type` is the OID of the composite type, which each database has of its own.
  BinaryRows(uint32_t type, int columns) : type_(type), columns_(columns) {}

  // What is added from here on is of the next row.
  void NextRow();
  void AddNull(Type type);
  void AddArray(const BinaryArray& array);

  // As a parameter: an array.
  pqxx::binarystring Parameter() const;

 private:
  void Add(Type type, absl::string_view bytes) override;
  void AddColumn(uint32_t type, absl::string_view bytes);
  // Writes the length of the last row in front of it.
  void MeasureRow();

  const uint32_t type_;
  const int columns_;
  std::string rows_;
  uint32_t count_ = 0;
  size_t row_start_ = 0;  // Where the length of the last row stands.
};

}  // namespace xinqiao::pg

#endif  // XINQIAO_LIBS_PG_BINARY_H_
