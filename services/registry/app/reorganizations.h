// What registry does with reorganizations: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATIONS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATIONS_H_

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/page.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/app/reorganization_preview.h"
#include "services/registry/app/reorganization_store.h"
#include "services/registry/domain/reorganization.h"

namespace xinqiao::registry {

// What a caller asks for: well-formed, not yet accepted.
struct NewReorganization {
  std::string request_id;  // "" only with validate_only.
  absl::CivilDay effective_day;
  std::vector<OrganizationChange> changes;  // Creations without their ids.
  std::string content;                      // The request as it is kept.
  bool validate_only = false;
};

// Plans, previews, applies and takes back reorganizations. Thread-safe.
class Reorganizations {
 public:
  // Adds to the content of a request what was found out.
  using ContentEncoder =
      std::function<std::string(const std::string& content, const ReorganizationPreview& preview,
                                const std::vector<std::string>& created_ids)>;

  // All of it outlives the Reorganizations.
  struct Deps {
    ReorganizationStore& store;
    PolicyStore& policy_store;
    const OrganizationTree& tree;
    ContentEncoder encode_content;
    Encoder<Reorganization> encode_preview;  // The answer to validate_only.
    const Clock& clock;
    IdGenerator& ids;
  };

  // One to take back.
  struct Cancellation {
    std::string request_id;
    std::string reorganization_id;
    std::string reason;
  };

  explicit Reorganizations(const Deps& deps) : deps_(deps) {}

  // Applies `asked`, returns the answer that an earlier call with the same
  // request id got, or answers with a preview.
  absl::StatusOr<Answer> CreateReorganization(const Call& call, NewReorganization asked);

  absl::StatusOr<Answer> CancelReorganization(const Call& call, const Cancellation& cancellation);

  absl::StatusOr<Reorganization> GetReorganization(const Call& call,
                                                   const std::string& reorganization_id);

  absl::StatusOr<Page<Reorganization>> ListReorganizations(const Call& call,
                                                           const PageRequest& page);

 private:
  // A preview, and the sides of the plan that the caller does not administer.
  struct Measured {
    ReorganizationPreview preview;
    std::vector<std::string> out_of_scope;
  };
  absl::StatusOr<Measured> MeasureFor(const Call& call, const ReorganizationPlan& plan,
                                      absl::CivilDay effective_day);
  // The organizations that the caller administers; nothing if the caller is no
  // person, and not limited to any.
  absl::StatusOr<std::optional<std::set<std::string>>> ScopeOf(const Call& call);
  // Those of `sides` that are not in `scope`, nor below it, on the day.
  std::vector<std::string> OutOfScope(const std::optional<std::set<std::string>>& scope,
                                      const std::set<std::string>& sides,
                                      absl::CivilDay effective_day) const;
  // The names of those that are in force on the day, or later.
  absl::StatusOr<std::vector<std::string>> RulePacksOf(const Call& call,
                                                       const std::set<std::string>& ids,
                                                       absl::CivilDay day);

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_REORGANIZATIONS_H_
