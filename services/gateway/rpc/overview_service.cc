#include "services/gateway/rpc/overview_service.h"

#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>

#include "grpc/health/v1/health.pb.h"
#include "xinqiao/gateway/v1/overview_service.pb.h"

namespace xinqiao::gateway {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using HealthStub = grpc::TemplatedGenericStub<HealthCheckRequest, HealthCheckResponse>;

constexpr auto kPatience = std::chrono::seconds(1);

// The overview that a call is waiting for. Shared by the checks under way; the
// last one answers.
class Gathering {
 public:
  Gathering(const std::vector<Backend>& backends, rpc::Done done)
      : waiting_(backends.size()), done_(std::move(done)) {
    for (const Backend& backend : backends) {
      v1::ServiceOverview& service = *overview_.add_services();
      service.set_service(backend.name);
      for (const auto* proto : ProtoServicesOf(backend.name)) {
        service.add_proto_services(proto->full_name());
      }
    }
  }

  void Put(int index, v1::ServiceOverview::State state) {
    const std::lock_guard lock(mutex_);
    overview_.mutable_services(index)->set_state(state);
    if (--waiting_ > 0) return;
    // Not before: indices are those of the backends.
    std::sort(overview_.mutable_services()->begin(), overview_.mutable_services()->end(),
              [](const v1::ServiceOverview& a, const v1::ServiceOverview& b) {
                return a.service() < b.service();
              });
    done_(Answer{.bytes = overview_.SerializeAsString()});
  }

 private:
  std::mutex mutex_;
  size_t waiting_;         // Guarded by mutex_.
  v1::Overview overview_;  // Guarded by mutex_.
  const rpc::Done done_;
};

// One health check, from its start to its answer.
struct Check {
  std::unique_ptr<grpc::ClientContext> context = std::make_unique<grpc::ClientContext>();
  HealthCheckRequest request;  // For the process as a whole.
  HealthCheckResponse response;
};

v1::ServiceOverview::State StateFrom(const grpc::Status& status,
                                     const HealthCheckResponse& response) {
  if (!status.ok()) return v1::ServiceOverview::STATE_UNREACHABLE;
  return response.status() == HealthCheckResponse::SERVING ? v1::ServiceOverview::STATE_SERVING
                                                           : v1::ServiceOverview::STATE_NOT_SERVING;
}

}  // namespace

OverviewService::OverviewService(const std::vector<Backend>& backends, rpc::Executor& executor)
    : rpc::Service(*v1::Overview::descriptor()->file()->FindServiceByName("OverviewService"),
                   executor) {
  UnaryAsync<v1::GetOverviewRequest>(
      "GetOverview",
      [&backends](const Call& /*call*/, const v1::GetOverviewRequest& /*request*/, rpc::Done done) {
        const auto gathering = std::make_shared<Gathering>(backends, std::move(done));
        int index = 0;
        for (const Backend& backend : backends) {
          const auto check = std::make_shared<Check>();
          check->context->set_deadline(std::chrono::system_clock::now() + kPatience);
          HealthStub(backend.channel)
              .UnaryCall(check->context.get(), "/grpc.health.v1.Health/Check", {}, &check->request,
                         &check->response, [gathering, check, index](const grpc::Status& status) {
                           // As in ForwardedCall::End().
                           check->context.reset();
                           gathering->Put(index, StateFrom(status, check->response));
                         });
          ++index;
        }
      });
}

}  // namespace xinqiao::gateway
