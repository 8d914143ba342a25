#include "services/registry/rpc/codec_fields.h"

#include <cstdint>

#include "libs/calendar/day_text.h"

namespace xinqiao::registry {

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp result;
  result.set_seconds(micros / 1000000);
  result.set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
  return result;
}

std::string EndText(const Period& validity) {
  return validity.end == kOpenEnd ? "" : DayText(validity.end);
}

}  // namespace xinqiao::registry
