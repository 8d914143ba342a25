// Events of registry to changes of the tree in memory.

#ifndef XINQIAO_SERVICES_REGISTRY_FEED_TREE_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_FEED_TREE_CODEC_H_

#include <string>

#include "absl/status/status.h"
#include "services/registry/app/organization_tree.h"

namespace xinqiao::registry {

// Adds what one event of the feed says to `change`: nothing if it is about
// something else than the tree, or of a kind that a newer registry added.
// INTERNAL when the bytes are not such an event.
absl::Status AddEvent(const std::string& payload, OrganizationTree::Change& change);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_FEED_TREE_CODEC_H_
