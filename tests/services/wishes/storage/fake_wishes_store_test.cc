#include "tests/support/fakes/fake_wishes_store.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/services/wishes/storage/wishes_store_contract.h"

namespace xinqiao::wishes {
namespace {

class FakeScene final : public WishesScene {
 public:
  WishesStore& store() override { return store_; }
  void AddPost(const directory::Post& post) override { store_.AddPost(post); }
  void AddLink(const AppealEnds& ends, const Period& active) override {
    store_.AddLink(ends, active);
  }
  std::vector<std::string> Events() override {
    std::vector<std::string> events;
    for (const auto& event : store_.events()) {
      events.push_back(absl::StrCat(event.log, " ", event.payload));
    }
    return events;
  }

 private:
  xinqiao::testing::FakeWishesStore store_{TextEncoders()};
};

INSTANTIATE_TEST_SUITE_P(Fake, WishesStoreContract,
                         ::testing::Values([] { return std::make_unique<FakeScene>(); }));

}  // namespace
}  // namespace xinqiao::wishes
