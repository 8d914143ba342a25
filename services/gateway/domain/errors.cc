#include "services/gateway/domain/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"

namespace xinqiao::gateway::errors {
namespace {

constexpr char kDomain[] = "gateway.xinqiao";

}  // namespace

absl::Status PrincipalMalformed() {
  return MakeError(absl::StatusCode::kUnauthenticated, {kDomain, "PRINCIPAL_MALFORMED"},
                   "x-xinqiao-development-principal: want one, people/{uuid} or youths/{uuid}");
}

absl::Status BackendUnavailable(const std::string& service) {
  return MakeError(absl::StatusCode::kUnavailable, {kDomain, "BACKEND_UNAVAILABLE"},
                   absl::StrCat(service, " is unavailable"), {{"service", service}});
}

absl::Status GatewayStopping() {
  return MakeError(absl::StatusCode::kUnavailable, {kDomain, "GATEWAY_STOPPING"},
                   "the gateway is stopping; resume the stream");
}

}  // namespace xinqiao::gateway::errors
