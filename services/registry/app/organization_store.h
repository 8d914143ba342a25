// Where registry keeps the tree of organizations.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/organization.h"

namespace xinqiao::registry {

// Completes an organization beside its parent, or refuses it. The parent has
// the link of the child's first day; it is nothing when there is no parent, or
// none that stands on that day.
using PlaceRule =
    absl::FunctionRef<absl::StatusOr<Organization>(const std::optional<Organization>& parent)>;

// Which organizations to list.
struct OrganizationQuery {
  std::string parent_id;  // "" for any.
  absl::CivilDay day;     // On which they stand.
  Range range;
};

// What a store is made with.
struct OrganizationEncoders {
  Encoder<Organization> answer;
  Encoder<Organization> created;  // An event.
};

// Persists organizations. Each method is one transaction. Thread-safe.
//
// tests/services/registry/storage/registry_store_contract.h states, as tests,
// what every implementation does.
class OrganizationStore {
 public:
  virtual ~OrganizationStore() = default;

  // Inserts what `place` makes of `organization`, with its event. The parent
  // does not change meanwhile.
  //
  // A repeated request returns the first answer, and does not ask `place`,
  // which may be called more than once.
  virtual absl::StatusOr<Answer> InsertOrganization(const Call& call, const Write& write,
                                                    const Organization& organization,
                                                    PlaceRule place) = 0;

  // The organization with the link of `day`; nothing if it does not stand then.
  virtual absl::StatusOr<std::optional<Organization>> FindOrganization(
      const Call& call, const std::string& organization_id, absl::CivilDay day) = 0;

  // By id, each with the link of the day.
  virtual absl::StatusOr<std::vector<Organization>> ListOrganizations(
      const Call& call, const OrganizationQuery& query) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_STORE_H_
