// Where registry keeps the catalogue of activity kinds and the rule packs.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_POLICY_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_POLICY_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/publication.h"
#include "services/registry/domain/rule_finding.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// Rules over stored facts. The store reads the facts; the rule decides.
using AdmitKind = absl::FunctionRef<absl::Status(bool id_in_use)>;
using ReviewRule = absl::FunctionRef<absl::StatusOr<Publication>(const PublicationFacts& facts)>;
using EndRulePackRule =
    absl::FunctionRef<absl::StatusOr<PublishedRulePack>(PublishedRulePack rule_pack)>;

// What the facts of a publication are read by.
struct PublicationQuery {
  std::string organization_id;
  std::string document_number;
  std::vector<std::string> subtree_ids;  // Organizations that the pack names.
  absl::CivilDay day;                    // Of publication.
};

// Names a rule pack.
struct RulePackKey {
  std::string organization_id;
  std::string rule_pack_id;
};

// What a store is made with.
struct PolicyEncoders {
  Encoder<policy::ActivityKind> kind_answer;
  Encoder<policy::ActivityKind> kind_created;  // An event.
  Encoder<Publication> publication_answer;
  Encoder<PublishedRulePack> published;  // An event.
  Encoder<PublishedRulePack> end_answer;
  Encoder<PublishedRulePack> ended;  // An event.
};

// Persists kinds and packs, which never change, but that a pack ends once. Each
// method is one transaction. Thread-safe.
//
// In every write a repeated request returns the first answer, and does not ask
// the rule; a rule may be called more than once.
//
// tests/services/registry/storage/policy_store_contract.h states, as tests,
// what every implementation does.
class PolicyStore {
 public:
  virtual ~PolicyStore() = default;

  // Inserts `kind` with its event if `admit` accepts.
  virtual absl::StatusOr<Answer> InsertActivityKind(const Call& call, const Write& write,
                                                    const policy::ActivityKind& kind,
                                                    AdmitKind admit) = 0;

  // By id.
  virtual absl::StatusOr<std::vector<policy::ActivityKind>> ListActivityKinds(
      const Call& call, const Range& range) = 0;

  // Inserts the pack that `review` accepts, and the end of the one that it
  // supersedes, with their events. Publications and endings wait for each other:
  // what `review` sees stays so until its pack is there.
  virtual absl::StatusOr<Answer> InsertRulePack(const Call& call, const Write& write,
                                                const PublicationQuery& query,
                                                ReviewRule review) = 0;

  // The answer that InsertRulePack() would give, and stores nothing.
  virtual absl::StatusOr<Answer> CheckRulePack(const Call& call, const PublicationQuery& query,
                                               ReviewRule review) = 0;

  // Stores the end that `end` gives the pack, with its event. RULE_PACK_NOT_FOUND.
  virtual absl::StatusOr<Answer> EndRulePack(const Call& call, const Write& write,
                                             const RulePackKey& key, EndRulePackRule end) = 0;

  virtual absl::StatusOr<std::optional<PublishedRulePack>> FindRulePack(const Call& call,
                                                                        const RulePackKey& key) = 0;

  // The packs of one organization by id.
  virtual absl::StatusOr<std::vector<PublishedRulePack>> ListRulePacks(
      const Call& call, const std::string& organization_id, const Range& range) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POLICY_STORE_H_
