#include "services/gateway/rpc/forwarded_call.h"

#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/rpc/service.h"
#include "libs/rpc/status.h"
#include "services/gateway/domain/authorization.h"
#include "services/gateway/domain/errors.h"

namespace xinqiao::gateway {
namespace {

absl::string_view View(grpc::string_ref text) { return {text.data(), text.size()}; }

std::vector<std::string> Values(const grpc::CallbackServerContext& client, const char* key) {
  std::vector<std::string> values;
  const auto [first, last] = client.client_metadata().equal_range(key);
  for (auto entry = first; entry != last; ++entry) {
    values.emplace_back(View(entry->second));
  }
  return values;
}

// What a backend says by itself carries details, and passes. gRPC's own text for a
// backend that is away names its address; and what reaches one that is stopping it
// calls cancelled, though the client did no such thing and may well ask again.
grpc::Status ForClient(const grpc::Status& status, const grpc::CallbackServerContext& client,
                       const std::string& backend) {
  const bool away = status.error_code() == grpc::StatusCode::UNAVAILABLE;
  const bool dropped = status.error_code() == grpc::StatusCode::CANCELLED && !client.IsCancelled();
  if (!status.error_details().empty() || !(away || dropped)) return status;
  return rpc::ToGrpcStatus(errors::BackendUnavailable(backend));
}

}  // namespace

absl::StatusOr<ForwardedCall> ForwardedCall::Start(const ForwardedMethod& method,
                                                   grpc::CallbackServerContext& client,
                                                   IdGenerator& ids) {
  std::string trace_id = TraceIdFrom(Values(client, kTraceParentKey));
  if (trace_id.empty()) trace_id = absl::StrReplaceAll(ids.NewId(), {{"-", ""}});
  const rpc::Observation observation(*method.metrics, method.path, trace_id);
  const auto principal = PrincipalFrom(Values(client, kDevelopmentPrincipalKey));
  if (!principal.ok()) {
    observation.End(principal.status());
    return principal.status();
  }
  ForwardedCall call(method, client, observation);
  for (const auto& [key, value] : client.client_metadata()) {
    if (!PassesToBackend(View(key)) || !IsSendable(View(key), View(value))) continue;
    call.upstream_->AddMetadata(std::string(View(key)), std::string(View(value)));
  }
  call.upstream_->AddMetadata(rpc::kPrincipalKey, *principal);
  call.upstream_->AddMetadata(rpc::kTraceIdKey, trace_id);
  return call;
}

ForwardedCall::ForwardedCall(const ForwardedMethod& method, grpc::CallbackServerContext& client,
                             rpc::Observation observation)
    : method_(&method),
      client_(&client),
      upstream_(grpc::ClientContext::FromCallbackServerContext(client)),
      observation_(std::move(observation)) {}

void ForwardedCall::CapDeadline() {
  upstream_->set_deadline(
      absl::ToChronoTime(xinqiao::CapDeadline(absl::FromChrono(client_->deadline()))));
}

void ForwardedCall::CopyInitialMetadata() {
  for (const auto& [key, value] : upstream_->GetServerInitialMetadata()) {
    if (IsHopByHop(View(key)) || !IsSendable(View(key), View(value))) continue;
    client_->AddInitialMetadata(std::string(View(key)), std::string(View(value)));
  }
}

grpc::Status ForwardedCall::End(const grpc::Status& status) {
  for (const auto& [key, value] : upstream_->GetServerTrailingMetadata()) {
    if (IsHopByHop(View(key)) || !IsSendable(View(key), View(value))) continue;
    client_->AddTrailingMetadata(std::string(View(key)), std::string(View(value)));
  }
  // It holds the channel. Once the client heard the end, the server may stop and
  // let go of the channel first; whoever comes last joins gRPC's threads, which
  // this one must not do: it is one of them.
  upstream_.reset();
  const grpc::Status heard = ForClient(status, *client_, method_->backend);
  observation_.End(rpc::FromGrpcStatus(heard));
  return heard;
}

}  // namespace xinqiao::gateway
