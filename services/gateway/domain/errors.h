// Every error of the gateway's own, made by name.

#ifndef XINQIAO_SERVICES_GATEWAY_DOMAIN_ERRORS_H_
#define XINQIAO_SERVICES_GATEWAY_DOMAIN_ERRORS_H_

#include <string>

#include "absl/status/status.h"

namespace xinqiao::gateway::errors {

// UNAUTHENTICATED, PRINCIPAL_MALFORMED.
absl::Status PrincipalMalformed();

// UNAVAILABLE, BACKEND_UNAVAILABLE: `service` did not take the call, or went
// away in the middle of it. Says nothing of where it runs.
absl::Status BackendUnavailable(const std::string& service);

// UNAVAILABLE, GATEWAY_STOPPING: the stream was ended to let the gateway stop.
absl::Status GatewayStopping();

}  // namespace xinqiao::gateway::errors

#endif  // XINQIAO_SERVICES_GATEWAY_DOMAIN_ERRORS_H_
