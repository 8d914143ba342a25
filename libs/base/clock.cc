#include "libs/base/clock.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace xinqiao {
namespace {

absl::Time ToMicros(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

}  // namespace

absl::Time SystemClock::Now() const { return ToMicros(absl::Now()); }

absl::Time FileClock::Now() const {
  const absl::StatusOr<absl::Time> time = Read();
  if (time.ok()) {
    last_micros_ = absl::ToUnixMicros(*time);
    return *time;
  }
  const int64_t last_micros = last_micros_;
  return last_micros == 0 ? SystemClock().Now() : absl::FromUnixMicros(last_micros);
}

absl::Status FileClock::Check() const { return Read().status(); }

absl::StatusOr<absl::Time> FileClock::Read() const {
  std::ifstream file(path_);
  std::string text;
  if (!std::getline(file, text)) {
    return absl::NotFoundError(absl::StrCat("cannot read the clock file ", path_));
  }
  absl::Time time;
  std::string problem;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &problem)) {
    return absl::InvalidArgumentError(absl::StrCat("clock file ", path_, ": ", problem));
  }
  return ToMicros(time);
}

absl::StatusOr<std::unique_ptr<Clock>> MakeClock(const std::string& clock_file) {
  if (clock_file.empty()) return std::make_unique<SystemClock>();
  auto clock = std::make_unique<FileClock>(clock_file);
  const absl::Status status = clock->Check();
  if (!status.ok()) return status;
  return clock;
}

}  // namespace xinqiao
