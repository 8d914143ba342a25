// The baseline of what is answered from memory: a service that does nothing.

#ifndef XINQIAO_TESTS_BENCH_NOOP_SERVICE_H_
#define XINQIAO_TESTS_BENCH_NOOP_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"

namespace xinqiao::bench {

inline constexpr char kNoopMethod[] = "/xinqiao.bench.v1.NoopService/Noop";

// Implements xinqiao.bench.v1.NoopService on gRPC's own threads, with all that
// libs/rpc does around a body. Thread-safe.
class NoopService final : public rpc::Service {
 public:
  // `executor` outlives the service.
  explicit NoopService(rpc::Executor& executor);
};

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_NOOP_SERVICE_H_
