// The part of the guard that looks at work that no higher level asks for; see
// guard.h. Pure.

#ifndef XINQIAO_LIBS_POLICY_GUARD_NEW_WORK_H_
#define XINQIAO_LIBS_POLICY_GUARD_NEW_WORK_H_

#include <vector>

#include "absl/types/span.h"
#include "libs/policy/guard.h"
#include "libs/policy/placed_pack.h"

namespace xinqiao::policy {

// What `pack` asks for under a ceiling with kNewWork, and no level above it
// does. At most one raise per rule; of several ceilings a binding one.
std::vector<Raise> FindNewWork(const PlacedPack& pack, absl::Span<const PlacedPack> above);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_GUARD_NEW_WORK_H_
