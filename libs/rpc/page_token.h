// Opaque page tokens, each bound to the query it belongs to (AIP-158).

#ifndef XINQIAO_LIBS_RPC_PAGE_TOKEN_H_
#define XINQIAO_LIBS_RPC_PAGE_TOKEN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "libs/rpc/fields.h"

namespace xinqiao::rpc {

// Makes a token that continues `query` behind `cursor`. `query` is the method
// and every field that must stay the same; "" for an empty `cursor`.
std::string MakePageToken(absl::string_view query, absl::string_view cursor);

// The cursor in `token`; "" for the first page. Notes a violation of
// `page_token` when the token is of another query.
std::string CursorFrom(Fields& fields, absl::string_view query, absl::string_view token);

}  // namespace xinqiao::rpc

#endif  // XINQIAO_LIBS_RPC_PAGE_TOKEN_H_
