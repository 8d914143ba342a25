// Ids in sixteen bytes, for what is kept in memory by the hundred thousand.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_COMPACT_ID_H_
#define XINQIAO_SERVICES_REGISTRY_APP_COMPACT_ID_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace xinqiao::registry {

// A UUID. Ordered as its text is.
struct CompactId {
  uint64_t high = 0;
  uint64_t low = 0;

  friend auto operator<=>(const CompactId&, const CompactId&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const CompactId& id) {
    return H::combine(std::move(state), id.high, id.low);
  }
};

// Nothing if `text` is no UUID in lower case.
std::optional<CompactId> ParseCompactId(absl::string_view text);

std::string ToText(const CompactId& id);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_COMPACT_ID_H_
