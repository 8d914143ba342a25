#include "services/registry/rpc/person_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/post_codec.h"

namespace xinqiao::registry {

PersonService::PersonService(People& people, rpc::Executor& executor)
    : rpc::Service(
          *v1::CreatePersonRequest::descriptor()->file()->FindServiceByName("PersonService"),
          executor) {
  Unary<v1::CreatePersonRequest>(
      "CreatePerson", rpc::Run::kExecutor,
      [&people](const Call& call,
                const v1::CreatePersonRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewPerson draft, Decode(request));
        return people.CreatePerson(call, std::move(draft));
      });

  Unary<v1::GetPersonRequest>(
      "GetPerson", rpc::Run::kExecutor,
      [&people](const Call& call,
                const v1::GetPersonRequest& request) -> absl::StatusOr<v1::Person> {
        ASSIGN_OR_RETURN(const std::string person_id, Decode(request));
        ASSIGN_OR_RETURN(const Person person, people.GetPerson(call, person_id));
        return Encode(person);
      });
}

}  // namespace xinqiao::registry
