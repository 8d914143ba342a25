#include "libs/feed/feed_codec.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"

namespace xinqiao::feed {

std::string TypeUrl(const google::protobuf::Descriptor& event) {
  return absl::StrCat("type.googleapis.com/", event.full_name());
}

v1::Event Encode(StoredEvent event, const std::string& type_url) {
  v1::Event result;
  result.set_position(event.position);
  result.set_change_id(std::move(event.change_id));
  result.set_change_index(event.change_index);
  result.set_change_count(event.change_count);
  result.set_registry_position(event.registry_position);
  result.set_contacts_position(event.contacts_position);
  const int64_t micros = absl::ToUnixMicros(event.record_time);
  result.mutable_record_time()->set_seconds(micros / 1000000);
  result.mutable_record_time()->set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
  result.mutable_payload()->set_type_url(type_url);
  result.mutable_payload()->set_value(std::move(event.payload));
  return result;
}

v1::FeedHead Encode(const std::string& log, const Head& head) {
  v1::FeedHead result;
  result.set_log(log);
  result.set_epoch(head.epoch);
  result.set_position(head.position);
  result.set_pending(head.pending);
  return result;
}

v1::FollowedPosition Encode(const Cursor& cursor) {
  v1::FollowedPosition result;
  result.set_source(cursor.source);
  result.set_log(cursor.log);
  result.set_position(cursor.position);
  result.set_epoch(cursor.epoch);
  return result;
}

absl::Time RecordTime(const v1::Event& event) {
  return absl::FromUnixSeconds(event.record_time().seconds()) +
         absl::Nanoseconds(event.record_time().nanos());
}

absl::Status CheckNotBeyond(const Head& head, int64_t after_position) {
  if (after_position <= head.position) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kOutOfRange, {"feed.xinqiao", "POSITION_BEYOND_HEAD"},
      absl::StrCat("the log ends at ", head.position, "; the reader is at ", after_position,
                   " of another history"),
      {{"head", absl::StrCat(head.position)}, {"after_position", absl::StrCat(after_position)}});
}

}  // namespace xinqiao::feed
