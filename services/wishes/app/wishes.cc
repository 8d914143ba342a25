#include "services/wishes/app/wishes.h"

#include <string>

#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/day.h"

namespace xinqiao::wishes {

absl::StatusOr<Appeal> Wishes::CreateAppeal(const Call& call, const NewAppeal& draft) {
  RETURN_IF_ERROR(CheckIsNoOtherYouth(call.principal, draft.youth_id));
  const absl::Time now = deps_.clock.Now();
  const std::string id = deps_.ids.NewId();
  const Write write = {.request_id = draft.request_id, .change_id = deps_.ids.NewId(), .now = now};
  const auto bring = [&](const AppealFacts& facts) -> absl::StatusOr<Appeal> {
    RETURN_IF_ERROR(CheckAppeal(facts, draft.post, BusinessDay(now)));
    return Appeal{.id = id,
                  .youth_id = draft.youth_id,
                  .kind = draft.kind,
                  .post = draft.post,
                  .owner_id = draft.post.organization_id,
                  .log = facts.post->log,
                  .category = draft.category,
                  .text = draft.text,
                  .create_time = now};
  };
  return deps_.store.InsertAppeal(call, {.youth_id = draft.youth_id, .post_id = draft.post.post_id},
                                  write, bring);
}

absl::StatusOr<Appeal> Wishes::GetAppeal(const Call& call, const AppealName& name) {
  RETURN_IF_ERROR(CheckIsNoOtherYouth(call.principal, name.youth_id));
  return deps_.store.GetAppeal(call, name);
}

absl::StatusOr<AppealPage> Wishes::ListAppeals(const Call& call, const AppealQuery& query) {
  RETURN_IF_ERROR(CheckIsNoOtherYouth(call.principal, query.youth_id));
  return deps_.store.ListAppeals(call, query);
}

absl::StatusOr<Reply> Wishes::CreateReply(const Call& call, const NewReply& draft) {
  RETURN_IF_ERROR(CheckIsNoYouth(call.principal));
  const absl::Time now = deps_.clock.Now();
  const Reply reply = {.id = deps_.ids.NewId(),
                       .appeal = draft.appeal,
                       .post = draft.post,
                       .text = draft.text,
                       .create_time = now};
  const Write write = {.request_id = draft.request_id, .change_id = deps_.ids.NewId(), .now = now};
  return deps_.store.InsertReply(
      call, {.appeal = draft.appeal, .post_id = draft.post.post_id}, write,
      [&](const ReplyFacts& facts) { return AddReply(facts, reply, BusinessDay(now)); });
}

absl::StatusOr<ReplyPage> Wishes::ListReplies(const Call& call, const ReplyQuery& query) {
  RETURN_IF_ERROR(CheckIsNoOtherYouth(call.principal, query.appeal.youth_id));
  return deps_.store.ListReplies(call, query);
}

}  // namespace xinqiao::wishes
