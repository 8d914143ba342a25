// People and posts in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POST_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POST_STORE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/app/post_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/registry_memory.h"

namespace xinqiao::testing {

// Not thread-safe. Held to the same contract as the store in PostgreSQL by
// post_store_contract.h.
class FakePostStore final : public registry::PostStore {
 public:
  FakePostStore(RegistryMemory& memory, registry::PostEncoders encoders)
      : memory_(memory), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertPerson(const Call& call, const registry::Write& write,
                                      const registry::Person& person,
                                      registry::AdmitPerson admit) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      registry::PersonFacts facts;
      for (const auto& [id, other] : memory_.people) {
        facts.phone_in_use |= !person.phone.empty() && other.phone == person.phone;
        facts.user_name_in_use |= !person.user_name.empty() && other.user_name == person.user_name;
      }
      RETURN_IF_ERROR(admit(facts));
      memory_.people[person.person_id] = person;
      return Answer{.bytes = encoders_.person_answer(person)};
    });
  }

  absl::StatusOr<std::optional<registry::Person>> FindPerson(
      const Call& /*call*/, const std::string& person_id) override {
    const auto found = memory_.people.find(person_id);
    if (found == memory_.people.end()) return std::nullopt;
    return found->second;
  }

  absl::StatusOr<Answer> InsertPost(const Call& call, const registry::Write& write,
                                    const registry::Post& post,
                                    registry::AdmitPost admit) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      RETURN_IF_ERROR(admit(FactsOf(post)));
      memory_.posts[post.post_id] = post;
      memory_.events.push_back(encoders_.created(post));
      return Answer{.bytes = encoders_.answer(post)};
    });
  }

  absl::StatusOr<Answer> EndPost(const Call& call, const registry::Write& write,
                                 const registry::PostKey& key, registry::EndRule end) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      const std::optional<registry::Post> found = memory_.PostOf(key);
      if (!found.has_value()) return registry::errors::PostNotFound();
      ASSIGN_OR_RETURN(const registry::Post ended, end(*found));
      memory_.posts[key.post_id] = ended;
      memory_.events.push_back(encoders_.ended(ended));
      return Answer{.bytes = encoders_.answer(ended)};
    });
  }

  absl::StatusOr<std::optional<registry::Post>> FindPost(const Call& /*call*/,
                                                         const registry::PostKey& key) override {
    return memory_.PostOf(key);
  }

  absl::StatusOr<std::vector<registry::Post>> ListPosts(const Call& /*call*/,
                                                        const std::string& organization_id,
                                                        const registry::Range& range) override {
    return RegistryMemory::Select(memory_.posts, range, [&](const registry::Post& post) {
      return post.organization_id == organization_id;
    });
  }

 private:
  registry::AppointmentFacts FactsOf(const registry::Post& post) const {
    registry::AppointmentFacts facts{
        .organization_stands = memory_.Stands(post.organization_id, post.validity),
        .managing_stands = post.managing_organization_id.empty() ||
                           memory_.Stands(post.managing_organization_id, post.validity),
        .person_known = memory_.people.count(post.person_id) > 0};
    for (const auto& [id, other] : memory_.posts) {
      facts.same_exists |=
          other.person_id == post.person_id && other.organization_id == post.organization_id &&
          other.title == post.title && Days(Intersect(other.validity, post.validity)) > 0;
    }
    return facts;
  }

  RegistryMemory& memory_;
  const registry::PostEncoders encoders_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_POST_STORE_H_
