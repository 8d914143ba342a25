// Serves a feed: ListEvents, WatchEvents, GetFeedHead.

#ifndef XINQIAO_LIBS_FEED_FEED_SERVICE_H_
#define XINQIAO_LIBS_FEED_FEED_SERVICE_H_

#include <google/protobuf/descriptor.h>

#include <string>

#include "libs/feed/feed_reader.h"
#include "libs/feed/positions.h"
#include "libs/feed/watcher.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/service.h"

namespace xinqiao::feed {

// Implements the FeedService of one owner; they differ in their name and in
// the type of their payload. Thread-safe.
class FeedService final : public rpc::Service {
 public:
  struct Deps {
    // The descriptor of the owner's `FeedService` and of its `Event`.
    const google::protobuf::ServiceDescriptor& service;
    const google::protobuf::Descriptor& event;
    FeedReader& reader;
    const Positions& followed;  // What the owner itself follows.
    rpc::Executor& executor;
  };

  // Everything in `deps` outlives the service.
  explicit FeedService(const Deps& deps);

  // Says that events were committed, so that watchers need not wait for the
  // next poll. Thread-safe.
  void Wake() { watchers_.Wake(); }

  // Ends every stream with UNAVAILABLE, and any that comes later.
  void EndStreams() { watchers_.End(); }

 private:
  Watchers watchers_;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_FEED_SERVICE_H_
