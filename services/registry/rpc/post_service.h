// The gRPC face of posts.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_POST_SERVICE_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_POST_SERVICE_H_

#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"
#include "services/registry/app/posts.h"

namespace xinqiao::registry {

// Implements xinqiao.registry.v1.PostService on top of Posts. Holds no
// state and decides nothing; post_service.proto says what it promises.
class PostService final : public rpc::Service {
 public:
  // `posts` and `executor` outlive the service.
  PostService(Posts& posts, rpc::Executor& executor);
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_POST_SERVICE_H_
