// What registry does with activity kinds and rule packs: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_POLICIES_H_
#define XINQIAO_SERVICES_REGISTRY_APP_POLICIES_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/page.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/domain/activity_kind.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// Reviews and publishes policy. Thread-safe.
class Policies {
 public:
  // All of it outlives the Policies.
  struct Deps {
    PolicyStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  // Which packs to list.
  struct Query {
    std::string organization_id;
    PageRequest page;
  };

  explicit Policies(const Deps& deps) : deps_(deps) {}

  // Adds `draft` to the catalogue, or returns the answer that an earlier call
  // with the same request id got.
  absl::StatusOr<Answer> CreateActivityKind(const Call& call, NewActivityKind draft);

  absl::StatusOr<Page<policy::ActivityKind>> ListActivityKinds(const Call& call,
                                                               const PageRequest& page);

  // Publishes `draft` today, or returns the answer that an earlier call with
  // the same request id got.
  absl::StatusOr<Answer> PublishRulePack(const Call& call, NewRulePack draft);

  absl::StatusOr<PublishedRulePack> GetRulePack(const Call& call, const RulePackKey& key);

  absl::StatusOr<Page<PublishedRulePack>> ListRulePacks(const Call& call, const Query& query);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POLICIES_H_
