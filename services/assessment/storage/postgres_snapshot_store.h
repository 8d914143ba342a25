// Snapshots in PostgreSQL.

#ifndef XINQIAO_SERVICES_ASSESSMENT_STORAGE_POSTGRES_SNAPSHOT_STORE_H_
#define XINQIAO_SERVICES_ASSESSMENT_STORAGE_POSTGRES_SNAPSHOT_STORE_H_

#include "libs/pg/database.h"
#include "services/assessment/app/snapshot_store.h"

namespace xinqiao::assessment {

// Keeps the snapshot in chunks of 1 MiB; see migrations/ and queries/.
class PostgresSnapshotStore final : public SnapshotStore {
 public:
  // `database` outlives the store.
  explicit PostgresSnapshotStore(pg::Database& database) : database_(database) {}

  absl::Status Save(const Call& call, const Snapshot& snapshot) override;
  absl::StatusOr<std::optional<Snapshot>> Load(const Call& call) override;

 private:
  pg::Database& database_;
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_STORAGE_POSTGRES_SNAPSHOT_STORE_H_
