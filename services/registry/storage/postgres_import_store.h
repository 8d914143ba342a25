// Imports in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_IMPORT_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_IMPORT_STORE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/import_store.h"
#include "services/registry/storage/import_rows.h"

namespace xinqiao::registry {

// Keeps uploads; see migrations/0106_imports.sql and queries/.
class PostgresImportStore final : public ImportStore {
 public:
  // `database` outlives the store; `seal` is thread-safe.
  PostgresImportStore(pg::Database& database, SealPhone seal, Encoder<Import> answer)
      : database_(database), seal_(std::move(seal)), answer_(std::move(answer)) {}

  absl::Status StartImport(const Call& call, const NewImport& import) override;
  absl::Status AppendRows(const Call& call, const std::string& import_id, const ImportRows& rows,
                          absl::Time real_time) override;
  absl::StatusOr<Answer> FinishUpload(const Call& call, const Write& write,
                                      const std::string& import_id) override;
  absl::Status DropImport(const Call& call, const std::string& import_id) override;
  absl::StatusOr<std::optional<Import>> FindImport(const Call& call,
                                                   const std::string& import_id) override;
  absl::StatusOr<std::vector<ListedProblem>> ListProblems(const Call& call,
                                                          const std::string& import_id,
                                                          const ProblemRange& range) override;
  absl::StatusOr<Answer> RequestApply(const Call& call, const Write& write,
                                      const std::string& import_id, ApplyRule admit) override;

 private:
  pg::Database& database_;
  const SealPhone seal_;
  const Encoder<Import> answer_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_IMPORT_STORE_H_
