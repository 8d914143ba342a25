// Links of organizations beside the tree.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_SECONDARY_LINK_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_SECONDARY_LINK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"

namespace xinqiao::registry {

// Numbered as in organization_service.proto; the numbers are stored.
enum class SecondaryLinkType {
  kTerritorial = 1,
  kBusinessGuidance = 2,
};

// Names a link.
struct SecondaryLinkKey {
  std::string organization_id;
  std::string link_id;
};

// What a caller asks for: well-formed, not yet accepted.
struct NewSecondaryLink {
  std::string request_id;
  std::string organization_id;
  std::string related_id;
  SecondaryLinkType type = SecondaryLinkType::kTerritorial;
  absl::CivilDay valid_from;
};

struct SecondaryLink {
  std::string link_id;
  std::string organization_id;
  std::string related_id;
  SecondaryLinkType type = SecondaryLinkType::kTerritorial;
  Period validity;  // Up to kOpenEnd while it has no end.

  friend bool operator==(const SecondaryLink&, const SecondaryLink&) = default;
};

// What a link depends on.
struct SecondaryLinkFacts {
  bool both_stand = false;   // From its first day on.
  bool same_exists = false;  // The same ends and type, on a day of its own.
};

// OK, or ORGANIZATION_NOT_VALID, LINK_EXISTS.
absl::Status CheckSecondaryLink(const SecondaryLink& link, const SecondaryLinkFacts& facts);

// `link` with the end `valid_to`. LINK_ENDED if it has one already,
// INVALID_FIELDS if it is not after its first day.
absl::StatusOr<SecondaryLink> End(SecondaryLink link, absl::CivilDay valid_to);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_SECONDARY_LINK_H_
