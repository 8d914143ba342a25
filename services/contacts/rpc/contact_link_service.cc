#include "services/contacts/rpc/contact_link_service.h"

#include "libs/base/status_macros.h"
#include "services/contacts/rpc/codec.h"

namespace xinqiao::contacts {

ContactLinkService::ContactLinkService(Contacts& contacts, rpc::Executor& executor)
    : rpc::Service(*v1::ContactLink::descriptor()->file()->FindServiceByName("ContactLinkService"),
                   executor) {
  Unary<v1::ProposeContactLinkRequest>(
      "ProposeContactLink", rpc::Run::kExecutor,
      [&contacts](const Call& call,
                  const v1::ProposeContactLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const NewContactLink draft, Decode(request));
        return contacts.ProposeContactLink(call, draft);
      });

  Unary<v1::AcceptContactLinkRequest>(
      "AcceptContactLink", rpc::Run::kExecutor,
      [&contacts](const Call& call,
                  const v1::AcceptContactLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const LinkAct act, Decode(request));
        return contacts.AcceptContactLink(call, act);
      });

  Unary<v1::DeclineContactLinkRequest>(
      "DeclineContactLink", rpc::Run::kExecutor,
      [&contacts](const Call& call,
                  const v1::DeclineContactLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const LinkAct act, Decode(request));
        return contacts.DeclineContactLink(call, act);
      });

  Unary<v1::WithdrawContactLinkRequest>(
      "WithdrawContactLink", rpc::Run::kExecutor,
      [&contacts](const Call& call,
                  const v1::WithdrawContactLinkRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(const LinkAct act, Decode(request));
        return contacts.WithdrawContactLink(call, act);
      });

  Unary<v1::ListContactLinksRequest>(
      "ListContactLinks", rpc::Run::kExecutor,
      [&contacts](const Call& call, const v1::ListContactLinksRequest& request)
          -> absl::StatusOr<v1::ListContactLinksResponse> {
        ASSIGN_OR_RETURN(const LinkQuery query, Decode(request));
        ASSIGN_OR_RETURN(const LinkPage page, contacts.ListContactLinks(call, query));
        return Encode(query, page);
      });
}

}  // namespace xinqiao::contacts
