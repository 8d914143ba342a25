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
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// Rules over stored facts. The store reads the facts; the rule decides.
using AdmitKind = absl::FunctionRef<absl::Status(bool id_in_use)>;
using ReviewRule =
    absl::FunctionRef<absl::StatusOr<std::vector<std::string>>(const PublicationFacts& facts)>;

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
};

// Persists kinds and packs, which never change. Each method is one transaction.
// Thread-safe.
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

  // Inserts `rule_pack` with its event if `review` accepts, as the next version
  // of its document in its organization. `day` is the day of publication.
  virtual absl::StatusOr<Answer> InsertRulePack(const Call& call, const Write& write,
                                                const PublishedRulePack& rule_pack,
                                                absl::CivilDay day, ReviewRule review) = 0;

  virtual absl::StatusOr<std::optional<PublishedRulePack>> FindRulePack(const Call& call,
                                                                        const RulePackKey& key) = 0;

  // The packs of one organization by id.
  virtual absl::StatusOr<std::vector<PublishedRulePack>> ListRulePacks(
      const Call& call, const std::string& organization_id, const Range& range) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POLICY_STORE_H_
