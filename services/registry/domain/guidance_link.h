// Guidance links: whom or what the holder of a post guides (CON-11, CAD-09).

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_GUIDANCE_LINK_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_GUIDANCE_LINK_H_

#include <optional>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// A base committee, and the one branch inside it.
struct GuidedBase {
  std::string committee_id;
  std::string branch_id;

  friend bool operator==(const GuidedBase&, const GuidedBase&) = default;
};

// What is guided: a base, or the post of a secretary.
using Guided = std::variant<GuidedBase, PostKey>;

// Names a link.
struct GuidanceLinkKey {
  PostKey post;
  std::string guidance_link_id;
};

// What a caller asks for: well-formed, not yet accepted.
struct NewGuidanceLink {
  std::string request_id;
  PostKey post;
  Guided guided;
  absl::CivilDay valid_from;
};

struct GuidanceLink {
  std::string guidance_link_id;
  PostKey post;
  Guided guided;
  Period validity;  // Up to kOpenEnd while it has no end.
  absl::Time create_time;

  friend bool operator==(const GuidanceLink&, const GuidanceLink&) = default;
};

// An organization as a guidance sees it.
struct GuidedOrganization {
  OrganizationKind kind = OrganizationKind::kBranch;
  bool stands = false;  // From the first day of the guidance on.
};

// What guiding a base depends on.
struct GuidedBaseFacts {
  std::optional<GuidedOrganization> committee;  // Nothing if there is none.
  std::optional<GuidedOrganization> branch;
  bool branch_below_committee = false;  // On the first day.
};

// What guiding a post depends on.
struct GuidedPostFacts {
  std::optional<Post> post;  // Nothing if there is none.
  std::optional<GuidedOrganization> organization;
};

// What a guidance depends on; of `base` and `guided_post` the one that it is
// about.
struct GuidanceFacts {
  std::optional<Post> post;  // Whose guidance it is.
  GuidedBaseFacts base;
  GuidedPostFacts guided_post;
  // The post guides a base, or the same post, on the first day or later.
  bool same_exists = false;
};

// Whether `kind` is a base committee (基层团委) or a general branch.
bool IsBaseCommittee(OrganizationKind kind);

// Whether `title` is that of a secretary (书记), not only of a deputy.
bool IsSecretary(absl::string_view title);

// OK if `link` may be made, else POST_NOT_VALID, ORGANIZATION_NOT_VALID,
// NOT_GUIDABLE, NOT_IN_SUBTREE or GUIDANCE_EXISTS.
absl::Status CheckGuidance(const GuidanceLink& link, const GuidanceFacts& facts);

// `link` with the end `valid_to`. GUIDANCE_ENDED if it has one already,
// INVALID_FIELDS if it began later.
absl::StatusOr<GuidanceLink> End(GuidanceLink link, absl::CivilDay valid_to);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_GUIDANCE_LINK_H_
