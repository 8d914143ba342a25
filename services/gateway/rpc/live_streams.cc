#include "services/gateway/rpc/live_streams.h"

namespace xinqiao::gateway {

void LiveStreams::Add(const std::shared_ptr<grpc::ClientContext>& upstream) {
  {
    const std::lock_guard lock(mutex_);
    open_.insert(upstream);
    if (!ended_) return;
  }
  upstream->TryCancel();
}

void LiveStreams::Remove(const std::shared_ptr<grpc::ClientContext>& upstream) {
  const std::lock_guard lock(mutex_);
  open_.erase(upstream);
}

void LiveStreams::End() {
  std::set<std::shared_ptr<grpc::ClientContext>> open;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    open = open_;
  }
  // Outside the lock: a cancelled stream may call Remove() on this thread.
  for (const auto& upstream : open) upstream->TryCancel();
}

bool LiveStreams::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

}  // namespace xinqiao::gateway
