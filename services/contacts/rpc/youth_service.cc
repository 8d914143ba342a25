#include "services/contacts/rpc/youth_service.h"

#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/contacts/rpc/codec.h"

namespace xinqiao::contacts {

YouthService::YouthService(Contacts& contacts, rpc::Executor& executor)
    : rpc::Service(*v1::Youth::descriptor()->file()->FindServiceByName("YouthService"), executor) {
  Unary<v1::CreateYouthRequest>(
      "CreateYouth", rpc::Run::kExecutor,
      [&contacts](const Call& call,
                  const v1::CreateYouthRequest& request) -> absl::StatusOr<v1::Youth> {
        ASSIGN_OR_RETURN(NewYouth draft, Decode(request));
        ASSIGN_OR_RETURN(const Youth youth, contacts.CreateYouth(call, std::move(draft)));
        return Encode(youth);
      });

  Unary<v1::GetYouthRequest>(
      "GetYouth", rpc::Run::kExecutor,
      [&contacts](const Call& call,
                  const v1::GetYouthRequest& request) -> absl::StatusOr<v1::Youth> {
        ASSIGN_OR_RETURN(const std::string youth_id, Decode(request));
        ASSIGN_OR_RETURN(const Youth youth, contacts.GetYouth(call, youth_id));
        return Encode(youth);
      });
}

}  // namespace xinqiao::contacts
