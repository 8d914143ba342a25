#include "services/registry/storage/postgres_coverage_store.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/pg/database.h"
#include "tests/services/registry/storage/coverage_store_contract.h"
#include "tests/support/postgres.h"

namespace xinqiao::registry {
namespace {

class PostgresStores final : public CoverageStores {
 public:
  CoverageStore& coverage() override { return coverage_; }
  void Register(const std::string& organization_id) override {
    // In one transaction: no organization has a day without a version.
    schema_.Execute(absl::StrCat(
        "INSERT INTO organizations (organization_id, kind, level, ledger_root, log, leading_body, "
        "create_time) VALUES ('",
        organization_id,
        "', 6, 5, false, '', false, '2016-01-01'); "
        "INSERT INTO organization_versions (organization_id, level, valid_from, display_name, "
        "closed, known_from) VALUES ('",
        organization_id, "', 5, '2015-09-01', '泉州师范学院团委', false, '2016-01-01')"));
  }

 private:
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 2};
  PostgresCoverageStore coverage_{database_, CoverageTextEncoders()};
};

INSTANTIATE_TEST_SUITE_P(Postgres, CoverageStoreContract,
                         ::testing::Values([] { return std::make_unique<PostgresStores>(); }));

}  // namespace
}  // namespace xinqiao::registry
