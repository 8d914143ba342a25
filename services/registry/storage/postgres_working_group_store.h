// Working groups in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_WORKING_GROUP_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_WORKING_GROUP_STORE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/working_group_store.h"

namespace xinqiao::registry {

// Keeps working groups and their members; see migrations/ and queries/.
class PostgresWorkingGroupStore final : public WorkingGroupStore {
 public:
  // `database` outlives the store.
  PostgresWorkingGroupStore(pg::Database& database, WorkingGroupEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertWorkingGroup(const Call& call, const Write& write,
                                            const WorkingGroup& group,
                                            AdmitWorkingGroup admit) override;
  absl::StatusOr<Answer> SetWorkingGroup(const Call& call, const Write& write,
                                         const WorkingGroupTarget& target,
                                         ChangeWorkingGroup change) override;
  absl::StatusOr<std::optional<WorkingGroup>> FindWorkingGroup(const Call& call,
                                                               const WorkingGroupKey& key) override;
  absl::StatusOr<std::vector<WorkingGroup>> ListWorkingGroups(const Call& call,
                                                              const std::string& organization_id,
                                                              const Range& range) override;

 private:
  pg::Database& database_;
  const WorkingGroupEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_WORKING_GROUP_STORE_H_
