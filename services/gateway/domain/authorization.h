// Who a call is from, and what of its metadata may pass.

#ifndef XINQIAO_SERVICES_GATEWAY_DOMAIN_AUTHORIZATION_H_
#define XINQIAO_SERVICES_GATEWAY_DOMAIN_AUTHORIZATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xinqiao::gateway {

// Where a client says who it is. Only the development identity believes it,
// and that identity serves nobody but this machine.
inline constexpr char kDevelopmentPrincipalKey[] = "x-xinqiao-development-principal";

// Who a call without a claim is from.
inline constexpr char kLocalDeveloper[] = "developers/local";

// Where a client may name the trace that its call belongs to (W3C Trace
// Context).
inline constexpr char kTraceParentKey[] = "traceparent";

// The principal of a call with these values of kDevelopmentPrincipalKey:
// `people/{person}` or `youths/{youth}`, at most one.
absl::StatusOr<std::string> PrincipalFrom(const std::vector<std::string>& claims);

// The trace id in these values of kTraceParentKey, 32 hexadecimal digits; "" if
// there is not exactly one valid value.
std::string TraceIdFrom(const std::vector<std::string>& trace_parents);

// Whether metadata of `key` belongs to one connection or to the library, and
// is never copied. `grpc-status-details-bin` is such a key: Status carries it.
bool IsHopByHop(absl::string_view key);

// Whether a client's metadata of `key` goes on to a backend: not what would
// let it speak as somebody else, nor what it told only the gateway.
bool PassesToBackend(absl::string_view key);

// Whether gRPC can send this entry. It takes more from a connection than it
// sends, and aborts the process when it is made to send the rest.
bool IsSendable(absl::string_view key, absl::string_view value);

}  // namespace xinqiao::gateway

#endif  // XINQIAO_SERVICES_GATEWAY_DOMAIN_AUTHORIZATION_H_
