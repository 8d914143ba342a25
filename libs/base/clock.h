// The only source of wall-clock time. tools/tidy.py bans absl::Now() elsewhere.

#ifndef XINQIAO_LIBS_BASE_CLOCK_H_
#define XINQIAO_LIBS_BASE_CLOCK_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace xinqiao {

// Tells the time in whole microseconds, the resolution of timestamptz: what a
// call returns is then equal to what a later read returns. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// Reads the operating system's clock.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
};

// Stands at the RFC 3339 time in a file, until someone replaces the file. For
// demos and tests: one file moves the business day of every service.
class FileClock final : public Clock {
 public:
  explicit FileClock(std::string path) : path_(std::move(path)) {}

  // The time in the file; while it is missing or broken, the last time that it
  // held, or the system's if it never held one.
  absl::Time Now() const override;

  // OK if the file holds a time.
  absl::Status Check() const;

 private:
  absl::StatusOr<absl::Time> Read() const;

  const std::string path_;
  mutable std::atomic<int64_t> last_micros_ = 0;  // 0 before the first good read.
};

// The clock of a service: the file's when a path is given, else the system's.
// Fails when the file holds no time.
absl::StatusOr<std::unique_ptr<Clock>> MakeClock(const std::string& clock_file);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_BASE_CLOCK_H_
