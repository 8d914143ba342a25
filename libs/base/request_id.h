// What every store answers to a request id that comes again with another body.

#ifndef XINQIAO_LIBS_BASE_REQUEST_ID_H_
#define XINQIAO_LIBS_BASE_REQUEST_ID_H_

#include <string>

#include "absl/status/status.h"
#include "libs/base/error.h"

namespace xinqiao {

// ALREADY_EXISTS, REQUEST_ID_REUSED.
inline absl::Status RequestIdReused(const std::string& request_id) {
  return MakeError(absl::StatusCode::kAlreadyExists, {"xinqiao", "REQUEST_ID_REUSED"},
                   "request_id was used before, with another request or by another caller",
                   {{"request_id", request_id}});
}

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_BASE_REQUEST_ID_H_
