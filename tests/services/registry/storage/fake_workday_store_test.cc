#include "tests/support/fakes/fake_workday_store.h"

#include <memory>

#include "tests/services/registry/storage/workday_store_contract.h"

namespace xinqiao::registry {
namespace {

class FakeStores final : public WorkdayStores {
 public:
  WorkdayStore& store() override { return store_; }
  std::vector<std::string> Events() override { return store_.events(); }

 private:
  xinqiao::testing::FakeWorkdayStore store_{xinqiao::testing::WorkdayTextEncoders()};
};

INSTANTIATE_TEST_SUITE_P(Fake, WorkdayStoreContract,
                         ::testing::Values([] { return std::make_unique<FakeStores>(); }));

}  // namespace
}  // namespace xinqiao::registry
