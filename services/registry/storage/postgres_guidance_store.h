// Guidance links in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_GUIDANCE_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_GUIDANCE_STORE_H_

#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/guidance_store.h"

namespace xinqiao::registry {

// Keeps guidance links; see migrations/ and queries/.
class PostgresGuidanceStore final : public GuidanceStore {
 public:
  // `database` outlives the store.
  PostgresGuidanceStore(pg::Database& database, GuidanceEncoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertGuidanceLink(const Call& call, const Write& write,
                                            const GuidanceLink& link, AdmitGuidance admit) override;
  absl::StatusOr<Answer> EndGuidanceLink(const Call& call, const Write& write,
                                         const GuidanceLinkKey& key, EndGuidanceRule end) override;
  absl::StatusOr<std::vector<GuidanceLink>> ListGuidanceLinks(const Call& call, const PostKey& post,
                                                              const Range& range) override;

 private:
  pg::Database& database_;
  const GuidanceEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_GUIDANCE_STORE_H_
