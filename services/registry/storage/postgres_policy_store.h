// Activity kinds and rule packs in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_POLICY_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_POLICY_STORE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/policy_store.h"

namespace xinqiao::registry {

// Keeps kinds and packs; see migrations/ and queries/.
class PostgresPolicyStore final : public PolicyStore {
 public:
  // `database` outlives the store.
  PostgresPolicyStore(pg::Database& database, PolicyEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertActivityKind(const Call& call, const Write& write,
                                            const policy::ActivityKind& kind,
                                            AdmitKind admit) override;
  absl::StatusOr<std::vector<policy::ActivityKind>> ListActivityKinds(const Call& call,
                                                                      const Range& range) override;
  absl::StatusOr<Answer> InsertRulePack(const Call& call, const Write& write,
                                        const PublicationQuery& query, ReviewRule review) override;
  absl::StatusOr<Answer> CheckRulePack(const Call& call, const PublicationQuery& query,
                                       ReviewRule review) override;
  absl::StatusOr<Answer> EndRulePack(const Call& call, const Write& write, const RulePackKey& key,
                                     EndRulePackRule end) override;
  absl::StatusOr<std::optional<PublishedRulePack>> FindRulePack(const Call& call,
                                                                const RulePackKey& key) override;
  absl::StatusOr<std::vector<PublishedRulePack>> ListRulePacks(const Call& call,
                                                               const std::string& organization_id,
                                                               const Range& range) override;

 private:
  pg::Database& database_;
  const PolicyEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_POLICY_STORE_H_
