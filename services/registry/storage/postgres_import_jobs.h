// The long work on imports, in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_IMPORT_JOBS_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_IMPORT_JOBS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "libs/base/id_generator.h"
#include "libs/pg/database.h"
#include "services/registry/app/import_store.h"
#include "services/registry/storage/import_progress.h"

namespace xinqiao::registry {

// Takes an import in hand by a lock on its row, for one transaction: a replica
// that dies leaves the import as it was. How far it is goes through another
// connection.
class PostgresImportJobs final : public ImportJobs {
 public:
  // All of it outlives the jobs.
  struct Deps {
    pg::Database& database;
    IdGenerator& ids;
    ImportEncoders encoders;
    int64_t rows_at_once = 10'000;  // Held in memory; also a page of progress.
  };

  explicit PostgresImportJobs(Deps deps) : deps_(std::move(deps)) {}

  absl::StatusOr<bool> WorkOnOne(absl::Time now) override;
  absl::Status Expire(const ImportExpiry& expiry) override;

 private:
  absl::StatusOr<bool> ApplyOne(absl::Time now);
  absl::StatusOr<bool> CheckOne(absl::Time now);
  absl::StatusOr<bool> DeleteRowsOfOne();
  absl::Status AfterFailure(const std::string& import_id, const absl::Status& why);

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_IMPORT_JOBS_H_
