// Registry's stores in memory, on one object.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REGISTRY_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REGISTRY_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/support/fakes/fake_organization_store.h"
#include "tests/support/fakes/fake_policy_store.h"
#include "tests/support/fakes/fake_post_store.h"
#include "tests/support/fakes/fake_reorganization_store.h"
#include "tests/support/fakes/registry_encoders.h"
#include "tests/support/fakes/registry_memory.h"

namespace xinqiao::testing {

// Outlives the stores that are on it: a base is made before the next ones.
struct OwnedRegistryMemory {
  RegistryMemory memory;
};

// Not thread-safe.
class FakeRegistryStore final : private OwnedRegistryMemory,
                                public FakeOrganizationStore,
                                public FakeReorganizationStore,
                                public FakePolicyStore,
                                public registry::PostStore {
 public:
  explicit FakeRegistryStore(const RegistryEncoders& encoders)
      : FakeOrganizationStore(OwnedRegistryMemory::memory, encoders.organizations),
        FakeReorganizationStore(OwnedRegistryMemory::memory, *this, encoders.reorganizations),
        FakePolicyStore(OwnedRegistryMemory::memory, encoders.policies),
        posts_(OwnedRegistryMemory::memory, encoders.posts) {}

  absl::StatusOr<Answer> InsertPerson(const Call& call, const registry::Write& write,
                                      const registry::Person& person,
                                      registry::AdmitPerson admit) override {
    return posts_.InsertPerson(call, write, person, admit);
  }
  absl::StatusOr<std::optional<registry::Person>> FindPerson(
      const Call& call, const std::string& person_id) override {
    return posts_.FindPerson(call, person_id);
  }
  absl::StatusOr<Answer> InsertPost(const Call& call, const registry::Write& write,
                                    const registry::Post& post,
                                    registry::AdmitPost admit) override {
    return posts_.InsertPost(call, write, post, admit);
  }
  absl::StatusOr<Answer> EndPost(const Call& call, const registry::Write& write,
                                 const registry::PostKey& key, registry::EndRule end) override {
    return posts_.EndPost(call, write, key, end);
  }
  absl::StatusOr<std::optional<registry::Post>> FindPost(const Call& call,
                                                         const registry::PostKey& key) override {
    return posts_.FindPost(call, key);
  }
  absl::StatusOr<std::vector<registry::Post>> ListPosts(const Call& call,
                                                        const std::string& organization_id,
                                                        const registry::Range& range) override {
    return posts_.ListPosts(call, organization_id, range);
  }

  // For other fakes on the same memory.
  RegistryMemory& shared_memory() { return OwnedRegistryMemory::memory; }

  // In the order of the writes.
  const std::vector<std::string>& events() const { return OwnedRegistryMemory::memory.events; }

 private:
  FakePostStore posts_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REGISTRY_STORE_H_
