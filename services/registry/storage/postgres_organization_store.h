// Organizations in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_ORGANIZATION_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_ORGANIZATION_STORE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/organization_store.h"

namespace xinqiao::registry {

// Keeps organizations and their parent links; see migrations/ and queries/.
class PostgresOrganizationStore final : public OrganizationStore {
 public:
  // `database` outlives the store.
  PostgresOrganizationStore(pg::Database& database, OrganizationEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertOrganization(const Call& call, const Write& write,
                                            const Organization& organization,
                                            PlaceRule place) override;
  absl::StatusOr<std::optional<Organization>> FindOrganization(const Call& call,
                                                               const std::string& organization_id,
                                                               absl::CivilDay day) override;
  absl::StatusOr<std::vector<Organization>> ListOrganizations(
      const Call& call, const OrganizationQuery& query) override;

 private:
  pg::Database& database_;
  const OrganizationEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_ORGANIZATION_STORE_H_
