// Expectations, confirmations and coverage in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_COVERAGE_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_COVERAGE_STORE_H_

#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/coverage_store.h"

namespace xinqiao::registry {

// See migrations/0107_coverage.sql and queries/get_coverage.sql.
class PostgresCoverageStore final : public CoverageStore {
 public:
  // `database` outlives the store.
  PostgresCoverageStore(pg::Database& database, CoverageEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> SetExpectation(const Call& call, const Write& write,
                                        const std::string& organization_id,
                                        const Expectation& expectation) override;
  absl::StatusOr<std::vector<Expectation>> ListExpectations(
      const Call& call, const std::string& organization_id) override;
  absl::StatusOr<Answer> ConfirmOrganization(const Call& call, const Write& write,
                                             const std::string& organization_id) override;
  absl::StatusOr<Coverage> GetCoverage(const Call& call, const CoverageQuery& query) override;

 private:
  pg::Database& database_;
  const CoverageEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_COVERAGE_STORE_H_
