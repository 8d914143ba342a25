// What registry does with activity kinds and rule packs: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_POLICIES_H_
#define XINQIAO_SERVICES_REGISTRY_APP_POLICIES_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/calendar/workdays.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/page.h"
#include "services/registry/app/policy_book.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/domain/activity_kind.h"
#include "services/registry/domain/publication.h"
#include "services/registry/domain/rule_finding.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// Reads and writes what a store keeps of a pack, and does not look into.
struct RulePackContents {
  // INTERNAL for bytes that nobody could have stored, RULE_PACK_TOO_NEW for what
  // only a newer version can read.
  std::function<absl::StatusOr<policy::RulePack>(const std::string& content)> read;
  Encoder<policy::RulePack> write;
};

// Reviews and publishes policy. Thread-safe.
class Policies {
 public:
  // All of it outlives the Policies.
  struct Deps {
    PolicyStore& store;
    const OrganizationTree& tree;  // To count who is affected.
    const PolicyBook& book;        // For what the packs below ask.
    RulePackContents contents;
    std::function<absl::StatusOr<WorkdayCalendar>(const Call&)> calendar;
    const Clock& clock;
    IdGenerator& ids;
  };

  // Which packs to list.
  struct Query {
    std::string organization_id;
    PageRequest page;
  };

  explicit Policies(Deps deps) : deps_(std::move(deps)) {}

  // Adds `draft` to the catalogue, or returns the answer that an earlier call
  // with the same request id got.
  absl::StatusOr<Answer> CreateActivityKind(const Call& call, NewActivityKind draft);

  absl::StatusOr<Page<policy::ActivityKind>> ListActivityKinds(const Call& call,
                                                               const PageRequest& page);

  // Publishes `draft` today, or returns the answer that an earlier call with
  // the same request id got; or only the answer that it would get.
  absl::StatusOr<Answer> PublishRulePack(const Call& call, const NewRulePack& draft);

  // Withdraws a pack, or returns the answer that an earlier call with the same
  // request id got.
  absl::StatusOr<Answer> WithdrawRulePack(const Call& call, const RulePackWithdrawal& withdrawal);

  absl::StatusOr<PublishedRulePack> GetRulePack(const Call& call, const RulePackKey& key);

  absl::StatusOr<Page<PublishedRulePack>> ListRulePacks(const Call& call, const Query& query);

 private:
  // What is known of a publication before the store is asked.
  struct Submission {
    const NewRulePack& draft;
    absl::CivilDay day;
    PublishedRulePack rule_pack;  // Without what the facts say.
    PublicationImpact impact;     // Counts only.
    WorkdayCalendar calendar;
  };

  // The whole publication, or why it may not be.
  absl::StatusOr<Publication> Review(const Submission& submission,
                                     const PublicationFacts& facts) const;

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POLICIES_H_
