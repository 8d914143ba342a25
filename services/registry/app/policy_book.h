// The published rule packs in memory.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_POLICY_BOOK_H_
#define XINQIAO_SERVICES_REGISTRY_APP_POLICY_BOOK_H_

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/calendar/period.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/compact_id.h"
#include "services/registry/app/organization_tree.h"

namespace xinqiao::registry {

// One rule as bytes, so that an answer is only put together.
struct EncodedRule {
  std::string bytes;        // All of it: where it comes from, then what it says.
  size_t source_begin = 0;  // What of `bytes` is the message that tells where
  size_t source_end = 0;    // it comes from.

  absl::string_view source() const {
    return absl::string_view(bytes).substr(source_begin, source_end - source_begin);
  }
};

// The rules of one pack: by the number of their type, then in the order of the
// pack.
inline constexpr size_t kRuleTypes = static_cast<size_t>(policy::RuleType::kAssumption) + 1;
using EncodedRules = std::array<std::vector<EncodedRule>, kRuleTypes>;

// A pack that was published, as the feed tells.
struct FeedPack {
  std::string rule_pack_id;
  std::string organization_id;
  int version = 0;
  std::string publisher;
  policy::RulePack rules;             // As far as this version can read them.
  std::vector<std::string> left_out;  // Those that it cannot: "duties[2]" of the pack.

  // Where a rule of `rules` is in the pack as it was published.
  std::string FieldOf(const policy::RulePlace& place) const;
};

// A pack of the book. Never changes.
struct BookPack {
  FeedPack published;
  CompactId organization_id;
  policy::OrganizationLevel level = policy::OrganizationLevel::kBranch;  // Of its organization.
  std::vector<CompactId> subtree_ids;                                    // Of its scope.
  Period in_force;                                                       // Empty if it never is.
  std::shared_ptr<const EncodedRules> encoded;

  // Whether its scope holds what stands at the end of `way`.
  bool Reaches(const Way& way) const;

  // Whether that stands in one of its subtrees, of whatever kind it is.
  bool HoldsSubtreeOf(const Way& way) const;

  const EncodedRule& Encoded(const policy::RulePlace& place) const {
    return (*encoded)[static_cast<size_t>(place.type)][place.index];
  }
};

// Every day, for what has no span of its own.
inline constexpr Period kEver = {.first = absl::CivilDay(1, 1, 1), .end = kOpenEnd};

// Fed by registry's own feed beside the tree. Readers wait for no decoding: what
// they got stays as it is. Thread-safe.
class PolicyBook {
 public:
  // In the order of their publication.
  using Packs = std::vector<std::shared_ptr<const BookPack>>;

  // All packs at one time.
  class Content {
   public:
    // Empty if the organization published none.
    const Packs& Of(const CompactId& organization_id) const;

    const absl::flat_hash_map<CompactId, std::shared_ptr<const Packs>>& all() const {
      return packs_;
    }

   private:
    friend class PolicyBook;
    absl::flat_hash_map<CompactId, std::shared_ptr<const Packs>> packs_;
  };

  // A pack that got its end.
  struct Ended {
    std::string rule_pack_id;
    std::string organization_id;
    Period in_force;  // Empty if it never comes into force.
  };

  // What one change of the feed holds. All of it becomes visible at once.
  struct Change {
    std::vector<FeedPack> published;
    std::vector<Ended> ended;
  };

  using Encode = std::function<EncodedRules(const FeedPack& pack, policy::OrganizationLevel level)>;

  // `tree` outlives the book, and is fed before it.
  PolicyBook(const OrganizationTree& tree, Encode encode);

  // INTERNAL, and nothing is applied, if it names what is not known.
  absl::Status Apply(const Change& change);

  std::shared_ptr<const Content> Get() const;

 private:
  absl::Status Add(const FeedPack& pack, Content& content) const;
  static absl::Status End(const Ended& ended, Content& content);

  const OrganizationTree& tree_;
  const Encode encode_;
  std::mutex writing_;
  mutable std::mutex mutex_;                // Behind writing_.
  std::shared_ptr<const Content> content_;  // Guarded by mutex_.
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POLICY_BOOK_H_
