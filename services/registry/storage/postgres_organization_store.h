// Organizations in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_ORGANIZATION_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_ORGANIZATION_STORE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/organization_store.h"

namespace xinqiao::registry {

// Keeps organizations, their versions and their links; see migrations/ and
// queries/.
class PostgresOrganizationStore final : public OrganizationStore {
 public:
  // `database` outlives the store.
  PostgresOrganizationStore(pg::Database& database, OrganizationEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertOrganization(const Call& call, const Write& write,
                                            const Organization& organization,
                                            PlaceRule place) override;
  absl::StatusOr<Answer> SetManyYouth(const Call& call, const Write& write,
                                      const std::string& organization_id,
                                      const ManyYouth& many_youth, absl::CivilDay day) override;
  absl::StatusOr<std::optional<Organization>> FindOrganization(const Call& call,
                                                               const std::string& organization_id,
                                                               absl::CivilDay day) override;
  absl::StatusOr<std::optional<Organization>> FindOrganizationKnownAt(
      const Call& call, const KnownAtQuery& query) override;
  absl::StatusOr<std::vector<Organization>> ListAncestorsKnownAt(
      const Call& call, const KnownAtQuery& query) override;
  absl::StatusOr<std::vector<Organization>> ListDescendantsKnownAt(const Call& call,
                                                                   const DescendantsQuery& query,
                                                                   absl::Time known_at) override;
  absl::StatusOr<Answer> InsertSecondaryLink(const Call& call, const Write& write,
                                             const SecondaryLink& link, LinkRule admit) override;
  absl::StatusOr<Answer> EndSecondaryLink(const Call& call, const Write& write,
                                          const SecondaryLinkKey& key, EndLinkRule end) override;
  absl::StatusOr<std::vector<SecondaryLink>> ListSecondaryLinks(const Call& call,
                                                                const std::string& organization_id,
                                                                const Range& range) override;

 private:
  pg::Database& database_;
  const OrganizationEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_ORGANIZATION_STORE_H_
