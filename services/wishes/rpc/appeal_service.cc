#include "services/wishes/rpc/appeal_service.h"

#include "libs/base/status_macros.h"
#include "services/wishes/rpc/codec.h"

namespace xinqiao::wishes {

AppealService::AppealService(Wishes& wishes, rpc::Executor& executor)
    : rpc::Service(*v1::Appeal::descriptor()->file()->FindServiceByName("AppealService"),
                   executor) {
  Unary<v1::CreateAppealRequest>(
      "CreateAppeal", rpc::Run::kExecutor,
      [&wishes](const Call& call,
                const v1::CreateAppealRequest& request) -> absl::StatusOr<v1::Appeal> {
        ASSIGN_OR_RETURN(const NewAppeal draft, Decode(request));
        ASSIGN_OR_RETURN(const Appeal appeal, wishes.CreateAppeal(call, draft));
        return Encode(appeal);
      });

  Unary<v1::GetAppealRequest>(
      "GetAppeal", rpc::Run::kExecutor,
      [&wishes](const Call& call,
                const v1::GetAppealRequest& request) -> absl::StatusOr<v1::Appeal> {
        ASSIGN_OR_RETURN(const AppealName name, Decode(request));
        ASSIGN_OR_RETURN(const Appeal appeal, wishes.GetAppeal(call, name));
        return Encode(appeal);
      });

  Unary<v1::ListAppealsRequest>(
      "ListAppeals", rpc::Run::kExecutor,
      [&wishes](const Call& call,
                const v1::ListAppealsRequest& request) -> absl::StatusOr<v1::ListAppealsResponse> {
        ASSIGN_OR_RETURN(const AppealQuery query, Decode(request));
        ASSIGN_OR_RETURN(const AppealPage page, wishes.ListAppeals(call, query));
        return Encode(query, page);
      });

  Unary<v1::CreateReplyRequest>(
      "CreateReply", rpc::Run::kExecutor,
      [&wishes](const Call& call,
                const v1::CreateReplyRequest& request) -> absl::StatusOr<v1::Reply> {
        ASSIGN_OR_RETURN(const NewReply draft, Decode(request));
        ASSIGN_OR_RETURN(const Reply reply, wishes.CreateReply(call, draft));
        return Encode(reply);
      });

  Unary<v1::ListRepliesRequest>(
      "ListReplies", rpc::Run::kExecutor,
      [&wishes](const Call& call,
                const v1::ListRepliesRequest& request) -> absl::StatusOr<v1::ListRepliesResponse> {
        ASSIGN_OR_RETURN(const ReplyQuery query, Decode(request));
        ASSIGN_OR_RETURN(const ReplyPage page, wishes.ListReplies(call, query));
        return Encode(query, page);
      });
}

}  // namespace xinqiao::wishes
