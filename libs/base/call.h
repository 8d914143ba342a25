// What every layer may know about the request being served.

#ifndef XINQIAO_LIBS_BASE_CALL_H_
#define XINQIAO_LIBS_BASE_CALL_H_

#include <string>

#include "absl/time/time.h"

namespace xinqiao {

// Passed by const reference from the handler down to storage, first argument.
struct Call {
  std::string principal;  // `people/{id}`, `youths/{id}`, ...; empty in tests.
  std::string trace_id;
  // SHA-256 over caller, method and request: what a retry must repeat.
  std::string request_digest;
  absl::Time deadline = absl::InfiniteFuture();

  // Real time until the deadline. A transport concern: rules never ask.
  absl::Duration TimeLeft() const;
};

// The serialized response of a write, as it was first given: a retry gets the
// same bytes.
struct Answer {
  std::string bytes;

  friend bool operator==(const Answer&, const Answer&) = default;
};

// No unary call takes longer, whatever its client allows.
constexpr absl::Duration kCallTimeMax = absl::Seconds(30);

// The earlier of `deadline` and `time_max` from now.
absl::Time CapDeadline(absl::Time deadline, absl::Duration time_max = kCallTimeMax);

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_BASE_CALL_H_
