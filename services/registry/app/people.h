// What registry does with people: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_PEOPLE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_PEOPLE_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/post_store.h"
#include "services/registry/domain/person.h"

namespace xinqiao::registry {

// Registers people. Thread-safe.
class People {
 public:
  // All of it outlives the People.
  struct Deps {
    PostStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  explicit People(const Deps& deps) : deps_(deps) {}

  // Registers `draft`, or returns the answer that an earlier call with the same
  // request id got.
  absl::StatusOr<Answer> CreatePerson(const Call& call, NewPerson draft);

  absl::StatusOr<Person> GetPerson(const Call& call, const std::string& person_id);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_PEOPLE_H_
