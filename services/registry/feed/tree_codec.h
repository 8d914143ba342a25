// Events of registry to changes of the tree and the rule packs in memory.

#ifndef XINQIAO_SERVICES_REGISTRY_FEED_TREE_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_FEED_TREE_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/policy_book.h"

namespace xinqiao::registry {

// A part of a resource.
struct Unread {
  std::string name;
  std::string why;

  friend bool operator==(const Unread&, const Unread&) = default;
};

// What one change of the feed makes of what registry keeps in memory.
struct FeedChange {
  OrganizationTree::Change tree;
  PolicyBook::Change book;
  // What was left out because only a newer version can read it.
  std::vector<Unread> unread;
};

// Adds what one event of the feed says to `change`: nothing if it is about
// something else, or of a kind that a newer registry added. What a newer registry
// added to a rule pack never stops the feed: that is left out, and named.
// INTERNAL when the bytes are not such an event.
absl::Status AddEvent(const std::string& payload, FeedChange& change);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_FEED_TREE_CODEC_H_
