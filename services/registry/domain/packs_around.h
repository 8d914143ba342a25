// What a publication is judged by: the packs that are there, and which of them it meets.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_PACKS_AROUND_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_PACKS_AROUND_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/calendar/workdays.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/rule_finding.h"
#include "services/registry/domain/rule_pack.h"

namespace xinqiao::registry {

// One organization on the way from the root down to the publisher.
struct PathStep {
  std::string organization_id;
  OrganizationLevel level = OrganizationLevel::kBranch;

  friend bool operator==(const PathStep&, const PathStep&) = default;
};

// What a publication depends on, on its day.
struct PublicationFacts {
  absl::flat_hash_set<std::string> kind_ids;
  int version = 1;                       // That it gets.
  std::vector<PathStep> path;            // The publisher last; empty if it does not stand.
  std::vector<PublishedRulePack> packs;  // Of the path, also those that ended.
  // Of every organization that the pack names, and every subtree that one of
  // `packs` is limited to: itself and the organizations above it. Not of those
  // that do not stand.
  std::map<std::string, std::vector<std::string>> ways;
};

// What a publication is judged by. What it points to outlives it.
struct PublicationCase {
  const NewRulePack& draft;
  absl::CivilDay day;  // Of publication.
  const PublicationFacts& facts;
  const std::vector<policy::RulePack>& rules;  // Of facts.packs, in their order.
  const WorkdayCalendar& calendar;             // For the closing of books.
};

// A pack of the facts where it stands.
struct PackAround {
  policy::PlacedPack pack;
  size_t index = 0;  // In the facts.
};

// The packs that meet the draft somewhere on some day, in the order of the facts.
// That of `superseded` ends as it says there. What they point to belongs to
// `publication`.
std::vector<PackAround> PacksAround(const PublicationCase& publication,
                                    const std::optional<PublishedRulePack>& superseded);

// Where a rule of one of them comes from.
RuleSource SourceOf(const PublicationCase& publication, const PackAround& around,
                    const policy::RulePlace& place);

// When the draft is in force. What takes the place of another begins today if it
// does not say.
std::optional<Period> InForceOfDraft(const PublicationCase& publication);

// `rules` where the draft will stand.
policy::PlacedPack PlaceDraft(const PublicationCase& publication, const policy::RulePack& rules);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_PACKS_AROUND_H_
