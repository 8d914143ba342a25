#include "tests/support/fakes/fake_registry_store.h"

#include <memory>

#include "tests/services/registry/storage/registry_store_contract.h"

namespace xinqiao::registry {
namespace {

class FakeStores final : public RegistryStores {
 public:
  OrganizationStore& organizations() override { return store_; }
  PostStore& posts() override { return store_; }
  PolicyStore& policies() override { return store_; }
  std::vector<std::string> Events() override { return store_.events(); }

 private:
  xinqiao::testing::FakeRegistryStore store_{xinqiao::testing::RegistryTextEncoders()};
};

INSTANTIATE_TEST_SUITE_P(Fake, RegistryStoreContract,
                         ::testing::Values([] { return std::make_unique<FakeStores>(); }));

}  // namespace
}  // namespace xinqiao::registry
