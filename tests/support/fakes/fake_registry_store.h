// Registry's stores in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REGISTRY_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REGISTRY_STORE_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/request_id.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/period.h"
#include "services/registry/app/organization_store.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/app/post_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/registry_encoders.h"

namespace xinqiao::testing {

// All stores of registry on one memory. Not thread-safe. Held to the same
// contract as the stores in PostgreSQL by registry_store_contract.h.
class FakeRegistryStore final : public registry::OrganizationStore,
                                public registry::PostStore,
                                public registry::PolicyStore {
 public:
  explicit FakeRegistryStore(RegistryEncoders encoders) : encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertOrganization(const Call& call, const registry::Write& write,
                                            const registry::Organization& organization,
                                            registry::PlaceRule place) override {
    return Once(call, write, [&]() -> absl::StatusOr<Answer> {
      ASSIGN_OR_RETURN(const registry::Organization placed,
                       place(Standing(organization.parent_id, organization.validity.first)));
      organizations_[placed.organization_id] = placed;
      events_.push_back(encoders_.organizations.created(placed));
      return Answer{.bytes = encoders_.organizations.answer(placed)};
    });
  }

  absl::StatusOr<std::optional<registry::Organization>> FindOrganization(
      const Call& /*call*/, const std::string& organization_id, absl::CivilDay day) override {
    return Standing(organization_id, day);
  }

  absl::StatusOr<std::vector<registry::Organization>> ListOrganizations(
      const Call& /*call*/, const registry::OrganizationQuery& query) override {
    return Select(organizations_, query.range, [&](const registry::Organization& organization) {
      return Contains(organization.validity, query.day) &&
             (query.parent_id.empty() || organization.parent_id == query.parent_id);
    });
  }

  absl::StatusOr<Answer> InsertPerson(const Call& call, const registry::Write& write,
                                      const registry::Person& person,
                                      registry::AdmitPerson admit) override {
    return Once(call, write, [&]() -> absl::StatusOr<Answer> {
      bool phone_in_use = false;
      for (const auto& [id, other] : people_) {
        phone_in_use = phone_in_use || (!person.phone.empty() && other.phone == person.phone);
      }
      RETURN_IF_ERROR(admit(phone_in_use));
      people_[person.person_id] = person;
      return Answer{.bytes = encoders_.posts.person_answer(person)};
    });
  }

  absl::StatusOr<std::optional<registry::Person>> FindPerson(
      const Call& /*call*/, const std::string& person_id) override {
    return Lookup(people_, person_id);
  }

  absl::StatusOr<Answer> InsertPost(const Call& call, const registry::Write& write,
                                    const registry::Post& post,
                                    registry::AdmitPost admit) override {
    return Once(call, write, [&]() -> absl::StatusOr<Answer> {
      RETURN_IF_ERROR(admit(
          {.organization_stands = Standing(post.organization_id, post.validity.first).has_value(),
           .person_known = people_.count(post.person_id) > 0}));
      posts_[post.post_id] = post;
      events_.push_back(encoders_.posts.created(post));
      return Answer{.bytes = encoders_.posts.answer(post)};
    });
  }

  absl::StatusOr<Answer> EndPost(const Call& call, const registry::Write& write,
                                 const registry::PostKey& key, registry::EndRule end) override {
    return Once(call, write, [&]() -> absl::StatusOr<Answer> {
      const std::optional<registry::Post> found = PostOf(key);
      if (!found.has_value()) return registry::errors::PostNotFound();
      ASSIGN_OR_RETURN(const registry::Post ended, end(*found));
      posts_[key.post_id] = ended;
      events_.push_back(encoders_.posts.ended(ended));
      return Answer{.bytes = encoders_.posts.answer(ended)};
    });
  }

  absl::StatusOr<std::optional<registry::Post>> FindPost(const Call& /*call*/,
                                                         const registry::PostKey& key) override {
    return PostOf(key);
  }

  absl::StatusOr<std::vector<registry::Post>> ListPosts(const Call& /*call*/,
                                                        const std::string& organization_id,
                                                        const registry::Range& range) override {
    return Select(posts_, range, [&](const registry::Post& post) {
      return post.organization_id == organization_id;
    });
  }

  absl::StatusOr<Answer> InsertActivityKind(const Call& call, const registry::Write& write,
                                            const policy::ActivityKind& kind,
                                            registry::AdmitKind admit) override {
    return Once(call, write, [&]() -> absl::StatusOr<Answer> {
      RETURN_IF_ERROR(admit(kinds_.count(kind.kind_id) > 0));
      kinds_[kind.kind_id] = kind;
      events_.push_back(encoders_.policies.kind_created(kind));
      return Answer{.bytes = encoders_.policies.kind_answer(kind)};
    });
  }

  absl::StatusOr<std::vector<policy::ActivityKind>> ListActivityKinds(
      const Call& /*call*/, const registry::Range& range) override {
    return Select(kinds_, range, [](const policy::ActivityKind&) { return true; });
  }

  absl::StatusOr<Answer> InsertRulePack(const Call& call, const registry::Write& write,
                                        const registry::PublishedRulePack& rule_pack,
                                        absl::CivilDay day, registry::ReviewRule review) override {
    return Once(call, write, [&]() -> absl::StatusOr<Answer> {
      registry::PublicationFacts facts{.organization_stands =
                                           Standing(rule_pack.organization_id, day).has_value()};
      for (const auto& [kind_id, kind] : kinds_) facts.kind_ids.insert(kind_id);
      registry::Publication publication{.rule_pack = rule_pack};
      ASSIGN_OR_RETURN(publication.warnings, review(facts));
      publication.rule_pack.version = 1;
      for (const auto& [id, other] : rule_packs_) {
        if (other.organization_id == rule_pack.organization_id &&
            other.document_number == rule_pack.document_number) {
          ++publication.rule_pack.version;
        }
      }
      rule_packs_[rule_pack.rule_pack_id] = publication.rule_pack;
      events_.push_back(encoders_.policies.published(publication.rule_pack));
      return Answer{.bytes = encoders_.policies.publication_answer(publication)};
    });
  }

  absl::StatusOr<std::optional<registry::PublishedRulePack>> FindRulePack(
      const Call& /*call*/, const registry::RulePackKey& key) override {
    std::optional<registry::PublishedRulePack> found = Lookup(rule_packs_, key.rule_pack_id);
    if (found.has_value() && found->organization_id != key.organization_id) return std::nullopt;
    return found;
  }

  absl::StatusOr<std::vector<registry::PublishedRulePack>> ListRulePacks(
      const Call& /*call*/, const std::string& organization_id,
      const registry::Range& range) override {
    return Select(rule_packs_, range, [&](const registry::PublishedRulePack& rule_pack) {
      return rule_pack.organization_id == organization_id;
    });
  }

  // In the order of the writes.
  const std::vector<std::string>& events() const { return events_; }

 private:
  struct Kept {
    std::string digest;
    Answer answer;
  };

  template <typename Body>
  absl::StatusOr<Answer> Once(const Call& call, const registry::Write& write, Body body) {
    if (const auto kept = requests_.find(write.request_id); kept != requests_.end()) {
      if (kept->second.digest != call.request_digest) return RequestIdReused(write.request_id);
      return kept->second.answer;
    }
    ASSIGN_OR_RETURN(Answer answer, body());
    requests_[write.request_id] = {.digest = call.request_digest, .answer = answer};
    return answer;
  }

  template <typename Value>
  static std::optional<Value> Lookup(const std::map<std::string, Value>& values,
                                     const std::string& id) {
    const auto found = values.find(id);
    if (found == values.end()) return std::nullopt;
    return found->second;
  }

  template <typename Value, typename Wanted>
  static std::vector<Value> Select(const std::map<std::string, Value>& values,
                                   const registry::Range& range, Wanted wanted) {
    std::vector<Value> result;
    for (auto i = values.upper_bound(range.after_id);
         i != values.end() && result.size() < static_cast<size_t>(range.limit); ++i) {
      if (wanted(i->second)) result.push_back(i->second);
    }
    return result;
  }

  std::optional<registry::Organization> Standing(const std::string& organization_id,
                                                 absl::CivilDay day) const {
    std::optional<registry::Organization> found = Lookup(organizations_, organization_id);
    if (found.has_value() && !Contains(found->validity, day)) return std::nullopt;
    return found;
  }

  std::optional<registry::Post> PostOf(const registry::PostKey& key) const {
    std::optional<registry::Post> found = Lookup(posts_, key.post_id);
    if (found.has_value() && found->organization_id != key.organization_id) return std::nullopt;
    return found;
  }

  const RegistryEncoders encoders_;
  std::map<std::string, registry::Organization> organizations_;
  std::map<std::string, registry::Person> people_;
  std::map<std::string, registry::Post> posts_;
  std::map<std::string, policy::ActivityKind> kinds_;
  std::map<std::string, registry::PublishedRulePack> rule_packs_;
  std::map<std::string, Kept> requests_;
  std::vector<std::string> events_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_REGISTRY_STORE_H_
