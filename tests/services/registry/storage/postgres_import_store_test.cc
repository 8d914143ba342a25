#include "services/registry/storage/postgres_import_store.h"

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "libs/base/id_generator.h"
#include "libs/pg/database.h"
#include "services/registry/storage/postgres_import_jobs.h"
#include "tests/services/registry/storage/import_store_contract.h"
#include "tests/support/postgres.h"

namespace xinqiao::registry {
namespace {

class PostgresStores final : public ImportStores {
 public:
  ImportStore& imports() override { return imports_; }
  void Check(const std::string& /*import_id*/) override {
    while (jobs_.WorkOnOne(absl::UnixEpoch()).value_or(false)) {
    }
  }

 private:
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 4};
  Uuid7Generator ids_;
  PostgresImportStore imports_{
      database_, [](const std::string& phone) { return SealedPhone{.blind_index = phone}; },
      ImportText};
  // Nothing is applied here.
  PostgresImportJobs jobs_{{.database = database_, .ids = ids_, .encoders = {}}};
};

INSTANTIATE_TEST_SUITE_P(Postgres, ImportStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresStores>(); }));

}  // namespace
}  // namespace xinqiao::registry
