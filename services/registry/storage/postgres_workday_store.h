// The calendar of working days in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_WORKDAY_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_WORKDAY_STORE_H_

#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/workday_store.h"

namespace xinqiao::registry {

// Keeps years; see migrations/ and queries/.
class PostgresWorkdayStore final : public WorkdayStore {
 public:
  // `database` outlives the store.
  PostgresWorkdayStore(pg::Database& database, WorkdayEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertWorkdayYear(const Call& call, const Write& write,
                                           const WorkdayYear& year) override;
  absl::StatusOr<std::vector<WorkdayYear>> ListWorkdayYears(const Call& call, int after_year,
                                                            int limit) override;

 private:
  pg::Database& database_;
  const WorkdayEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_WORKDAY_STORE_H_
