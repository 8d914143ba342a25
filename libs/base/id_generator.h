// The only source of new identifiers.

#ifndef XINQIAO_LIBS_BASE_ID_GENERATOR_H_
#define XINQIAO_LIBS_BASE_ID_GENERATOR_H_

#include <cstdint>
#include <mutex>
#include <string>

#include "absl/strings/string_view.h"

namespace xinqiao {

// Makes globally unique resource ids. Implementations are thread-safe.
class IdGenerator {
 public:
  virtual ~IdGenerator() = default;
  virtual std::string NewId() = 0;
};

// Makes UUIDs of version 7 (RFC 9562), lower case, that only grow within one
// generator: 48 bits of real time in milliseconds, a 12-bit counter, 62 random
// bits.
class Uuid7Generator final : public IdGenerator {
 public:
  std::string NewId() override;

 private:
  std::mutex mutex_;
  uint64_t last_ = 0;  // Milliseconds and counter of the last id. Guarded by mutex_.
};

// Whether `text` is a lower-case UUID in canonical form, of any version.
bool IsUuid(absl::string_view text);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_BASE_ID_GENERATOR_H_
