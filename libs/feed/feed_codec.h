// Feed values to messages.

#ifndef XINQIAO_LIBS_FEED_FEED_CODEC_H_
#define XINQIAO_LIBS_FEED_FEED_CODEC_H_

#include <google/protobuf/descriptor.h>

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/feed/cursor.h"
#include "libs/feed/feed_reader.h"
#include "xinqiao/feed/v1/feed.pb.h"

namespace xinqiao::feed {

// "type.googleapis.com/xinqiao.ledger.v1.Event".
std::string TypeUrl(const google::protobuf::Descriptor& event);

v1::Event Encode(StoredEvent event, const std::string& type_url);
v1::FeedHead Encode(const std::string& log, const Head& head);
v1::FollowedPosition Encode(const Cursor& cursor);

// When the owner recorded `event`.
absl::Time RecordTime(const v1::Event& event);

// OUT_OF_RANGE, POSITION_BEYOND_HEAD, when a reader has seen what this log
// does not hold.
absl::Status CheckNotBeyond(const Head& head, int64_t after_position);

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_FEED_CODEC_H_
