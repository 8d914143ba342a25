// Structured logs: one JSON object a line on standard output.

#ifndef XINQIAO_LIBS_LOG_LOG_H_
#define XINQIAO_LIBS_LOG_LOG_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace xinqiao::log {

// Fields of a line. Never personal data: ids, codes, counts and durations.
using Fields = std::vector<std::pair<absl::string_view, std::string>>;

// Names the service that writes the lines. Call once, before any other thread
// starts; without it lines say "xinqiao".
void Init(absl::string_view service);

// Each writes one line at its level. Thread-safe.
void Info(absl::string_view event, const Fields& fields = {});
void Warn(absl::string_view event, const Fields& fields = {});
void Error(absl::string_view event, const Fields& fields = {});

// The line without time and level: {"service":"ledger","event":"started"}.
std::string ToJson(absl::string_view service, absl::string_view event, const Fields& fields);

}  // namespace xinqiao::log

#endif  // XINQIAO_LIBS_LOG_LOG_H_
