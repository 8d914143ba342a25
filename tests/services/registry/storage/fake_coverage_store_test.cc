#include "tests/support/fakes/fake_coverage_store.h"

#include <memory>
#include <set>
#include <string>

#include "tests/services/registry/storage/coverage_store_contract.h"

namespace xinqiao::registry {
namespace {

class FakeStores final : public CoverageStores {
 public:
  CoverageStore& coverage() override { return coverage_; }
  void Register(const std::string& organization_id) override {
    coverage_.Register(organization_id);
  }

 private:
  xinqiao::testing::FakeCoverageStore coverage_{CoverageTextEncoders(), std::set<std::string>()};
};

INSTANTIATE_TEST_SUITE_P(Fake, CoverageStoreContract,
                         ::testing::Values([] { return std::make_unique<FakeStores>(); }));

}  // namespace
}  // namespace xinqiao::registry
