#include "tests/support/fakes/fake_ledger_store.h"

#include <memory>

#include "tests/services/ledger/storage/ledger_store_contract.h"

namespace xinqiao::ledger {
namespace {

class FakeSubject final : public LedgerStoreSubject {
 public:
  LedgerStore& store() override { return store_; }
  void AddOrganization(const std::string& organization_id, const std::string& log) override {
    store_.AddOrganization(organization_id, log);
  }
  void AddPost(const std::string& post_id, const PostFacts& facts) override {
    store_.AddPost(post_id, facts);
  }
  void AddKind(const std::string& kind_id) override { store_.AddKind(kind_id); }

 private:
  xinqiao::testing::FakeLedgerStore store_{MessageEncoders(), scene::TestKey()};
};

INSTANTIATE_TEST_SUITE_P(Fake, LedgerStoreContract,
                         ::testing::Values([] { return std::make_unique<FakeSubject>(); }));

}  // namespace
}  // namespace xinqiao::ledger
