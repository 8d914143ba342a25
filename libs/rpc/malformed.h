// Says why the bytes of a request are not a message.

#ifndef XINQIAO_LIBS_RPC_MALFORMED_H_
#define XINQIAO_LIBS_RPC_MALFORMED_H_

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace xinqiao::rpc {

// INVALID_ARGUMENT for `bytes` that did not parse as `type`: INVALID_FIELDS
// that names the string field whose text is not UTF-8, else
// MALFORMED_REQUEST.
absl::Status WhyMalformed(const google::protobuf::Descriptor& type, absl::string_view bytes);

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_MALFORMED_H_
