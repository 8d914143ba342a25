#include "services/registry/app/people.h"

#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::StatusOr<Answer> People::CreatePerson(const Call& call, NewPerson draft) {
  const Write write{.request_id = std::move(draft.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  const Person person{
      .person_id = deps_.ids.NewId(),
      .display_name = std::move(draft.display_name),
      .phone = std::move(draft.phone),
      .user_name = std::move(draft.user_name),
      .create_time = write.time,
  };
  return deps_.store.InsertPerson(call, write, person, CheckPerson);
}

absl::StatusOr<Person> People::GetPerson(const Call& call, const std::string& person_id) {
  ASSIGN_OR_RETURN(std::optional<Person> found, deps_.store.FindPerson(call, person_id));
  if (!found.has_value()) return errors::PersonNotFound();
  return *std::move(found);
}

}  // namespace xinqiao::registry
