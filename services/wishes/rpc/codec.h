// Wishes messages to values and back.

#ifndef XINQIAO_SERVICES_WISHES_RPC_CODEC_H_
#define XINQIAO_SERVICES_WISHES_RPC_CODEC_H_

#include "absl/status/statusor.h"
#include "services/wishes/app/wishes_store.h"
#include "services/wishes/domain/appeal.h"
#include "xinqiao/wishes/v1/appeal_service.pb.h"
#include "xinqiao/wishes/v1/event.pb.h"

namespace xinqiao::wishes {

// Each checks every field and fails with INVALID_FIELDS and all violations.
absl::StatusOr<NewAppeal> Decode(const v1::CreateAppealRequest& request);
absl::StatusOr<AppealName> Decode(const v1::GetAppealRequest& request);
absl::StatusOr<AppealQuery> Decode(const v1::ListAppealsRequest& request);
absl::StatusOr<NewReply> Decode(const v1::CreateReplyRequest& request);
absl::StatusOr<ReplyQuery> Decode(const v1::ListRepliesRequest& request);

v1::Appeal Encode(const Appeal& appeal);
v1::Reply Encode(const Reply& reply);
// The page that answers `query`.
v1::ListAppealsResponse Encode(const AppealQuery& query, const AppealPage& page);
v1::ListRepliesResponse Encode(const ReplyQuery& query, const ReplyPage& page);

// What the feed tells: not a word of any text.
v1::Event EncodeEvent(const Appeal& appeal);
v1::Event EncodeEvent(const Reply& reply, const Appeal& appeal);

// What the store hands to the feed.
Encoders StoreEncoders();

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_RPC_CODEC_H_
