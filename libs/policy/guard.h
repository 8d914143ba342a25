// The guard against inflation: no level raises what a level above it asks for
// (CON-05, DIS-03, A-08; C-02). Pure.
//
// For every class of posts that rules tell apart, and every measure, the value
// set by the highest level that set one is the ceiling:
//
// - contact numbers: the number of one ContactObject; of several quotas of one
//   level that bind a post, the largest.
// - frequency of activities: acts per year (a year has 365 days). A level asks
//   for activities of kinds; whichever duties of a pack are taken together, they
//   may not ask for more than the duties above that share a kind with them. A
//   duty above counts for those of its kinds that no higher level names. Duties
//   joined by may_also_count are met by the same activities where they share a
//   kind: the largest counts. A duty each of whose kinds has to occur asks for
//   no less than its kinds. Two rules for their whole interval are compared by
//   their counts, also where several of them follow each other in time.
// - frequency of a CadenceMetric: acts per year, by the same rule; and the share
//   to be reached and how often. Where the highest level that set the metric
//   asks for no share, no share may be asked for.
//
// The other packs of the own organization ask for activities beside those of the
// checked pack; for what no level above sets, they are the ceiling.
//
// Numbers of 0 and voluntary rules set nothing and raise nothing. Rules are
// compared on the days on which both are in force. A level above that says so
// (Ceiling with kNewWork) lets lower levels ask only for kinds, objects and
// metrics that it or a level above the lower one asks the same posts for, with a
// number or without; a document issued before that ceiling is not bound by this,
// only warned about.

#ifndef XINQIAO_LIBS_POLICY_GUARD_H_
#define XINQIAO_LIBS_POLICY_GUARD_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/quota.h"

namespace xinqiao::policy {

// A rule that asks for more than is allowed.
struct Raise {
  RulePlace rule;  // Of the pack that was checked.
  CeilingScope scope = CeilingScope::kContactNumber;
  RuleRef ceiling;  // The rule that is raised; for kNewWork, the ceiling that forbids it.
  std::string
      reason;  // Both figures and both rules, for people: "asks for 100 ..., more than ...".
  bool binding = true;  // False: a warning only, the document is older than the ceiling.

  friend bool operator==(const Raise&, const Raise&) = default;
};

// What `pack` raises above the packs of `above`: those of the organizations on
// the way from the root to its own, in any order, and the others of its own
// organization, which count as above (so that nobody raises an own number by a
// second pack); to look again at a pack that stands, those published before it.
// Packs in `above` are taken to reach all of the publisher's subtree. At most
// one raise per rule of the pack and scope; by rule.
//
// Of duties that are too many only together, those that come first in the pack
// stand, and the others are raised. Where rules tell more than kClassesMax
// classes of posts apart, every rule concerned is said to be raised, with this
// as the reason.
std::vector<Raise> FindRaises(const PlacedPack& pack, absl::Span<const PlacedPack> above);

// `rules` with every rule made voluntary that raises something and is bound not to.
RulePack WithVoluntary(RulePack rules, absl::Span<const Raise> raises);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_GUARD_H_
