// Reorganizations in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_REORGANIZATION_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_REORGANIZATION_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/reorganization_store.h"

namespace xinqiao::registry {

// Keeps reorganizations, and the versions of organizations that they make; see
// migrations/ and queries/.
class PostgresReorganizationStore final : public ReorganizationStore {
 public:
  // `database` outlives the store.
  PostgresReorganizationStore(pg::Database& database, ReorganizationEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<ReorganizationFacts> LoadFacts(const Call& call,
                                                const std::vector<OrganizationChange>& changes,
                                                absl::CivilDay effective_day) override;
  absl::StatusOr<Answer> Apply(const Call& call, const Write& write,
                               const std::vector<OrganizationChange>& changes,
                               absl::CivilDay effective_day, PlanRule plan) override;
  absl::StatusOr<Answer> Cancel(const Call& call, const Write& write,
                                const std::string& reorganization_id, const std::string& reason,
                                CancelRule plan) override;
  absl::StatusOr<std::optional<Reorganization>> FindReorganization(
      const Call& call, const std::string& reorganization_id) override;
  absl::StatusOr<int64_t> CountOpenLinks(const Call& call,
                                         const std::vector<std::string>& organization_ids,
                                         absl::CivilDay day) override;
  absl::StatusOr<std::vector<std::string>> ListAdministered(const Call& call,
                                                            const std::string& person_id,
                                                            absl::CivilDay day) override;
  absl::StatusOr<std::vector<Reorganization>> ListReorganizations(const Call& call,
                                                                  const Range& range) override;

 private:
  pg::Database& database_;
  const ReorganizationEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_REORGANIZATION_STORE_H_
