#include "tests/bench/noop_service.h"

#include "xinqiao/bench/v1/noop_service.pb.h"

namespace xinqiao::bench {

NoopService::NoopService(rpc::Executor& executor)
    : rpc::Service(*v1::NoopRequest::descriptor()->file()->FindServiceByName("NoopService"),
                   executor) {
  Unary<v1::NoopRequest>(
      "Noop", rpc::Run::kInline,
      [](const Call&, const v1::NoopRequest&) -> absl::StatusOr<v1::NoopResponse> {
        return v1::NoopResponse();
      });
}

}  // namespace xinqiao::bench
