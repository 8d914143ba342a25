#include "tests/support/fakes/fake_registry_store.h"

#include <memory>

#include "tests/services/registry/storage/policy_store_contract.h"
#include "tests/services/registry/storage/registry_store_contract.h"
#include "tests/services/registry/storage/reorganization_endings_contract.h"
#include "tests/services/registry/storage/reorganization_store_contract.h"
#include "tests/support/fakes/fake_guidance_store.h"
#include "tests/support/fakes/fake_working_group_store.h"

namespace xinqiao::registry {
namespace {

class FakeStores final : public RegistryStores {
 public:
  OrganizationStore& organizations() override { return store_; }
  ReorganizationStore& reorganizations() override { return store_; }
  PostStore& posts() override { return store_; }
  WorkingGroupStore& groups() override { return groups_; }
  GuidanceStore& guidance() override { return guidance_; }
  PolicyStore& policies() override { return store_; }
  std::vector<std::string> Events() override { return store_.events(); }

 private:
  xinqiao::testing::FakeRegistryStore store_{xinqiao::testing::RegistryTextEncoders()};
  xinqiao::testing::FakeWorkingGroupStore groups_{store_.shared_memory(),
                                                  xinqiao::testing::WorkingGroupTextEncoders()};
  xinqiao::testing::FakeGuidanceStore guidance_{store_.shared_memory(),
                                                xinqiao::testing::GuidanceTextEncoders()};
};

const auto kFake = ::testing::Values([] { return std::make_unique<FakeStores>(); });
INSTANTIATE_TEST_SUITE_P(Fake, RegistryStoreContract, kFake);
INSTANTIATE_TEST_SUITE_P(Fake, ReorganizationStoreContract, kFake);
INSTANTIATE_TEST_SUITE_P(Fake, ReorganizationEndingsContract, kFake);
INSTANTIATE_TEST_SUITE_P(Fake, PolicyStoreContract, kFake);

}  // namespace
}  // namespace xinqiao::registry
