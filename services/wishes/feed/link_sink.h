// Turns contacts' events into what wishes keeps of them.

#ifndef XINQIAO_SERVICES_WISHES_FEED_LINK_SINK_H_
#define XINQIAO_SERVICES_WISHES_FEED_LINK_SINK_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/feed/follower.h"
#include "services/wishes/app/link_store.h"

namespace xinqiao::wishes {

// Decodes and hands on; holds no state, so the followers of all logs share it.
class LinkSink final : public feed::Sink {
 public:
  // `store` outlives the sink.
  explicit LinkSink(LinkStore& store) : store_(store) {}

  absl::Status Apply(const feed::Cursor& from, const feed::Cursor& to,
                     absl::Span<const feed::v1::Event> events) override;
  absl::StatusOr<feed::Cursor> Load(const std::string& source, const std::string& log) override;

 private:
  LinkStore& store_;
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_FEED_LINK_SINK_H_
