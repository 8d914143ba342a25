// What a retry must repeat.

#ifndef XINQIAO_LIBS_RPC_REQUEST_DIGEST_H_
#define XINQIAO_LIBS_RPC_REQUEST_DIGEST_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>

#include "absl/strings/string_view.h"

namespace xinqiao::rpc {

// "/xinqiao.ledger.v1.LedgerService/CreateActivity".
std::string MethodPath(const google::protobuf::MethodDescriptor& method);

// SHA-256 over method, caller and request: equal for equal messages, however a
// client encoded them. Call::request_digest of every write.
std::string RequestDigest(absl::string_view method_path, absl::string_view principal,
                          const google::protobuf::Message& request);

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_REQUEST_DIGEST_H_
