// The open streams, so that they can be ended when the gateway stops.

#ifndef XINQIAO_SERVICES_GATEWAY_RPC_LIVE_STREAMS_H_
#define XINQIAO_SERVICES_GATEWAY_RPC_LIVE_STREAMS_H_

#include <grpcpp/client_context.h>

#include <memory>
#include <mutex>
#include <set>

namespace xinqiao::gateway {

// Holds the backend's side of every open stream. Thread-safe.
class LiveStreams {
 public:
  // Adds a stream; one that comes after End() is cancelled at once.
  void Add(const std::shared_ptr<grpc::ClientContext>& upstream);
  void Remove(const std::shared_ptr<grpc::ClientContext>& upstream);

  // Cancels every stream at its backend, and any that comes later. Whoever
  // forwards it then tells its client.
  void End();

  bool ended() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::shared_ptr<grpc::ClientContext>> open_;  // Guarded by mutex_.
  bool ended_ = false;                                   // Guarded by mutex_.
};

}  // namespace xinqiao::gateway

#endif  // XINQIAO_SERVICES_GATEWAY_RPC_LIVE_STREAMS_H_
