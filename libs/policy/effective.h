// Which rules of which packs bind somebody on a day. Pure.

#ifndef XINQIAO_LIBS_POLICY_EFFECTIVE_H_
#define XINQIAO_LIBS_POLICY_EFFECTIVE_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/subject.h"

namespace xinqiao::policy {

// A rule in force, and the rules of other packs that it stands for.
struct EffectiveRule {
  RuleRef rule;
  std::vector<RuleRef> overrides;  // Nearest first.

  friend bool operator==(const EffectiveRule&, const EffectiveRule&) = default;
};

// The rules of `packs` that bind a post on `day`: those for posts that mean it,
// and those that are for everybody (ceilings, points of kinds, limits, switches,
// assumptions, evaluations that compare nobody). `packs` are those of the
// organizations on the way from the root to that of the post, whose scope reaches
// it. A switch is in force on no day before its document was issued.
//
// Where several packs say the same thing, the nearest is in force, and of one
// organization the one that came into force last, of these the later in
// `packs`. What the same thing is, SubjectMatter says. A voluntary rule takes the
// place of no other. Of one pack all rules stand beside each other. By step, then
// in the order of `packs` and of the pack.
std::vector<EffectiveRule> RulesOf(const PostFacts& post, absl::Span<const PlacedPack> packs,
                                   absl::CivilDay day);

// The same of an organization as a body.
std::vector<EffectiveRule> RulesOf(const OrganizationFacts& organization,
                                   absl::Span<const PlacedPack> packs, absl::CivilDay day);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_EFFECTIVE_H_
