// Where registry keeps reorganizations.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATION_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATION_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/guidance_link.h"
#include "services/registry/domain/post.h"
#include "services/registry/domain/reorganization.h"
#include "services/registry/domain/secondary_link.h"
#include "services/registry/domain/working_group.h"

namespace xinqiao::registry {

// What a plan needs to know beside the organizations.
struct ReorganizationFacts {
  KnownOrganizations known;
  // Which of the codes of created organizations others have.
  std::vector<OrganizationCode> codes_in_use;
};

// A reorganization as it is kept. `content` is the request and its preview,
// serialized by rpc/codec and not looked into.
struct Reorganization {
  std::string reorganization_id;
  absl::CivilDay effective_day;
  absl::Time create_time;
  std::optional<absl::Time> cancel_time;
  std::string content;

  friend bool operator==(const Reorganization&, const Reorganization&) = default;
};

// What is written: decided beside the facts, in the transaction.
struct ReorganizationWrite {
  ReorganizationPlan plan;  // Without conflicts.
  Reorganization record;
};

// Called in the transaction, perhaps more than once. An error writes nothing.
using PlanRule =
    absl::FunctionRef<absl::StatusOr<ReorganizationWrite>(const ReorganizationFacts& facts)>;
using CancelRule = absl::FunctionRef<absl::StatusOr<ReorganizationWrite>(
    const Reorganization& reorganization, const KnownOrganizations& before,
    const KnownOrganizations& left, const KnownOrganizations& now)>;

// What a store is made with. Events hold no personal data.
struct ReorganizationEncoders {
  Encoder<Reorganization> answer;
  Encoder<Organization> organization_created;
  Encoder<OrganizationHistory> organization_changed;
  Encoder<Post> post_ended;
  Encoder<SecondaryLink> link_ended;
  Encoder<GuidanceLink> guidance_ended;
  Encoder<WorkingGroup> group_changed;
};

// Persists reorganizations. Each method is one transaction. Thread-safe.
//
// One reorganization at a time; no organization is created meanwhile. Both
// writes fail with TREE_BUSY, within seconds, while an import is applied.
class ReorganizationStore {
 public:
  virtual ~ReorganizationStore() = default;

  // The facts that `changes` on `effective_day` need, for a preview.
  virtual absl::StatusOr<ReorganizationFacts> LoadFacts(
      const Call& call, const std::vector<OrganizationChange>& changes,
      absl::CivilDay effective_day) = 0;

  // Writes what `plan` makes of the facts, with one event for each organization
  // and each post that ends, all of one change. A repeated request returns the
  // first answer.
  virtual absl::StatusOr<Answer> Apply(const Call& call, const Write& write,
                                       const std::vector<OrganizationChange>& changes,
                                       absl::CivilDay effective_day, PlanRule plan) = 0;

  // Takes a reorganization back, with its events; posts and links that it ended
  // are open again. REORGANIZATION_NOT_FOUND.
  virtual absl::StatusOr<Answer> Cancel(const Call& call, const Write& write,
                                        const std::string& reorganization_id,
                                        const std::string& reason, CancelRule plan) = 0;

  virtual absl::StatusOr<std::optional<Reorganization>> FindReorganization(
      const Call& call, const std::string& reorganization_id) = 0;

  // How many secondary and guidance links of the organizations, at either end,
  // are open on `day`.
  virtual absl::StatusOr<int64_t> CountOpenLinks(const Call& call,
                                                 const std::vector<std::string>& organization_ids,
                                                 absl::CivilDay day) = 0;

  // The organizations that a person administers by a post that is open on
  // `day` (ORG-07), by id.
  virtual absl::StatusOr<std::vector<std::string>> ListAdministered(const Call& call,
                                                                    const std::string& person_id,
                                                                    absl::CivilDay day) = 0;

  // By id.
  virtual absl::StatusOr<std::vector<Reorganization>> ListReorganizations(const Call& call,
                                                                          const Range& range) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATION_STORE_H_
