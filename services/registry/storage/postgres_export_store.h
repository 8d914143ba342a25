// What exports need, in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_EXPORT_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_EXPORT_STORE_H_

#include <string>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/export_store.h"

namespace xinqiao::registry {

// Reads posts and people; see queries/list_posts_in_office.sql.
class PostgresExportStore final : public ExportStore {
 public:
  // `database` outlives the store.
  explicit PostgresExportStore(pg::Database& database) : database_(database) {}

  absl::StatusOr<std::vector<ExportedPost>> ListPostsInOffice(
      const Call& call, const std::vector<std::string>& organization_ids,
      absl::CivilDay day) override;

 private:
  pg::Database& database_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_EXPORT_STORE_H_
