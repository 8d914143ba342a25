#include "services/wishes/rpc/codec.h"

#include <google/protobuf/util/time_util.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"

namespace xinqiao::wishes {
namespace {

using ::google::protobuf::util::TimeUtil;

constexpr char kDomain[] = "wishes.xinqiao";
constexpr rpc::TextBounds kTextBounds = {1, 4000};

struct KindPair {
  v1::AppealKind message;
  AppealKind value;
};

constexpr KindPair kKinds[] = {{v1::APPEAL_KIND_QUESTION, AppealKind::kQuestion},
                               {v1::APPEAL_KIND_SUGGESTION, AppealKind::kSuggestion},
                               {v1::APPEAL_KIND_MICRO_WISH, AppealKind::kMicroWish}};

AppealKind KindFrom(rpc::Fields& fields, absl::string_view field, v1::AppealKind kind) {
  for (const KindPair& known : kKinds) {
    if (known.message == kind) return known.value;
  }
  fields.Add(field, "is required, a known AppealKind");
  return AppealKind::kQuestion;
}

v1::AppealKind ToKind(AppealKind kind) {
  for (const KindPair& known : kKinds) {
    if (known.value == kind) return known.message;
  }
  return v1::APPEAL_KIND_UNSPECIFIED;
}

directory::PostName PostNameFrom(rpc::Fields& fields, absl::string_view field,
                                 const std::string& name) {
  const std::vector<std::string> ids = fields.Ids(field, name, "organizations/*/posts/*");
  return {.organization_id = ids[0], .post_id = ids[1]};
}

AppealName AppealNameFrom(rpc::Fields& fields, absl::string_view field, const std::string& name) {
  const std::vector<std::string> ids = fields.Ids(field, name, "youths/*/appeals/*");
  return {.youth_id = ids[0], .appeal_id = ids[1]};
}

// The cursor of a page token that a page of `query` came with.
std::string AfterIdFrom(rpc::Fields& fields, const std::string& query, const std::string& token) {
  std::string id = rpc::CursorFrom(fields, query, token);
  if (!id.empty() && !IsUuid(id)) {
    fields.Add("page_token", "is not a token that a page came with");
  }
  return id;
}

std::string ToName(const directory::PostName& post) {
  return absl::StrCat("organizations/", post.organization_id, "/posts/", post.post_id);
}

std::string ToName(const AppealName& appeal) {
  return absl::StrCat("youths/", appeal.youth_id, "/appeals/", appeal.appeal_id);
}

std::string NameOf(const Appeal& appeal) {
  return ToName({.youth_id = appeal.youth_id, .appeal_id = appeal.id});
}

std::string NameOf(const Reply& reply) {
  return absl::StrCat(ToName(reply.appeal), "/replies/", reply.id);
}

// What page tokens are bound to.
std::string QueryText(const AppealQuery& query) {
  return absl::StrCat("ListAppeals youths/", query.youth_id);
}
std::string QueryText(const ReplyQuery& query) {
  return absl::StrCat("ListReplies ", ToName(query.appeal));
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

std::string DayText(absl::Time time) { return absl::FormatCivilTime(BusinessDay(time)); }

v1::Appeal::State ToState(AppealState state) {
  return state == AppealState::kAnswered ? v1::Appeal::STATE_ANSWERED : v1::Appeal::STATE_SUBMITTED;
}

}  // namespace

absl::StatusOr<NewAppeal> Decode(const v1::CreateAppealRequest& request) {
  const v1::Appeal& appeal = request.appeal();
  rpc::Fields fields(kDomain);
  NewAppeal draft = {
      .youth_id = fields.Id("parent", request.parent(), "youths/*"),
      .kind = KindFrom(fields, "appeal.kind", appeal.kind()),
      .post = PostNameFrom(fields, "appeal.post", appeal.post()),
      .category = fields.Text("appeal.category", appeal.category(), {0, 60}),
      .text = fields.Text("appeal.text", appeal.text(), kTextBounds),
      .request_id = fields.RequestId(request.request_id()),
  };
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<AppealName> Decode(const v1::GetAppealRequest& request) {
  rpc::Fields fields(kDomain);
  AppealName name = AppealNameFrom(fields, "name", request.name());
  RETURN_IF_ERROR(fields.status());
  return name;
}

absl::StatusOr<AppealQuery> Decode(const v1::ListAppealsRequest& request) {
  rpc::Fields fields(kDomain);
  AppealQuery query;
  query.youth_id = fields.Id("parent", request.parent(), "youths/*");
  query.appeals_max = fields.PageSize(request.page_size());
  query.after_id = AfterIdFrom(fields, QueryText(query), request.page_token());
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<NewReply> Decode(const v1::CreateReplyRequest& request) {
  rpc::Fields fields(kDomain);
  NewReply draft = {
      .appeal = AppealNameFrom(fields, "parent", request.parent()),
      .post = PostNameFrom(fields, "reply.post", request.reply().post()),
      .text = fields.Text("reply.text", request.reply().text(), kTextBounds),
      .request_id = fields.RequestId(request.request_id()),
  };
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<ReplyQuery> Decode(const v1::ListRepliesRequest& request) {
  rpc::Fields fields(kDomain);
  ReplyQuery query;
  query.appeal = AppealNameFrom(fields, "parent", request.parent());
  query.replies_max = fields.PageSize(request.page_size());
  query.after_id = AfterIdFrom(fields, QueryText(query), request.page_token());
  RETURN_IF_ERROR(fields.status());
  return query;
}

v1::Appeal Encode(const Appeal& appeal) {
  v1::Appeal result;
  result.set_name(NameOf(appeal));
  result.set_kind(ToKind(appeal.kind));
  result.set_post(ToName(appeal.post));
  result.set_category(appeal.category);
  result.set_text(appeal.text);
  result.set_state(ToState(appeal.state));
  result.set_owner(absl::StrCat("organizations/", appeal.owner_id));
  *result.mutable_create_time() = ToTimestamp(appeal.create_time);
  if (appeal.first_reply_time.has_value()) {
    *result.mutable_first_reply_time() = ToTimestamp(*appeal.first_reply_time);
  }
  return result;
}

v1::Reply Encode(const Reply& reply) {
  v1::Reply result;
  result.set_name(NameOf(reply));
  result.set_post(ToName(reply.post));
  result.set_text(reply.text);
  *result.mutable_create_time() = ToTimestamp(reply.create_time);
  result.set_first(reply.first);
  return result;
}

v1::ListAppealsResponse Encode(const AppealQuery& query, const AppealPage& page) {
  v1::ListAppealsResponse result;
  for (const Appeal& appeal : page.appeals) *result.add_appeals() = Encode(appeal);
  result.set_next_page_token(rpc::MakePageToken(QueryText(query), page.next_id));
  return result;
}

v1::ListRepliesResponse Encode(const ReplyQuery& query, const ReplyPage& page) {
  v1::ListRepliesResponse result;
  for (const Reply& reply : page.replies) *result.add_replies() = Encode(reply);
  result.set_next_page_token(rpc::MakePageToken(QueryText(query), page.next_id));
  return result;
}

v1::Event EncodeEvent(const Appeal& appeal) {
  v1::Event event;
  v1::AppealCreated& created = *event.mutable_appeal_created();
  created.set_appeal(NameOf(appeal));
  created.set_kind(ToKind(appeal.kind));
  created.set_post(ToName(appeal.post));
  created.set_day(DayText(appeal.create_time));
  return event;
}

v1::Event EncodeEvent(const Reply& reply, const Appeal& appeal) {
  v1::Event event;
  v1::ReplyCreated& created = *event.mutable_reply_created();
  created.set_reply(NameOf(reply));
  created.set_kind(ToKind(appeal.kind));
  created.set_post(ToName(reply.post));
  created.set_day(DayText(reply.create_time));
  created.set_first(reply.first);
  return event;
}

Encoders StoreEncoders() {
  return {.appeal_created =
              [](const Appeal& appeal) { return EncodeEvent(appeal).SerializeAsString(); },
          .reply_created =
              [](const Reply& reply, const Appeal& appeal) {
                return EncodeEvent(reply, appeal).SerializeAsString();
              }};
}

}  // namespace xinqiao::wishes
