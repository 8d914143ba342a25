// The part of the guard that looks at frequencies; see guard.h. Pure.

#ifndef XINQIAO_LIBS_POLICY_GUARD_FREQUENCY_H_
#define XINQIAO_LIBS_POLICY_GUARD_FREQUENCY_H_

#include <vector>

#include "absl/types/span.h"
#include "libs/policy/guard.h"
#include "libs/policy/placed_pack.h"

namespace xinqiao::policy {

// What `pack` raises by how often it asks for activities (duties) and for what
// cadences count. At most one raise per rule.
std::vector<Raise> FindFrequencyRaises(const PlacedPack& pack, absl::Span<const PlacedPack> above);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_GUARD_FREQUENCY_H_
