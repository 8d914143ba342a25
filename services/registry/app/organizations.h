// What registry does with organizations: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATIONS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATIONS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/organization_store.h"
#include "services/registry/app/page.h"
#include "services/registry/domain/organization.h"

namespace xinqiao::registry {

// Applies the rules of the tree. Thread-safe.
class Organizations {
 public:
  // All of it outlives the Organizations.
  struct Deps {
    OrganizationStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  // Which organizations to list.
  struct Query {
    std::string parent_id;                // "" for any.
    std::optional<absl::CivilDay> as_of;  // Today if unset.
    PageRequest page;
  };

  explicit Organizations(const Deps& deps) : deps_(deps) {}

  // Registers `draft`, or returns the answer that an earlier call with the same
  // request id got.
  absl::StatusOr<Answer> CreateOrganization(const Call& call, NewOrganization draft);

  // As it stands on `as_of`, or today.
  absl::StatusOr<Organization> GetOrganization(const Call& call, const std::string& organization_id,
                                               std::optional<absl::CivilDay> as_of);

  absl::StatusOr<Page<Organization>> ListOrganizations(const Call& call, const Query& query);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATIONS_H_
