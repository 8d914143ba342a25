// The guard against inflation: no level raises what a level above it asks for
// (CON-05, DIS-03, A-08; C-02). Pure.
//
// For every class of posts that rules tell apart, and every measure, the value
// set by the highest level that set one is the ceiling:
//
// - contact numbers: the number of one ContactObject; of several quotas of one
//   level that bind a post, the largest.
// - frequency of activities: acts per year (a year has 365 days). All packs on
//   the way down together may not take more acts than those do that set the
//   frequency of a kind first, and no level may add to what it takes by asking
//   for another part of it: see "Together".
// - frequency of a CadenceMetric: acts per year, by the same rule; and the share
//   to be reached and how often. Where the highest level that set the metric
//   asks for no share, no share may be asked for.
//
// Together. Rules take the fewest acts that meet all of them. An act of a kind
// counts in one rule of every organization that names the kind; in several of
// one organization only where a pack says so in may_also_count, and the kind is
// of both. A duty each of whose kinds has to occur asks for no less than its
// kinds. Of rules about the same (see SubjectMatter) the nearest is asked for,
// and of one organization one at a time.
//
// Above a rule stand, for each of its kinds, the rules of the highest level that
// names the kind; above those of the highest level itself, they. Whichever rules
// above are taken together, the rules of all packs that have nothing else above
// them may not take more acts than these. So a city may ask for five of one kind
// under a province that asks for five of whichever, and its county then not for
// five of another.
//
// What it takes more without the checked pack already is not held against it.
// Kinds that no level above names are free. Rules for their whole interval under
// such rules are compared by their counts, also where several of them follow each
// other in time. Acts are compared in proportion, not in whole acts: two rules of
// one act may take one and a half. Where more than 9 different sets of rules
// stand above those that have to do with a rule, not every union of them is
// looked at (see FindExcess).
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
  // Rules of other packs that have a part in it beside `ceiling`: others above,
  // and those it asks for too much together with.
  std::vector<RuleRef> others;

  friend bool operator==(const Raise&, const Raise&) = default;
};

// What `pack` raises above the packs of `above`: those of the organizations on
// the way from the root to its own, those of one organization in the order of
// RulesOf(), and the others of its own organization, which count as above (so
// that nobody raises an own number by a second pack); to look again at a pack
// that stands, those published before it.
// Packs in `above` are taken to reach all of the publisher's subtree. At most
// one raise per rule of the pack and scope; by rule.
//
// Of duties that are too many only together, those that come first in the pack
// stand, and the others are raised. Where rules tell more classes of
// posts apart than can be compared in a moment, every rule that was not is said to
// be raised, with this as the reason.
std::vector<Raise> FindRaises(const PlacedPack& pack, absl::Span<const PlacedPack> above);

// `rules` with every rule made voluntary that raises something and is bound not to.
RulePack WithVoluntary(RulePack rules, absl::Span<const Raise> raises);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_GUARD_H_
