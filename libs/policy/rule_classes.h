// Which rules meet on one post: rules compared without listing posts. Pure.

#ifndef XINQIAO_LIBS_POLICY_RULE_CLASSES_H_
#define XINQIAO_LIBS_POLICY_RULE_CLASSES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "libs/calendar/period.h"
#include "libs/policy/index_set.h"
#include "libs/policy/rule_pack.h"
#include "libs/policy/subject.h"

namespace xinqiao::policy {

// When and for whom a rule is. What it points to outlives it.
struct Bound {
  const Subject* subject = nullptr;  // Nothing: everybody.
  const Scope* scope = nullptr;      // Its kinds and levels; its subtrees are left out.
  Period in_force;
};

// More classes of posts than this are not compared.
inline constexpr size_t kClassesMax = 200'000;

// Every set of `rules` that binds some post together; of organizations, if `of`
// says so. Two posts that the rules do not tell apart give one set. Only sets
// that meet each of `needed`. Nothing when there are more than kClassesMax.
//
// A kind and a level go together where HasLevel() says so. Apart from that a post
// may have any appointment type, rank, title, kind and level together: which go
// together in life is not asked.
std::optional<std::vector<IndexSet>> ClassesOf(Subject::Of of, absl::Span<const Bound> rules,
                                               absl::Span<const IndexSet> needed);

// Every set of `rules` that is in force on some day together, by day.
std::vector<IndexSet> DaysOf(absl::Span<const Bound> rules);

// Every set of `rules` that binds somebody together on some day; otherwise as
// ClassesOf().
std::optional<std::vector<IndexSet>> SituationsOf(Subject::Of of, absl::Span<const Bound> rules,
                                                  absl::Span<const IndexSet> needed);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_RULE_CLASSES_H_
