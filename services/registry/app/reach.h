// Which packs of the book reach somebody.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_REACH_H_
#define XINQIAO_SERVICES_REGISTRY_APP_REACH_H_

#include <memory>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/calendar/period.h"
#include "libs/policy/placed_pack.h"
#include "services/registry/app/compact_id.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/policy_book.h"

namespace xinqiao::registry {

// Packs of the organizations on a way that are in force on a day of `days`: the
// highest first, of one organization in the order of publication. Rules of policy
// name them; so it moves, and is never copied.
class Reach {
 public:
  // Those that reach what stands at the end of `way`.
  Reach(const PolicyBook::Content& content, const Way& way, const Period& days);

  // Those that are `wanted`, which is asked in their order.
  Reach(const PolicyBook::Content& content, const Way& way, const Period& days,
        absl::FunctionRef<bool(const BookPack&)> wanted);

  Reach(const Reach&) = delete;
  Reach& operator=(const Reach&) = delete;
  Reach(Reach&&) = default;
  Reach& operator=(Reach&&) = default;

  absl::Span<const policy::PlacedPack> placed() const { return placed_; }

  // The pack of a rule that names one of placed().
  const std::shared_ptr<const BookPack>& PackOf(const policy::RuleRef& rule) const {
    return packs_[static_cast<size_t>(rule.pack - placed_.data())];
  }

  const EncodedRule& Encoded(const policy::RuleRef& rule) const {
    return PackOf(rule)->Encoded(rule.place);
  }

 private:
  std::vector<std::shared_ptr<const BookPack>> packs_;  // Keep alive what placed_ points to.
  std::vector<policy::PlacedPack> placed_;
};

// `pack` at `step` of a way.
policy::PlacedPack Place(const BookPack& pack, int step);

// Whether an organization is on the way, its end included.
bool StandsOn(const Way& way, const CompactId& organization_id);

// Where a pack binds on a day: what the ways lead to, and all below. `publisher`
// is the way to its organization; a subtree that has left it is none of its.
std::vector<Way> GroundOf(const OrganizationTree& tree, const Way& publisher,
                          absl::Span<const CompactId> subtree_ids, absl::CivilDay day);

// Whether a pack that is published above, and limited to the subtrees unless
// there are none, binds somebody on `ground`.
bool Meets(const OrganizationTree& tree, absl::Span<const CompactId> subtree_ids,
           absl::Span<const Way> ground, absl::CivilDay day);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_REACH_H_
