#include "tests/support/fakes/fake_snapshot_store.h"

#include <memory>

#include "tests/services/assessment/storage/snapshot_store_contract.h"

namespace xinqiao::assessment {
namespace {

INSTANTIATE_TEST_SUITE_P(Fake, SnapshotStoreContract, ::testing::Values([] {
                           return std::make_unique<xinqiao::testing::FakeSnapshotStore>();
                         }));

}  // namespace
}  // namespace xinqiao::assessment
