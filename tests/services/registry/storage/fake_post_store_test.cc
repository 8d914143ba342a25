#include "tests/support/fakes/fake_post_store.h"

#include <memory>

#include "tests/services/registry/storage/guidance_store_contract.h"
#include "tests/services/registry/storage/post_store_contract.h"
#include "tests/services/registry/storage/working_group_store_contract.h"
#include "tests/support/fakes/fake_guidance_store.h"
#include "tests/support/fakes/fake_working_group_store.h"
#include "tests/support/fakes/post_encoders.h"

namespace xinqiao::registry {
namespace {

class FakeStores final : public PostStores {
 public:
  PostStore& posts() override { return posts_; }
  WorkingGroupStore& groups() override { return groups_; }
  GuidanceStore& guidance() override { return guidance_; }
  void Register(const OrganizationHistory& organization) override {
    memory_.organizations[organization.identity.organization_id] = organization;
  }
  std::vector<std::string> Events() override { return memory_.events; }

 private:
  xinqiao::testing::RegistryMemory memory_;
  xinqiao::testing::FakePostStore posts_{memory_, xinqiao::testing::PostTextEncoders()};
  xinqiao::testing::FakeWorkingGroupStore groups_{memory_,
                                                  xinqiao::testing::WorkingGroupTextEncoders()};
  xinqiao::testing::FakeGuidanceStore guidance_{memory_, xinqiao::testing::GuidanceTextEncoders()};
};

const auto kFake = ::testing::Values([] { return std::make_unique<FakeStores>(); });

INSTANTIATE_TEST_SUITE_P(Fake, PostStoreContract, kFake);
INSTANTIATE_TEST_SUITE_P(Fake, WorkingGroupStoreContract, kFake);
INSTANTIATE_TEST_SUITE_P(Fake, GuidanceStoreContract, kFake);

}  // namespace
}  // namespace xinqiao::registry
