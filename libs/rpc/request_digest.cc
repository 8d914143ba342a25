#include "libs/rpc/request_digest.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "absl/strings/str_cat.h"
#include "libs/crypto/hash.h"

namespace xinqiao::rpc {

std::string MethodPath(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

std::string RequestDigest(absl::string_view method_path, absl::string_view principal,
                          const google::protobuf::Message& request) {
  std::string bytes = absl::StrCat(method_path, "\n", principal, "\n");
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream output(&stream);
    output.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&output);
  }
  return crypto::Sha256(bytes);
}

}  // namespace xinqiao::rpc
