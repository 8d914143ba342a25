#include "tests/support/fakes/fake_import_store.h"

#include <memory>
#include <string>

#include "tests/services/registry/storage/import_store_contract.h"

namespace xinqiao::registry {
namespace {

class FakeStores final : public ImportStores {
 public:
  ImportStore& imports() override { return imports_; }
  void Check(const std::string& import_id) override { imports_.Check(import_id); }

 private:
  xinqiao::testing::FakeImportStore imports_{ImportText};
};

INSTANTIATE_TEST_SUITE_P(Fake, ImportStoreContract,
                         ::testing::Values([] { return std::make_unique<FakeStores>(); }));

}  // namespace
}  // namespace xinqiao::registry
