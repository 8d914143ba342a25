// Where registry keeps organizations.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/secondary_link.h"

namespace xinqiao::registry {

// What placing an organization depends on.
struct PlacementFacts {
  std::optional<OrganizationHistory> parent;   // Nothing if there is none.
  std::vector<OrganizationCode> codes_in_use;  // Of those asked for.
};

// Rules over stored facts. The store reads the facts; the rule decides. They
// may be called more than once.
using PlaceRule = absl::FunctionRef<absl::StatusOr<Organization>(const PlacementFacts& facts)>;
using LinkRule = absl::FunctionRef<absl::Status(const SecondaryLinkFacts& facts)>;
using EndLinkRule = absl::FunctionRef<absl::StatusOr<SecondaryLink>(SecondaryLink link)>;

// An organization and the day on which it is asked about, as it was on record
// at an instant.
struct KnownAtQuery {
  std::string organization_id;
  absl::CivilDay day;
  absl::Time known_at;
};

// What a store is made with. `created`, `many_youth_set`, `link_created` and
// `link_ended` are events.
struct OrganizationEncoders {
  Encoder<Organization> answer;
  Encoder<Organization> created;
  Encoder<Organization> many_youth_set;
  Encoder<SecondaryLink> link_answer;
  Encoder<SecondaryLink> link_created;
  Encoder<SecondaryLink> link_ended;
};

// Persists organizations. Each method is one transaction. Thread-safe.
//
// In every write a repeated request returns the first answer, and does not ask
// the rule. tests/services/registry/storage/registry_store_contract.h states,
// as tests, what every implementation does.
class OrganizationStore {
 public:
  virtual ~OrganizationStore() = default;

  // Inserts what `place` makes of `organization`, with its event. The tree does
  // not change meanwhile.
  virtual absl::StatusOr<Answer> InsertOrganization(const Call& call, const Write& write,
                                                    const Organization& organization,
                                                    PlaceRule place) = 0;

  // Keeps the decision, with its event. The answer is of `day`.
  // ORGANIZATION_NOT_FOUND.
  virtual absl::StatusOr<Answer> SetManyYouth(const Call& call, const Write& write,
                                              const std::string& organization_id,
                                              const ManyYouth& many_youth, absl::CivilDay day) = 0;

  // As it is on `day`; nothing before its first.
  virtual absl::StatusOr<std::optional<Organization>> FindOrganization(
      const Call& call, const std::string& organization_id, absl::CivilDay day) = 0;

  // The same as it was on record at an instant. Codes and many_youth are those
  // of now.
  virtual absl::StatusOr<std::optional<Organization>> FindOrganizationKnownAt(
      const Call& call, const KnownAtQuery& query) = 0;

  // The parent first; empty if it was not on record.
  virtual absl::StatusOr<std::vector<Organization>> ListAncestorsKnownAt(
      const Call& call, const KnownAtQuery& query) = 0;

  // What `query` asks for, as it was on record at an instant, by id: one more
  // than its page holds, if there is another.
  virtual absl::StatusOr<std::vector<Organization>> ListDescendantsKnownAt(
      const Call& call, const DescendantsQuery& query, absl::Time known_at) = 0;

  // Inserts `link` with its event if `admit` accepts.
  virtual absl::StatusOr<Answer> InsertSecondaryLink(const Call& call, const Write& write,
                                                     const SecondaryLink& link, LinkRule admit) = 0;

  // Replaces a link by what `end` makes of it, with its event. LINK_NOT_FOUND.
  virtual absl::StatusOr<Answer> EndSecondaryLink(const Call& call, const Write& write,
                                                  const SecondaryLinkKey& key, EndLinkRule end) = 0;

  // By id.
  virtual absl::StatusOr<std::vector<SecondaryLink>> ListSecondaryLinks(
      const Call& call, const std::string& organization_id, const Range& range) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_ORGANIZATION_STORE_H_
