// What a caller hears when the executor takes no more.

#ifndef XINQIAO_LIBS_RPC_OVERLOADED_H_
#define XINQIAO_LIBS_RPC_OVERLOADED_H_

#include "absl/status/status.h"
#include "libs/base/error.h"

namespace xinqiao::rpc {

// RESOURCE_EXHAUSTED, OVERLOADED.
inline absl::Status Overloaded() {
  return MakeError(absl::StatusCode::kResourceExhausted, {"xinqiao", "OVERLOADED"},
                   "too many calls are waiting; retry with back-off and the same request_id");
}

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_OVERLOADED_H_
