#include "tests/support/fakes/fake_contacts_store.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/services/contacts/storage/contacts_store_contract.h"

namespace xinqiao::contacts {
namespace {

class FakeScene final : public ContactsScene {
 public:
  ContactsStore& store() override { return store_; }
  void AddOrganization(const std::string& organization_id, const std::string& /*log*/) override {
    store_.AddOrganization(organization_id);
  }
  void AddPost(const directory::Post& post) override { store_.AddPost(post); }
  std::vector<std::string> Events() override {
    std::vector<std::string> events;
    for (const auto& event : store_.events()) {
      events.push_back(absl::StrCat(event.log, " ", event.payload));
    }
    return events;
  }

 private:
  xinqiao::testing::FakeContactsStore store_{TextEncoders()};
};

INSTANTIATE_TEST_SUITE_P(Fake, ContactsStoreContract,
                         ::testing::Values([] { return std::make_unique<FakeScene>(); }));

}  // namespace
}  // namespace xinqiao::contacts
