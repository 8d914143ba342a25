// What registry does with organizations: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATIONS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATIONS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/organization_store.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/page.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/secondary_link.h"

namespace xinqiao::registry {

// Which day of which record a reader looks at.
struct View {
  std::optional<absl::CivilDay> as_of;  // Today if unset.
  std::optional<absl::Time> known_at;   // What is on record now if unset.
  int64_t min_position = 0;             // Of registry's feed, to wait for.
};

// Applies the rules of the tree. Writes go to the store; reads come from the
// tree in memory, except what was on record earlier. Thread-safe.
class Organizations {
 public:
  // All of it outlives the Organizations.
  struct Deps {
    OrganizationStore& store;
    const OrganizationTree& tree;
    // Whether the tree got this far before the deadline.
    std::function<bool(int64_t position, absl::Time deadline)> wait_for_position;
    const Clock& clock;
    IdGenerator& ids;
  };

  // A decision about one organization.
  struct ManyYouthDecision {
    std::string request_id;
    std::string organization_id;
    ManyYouth many_youth;
  };

  // A link and its end.
  struct LinkEnding {
    std::string request_id;
    SecondaryLinkKey key;
    absl::CivilDay valid_to;
  };

  explicit Organizations(const Deps& deps) : deps_(deps) {}

  // Each write returns the answer that an earlier call with the same request id
  // got, if there was one.
  absl::StatusOr<Answer> CreateOrganization(const Call& call, NewOrganization draft);
  absl::StatusOr<Answer> SetManyYouth(const Call& call, ManyYouthDecision decision);
  absl::StatusOr<Answer> CreateSecondaryLink(const Call& call, NewSecondaryLink draft);
  absl::StatusOr<Answer> EndSecondaryLink(const Call& call, LinkEnding ending);

  // What the tree in memory has, if that is all that `view` asks for; nothing
  // if the database must be asked.
  std::optional<Organization> FindInMemory(const std::string& organization_id,
                                           const View& view) const;
  absl::StatusOr<Organization> GetOrganization(const Call& call, const std::string& organization_id,
                                               const View& view);
  absl::StatusOr<std::vector<Organization>> BatchGetOrganizations(
      const Call& call, const std::vector<std::string>& ids, const View& view);
  absl::StatusOr<Organization> LookupOrganization(const Call& call, const OrganizationCode& code,
                                                  const View& view);

  // The children of `parent_id`, or for "" all, or all that have no parent.
  absl::StatusOr<Page<Organization>> ListOrganizations(const Call& call,
                                                       const std::string& parent_id,
                                                       const View& view, const PageRequest& page,
                                                       bool roots_only = false);
  // Once the tree got to `min_position`.
  absl::StatusOr<Page<OrganizationVersion>> ListOrganizationVersions(
      const Call& call, const std::string& organization_id, int64_t min_position,
      const PageRequest& page);
  absl::StatusOr<std::vector<Organization>> ListAncestors(const Call& call,
                                                          const std::string& organization_id,
                                                          const View& view);
  // `query.day` is set from `view`. With known_at in the order of ids.
  absl::StatusOr<Page<Organization>> ListDescendants(const Call& call, DescendantsQuery query,
                                                     const View& view);
  absl::StatusOr<Page<Organization>> SearchOrganizations(const Call& call, SearchQuery query,
                                                         const View& view);
  absl::StatusOr<Page<SecondaryLink>> ListSecondaryLinks(const Call& call,
                                                         const std::string& organization_id,
                                                         const PageRequest& page);

 private:
  // The day to look at, once the tree got to the position asked for;
  // NOT_CAUGHT_UP.
  absl::StatusOr<absl::CivilDay> DayOf(const Call& call, const View& view) const;
  absl::CivilDay AsOf(const View& view) const;
  Write NewWrite(std::string request_id) const;

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATIONS_H_
