// Which rules bind whom: what registry answers from the tree and the book in
// memory, one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_RULE_READS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_RULE_READS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/calendar/period.h"
#include "libs/policy/duty_load.h"
#include "libs/policy/effective.h"
#include "libs/policy/quota.h"
#include "libs/policy/rule_pack.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/page.h"
#include "services/registry/app/policy_book.h"
#include "services/registry/app/reach.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Which day a reader looks at.
struct RuleView {
  std::optional<absl::CivilDay> day;  // Today if unset.
  int64_t min_position = 0;           // Of registry's feed, to wait for.
};

// A post, or an organization if there is no id of a post.
using RuleTarget = PostKey;

// The rules that bind somebody.
struct RulesInForce {
  absl::CivilDay day;
  Reach reach;                               // What the rules name.
  std::vector<policy::EffectiveRule> rules;  // The highest level first.
};

// What is asked of a post.
struct PostLoad {
  Reach reach;  // What the rules name.
  policy::DutyLoad load;
};

// A rule of the book.
struct BookRule {
  std::shared_ptr<const BookPack> pack;
  policy::RulePlace place;
};

// A rule in force that asks for more than one above it.
struct StandingRaise {
  BookRule rule;
  BookRule ceiling;
  policy::CeilingScope scope = policy::CeilingScope::kContactNumber;
  std::string description;
  std::string cursor;  // To go on behind it.
};

// Whether a function is on.
struct SwitchState {
  policy::SwitchKind kind = policy::SwitchKind::kOrganizationRanking;
  bool enabled = false;
  std::optional<BookRule> decided_by;  // Nothing if no pack lists it.
  absl::CivilDay since_day;            // If one does.
  bool since_day_assumed = false;      // Its document names no day.
};

struct Switchboard {
  absl::CivilDay day;
  std::vector<SwitchState> states;  // Every function once, in the order of SwitchKind.
};

// What an organization files.
struct Filing {
  Organization organization;
  Switchboard switchboard;
  // The organization itself, or the nearest one above it that has an
  // administrator; and their posts. Nobody holds one if there are none.
  std::string administered_by;
  std::vector<AdministratorPost> administrators;
};

// Whether `cursor` is one of StandingRaise.
bool IsRaiseCursor(absl::string_view cursor);

// Thread-safe.
class RuleReads {
 public:
  // All of it outlives the RuleReads.
  struct Deps {
    const OrganizationTree& tree;
    const PolicyBook& book;
    // Whether both got this far before the deadline.
    std::function<bool(int64_t position, absl::Time deadline)> wait_for_position;
    const Clock& clock;
  };

  // Which load to add up.
  struct LoadQuery {
    PostKey post;
    Period period;  // With an end.
    int64_t min_position = 0;
  };

  // Which findings to list.
  struct RaiseQuery {
    std::string scope_id;
    std::optional<absl::CivilDay> day;  // Today if unset.
    PageRequest page;
  };

  explicit RuleReads(const Deps& deps) : deps_(deps) {}

  // POST_NOT_FOUND, ORGANIZATION_NOT_FOUND, NOT_CAUGHT_UP.
  absl::StatusOr<RulesInForce> GetEffectiveRules(const Call& call, const RuleTarget& target,
                                                 const RuleView& view) const;

  // In the tree of the last day of the period on which the post is held.
  // POST_NOT_FOUND, NOT_CAUGHT_UP.
  absl::StatusOr<PostLoad> GetDutyLoad(const Call& call, const LoadQuery& query) const;

  // By organization and pack. Takes milliseconds per pack. ORGANIZATION_NOT_FOUND.
  absl::StatusOr<Page<StandingRaise>> ListRuleFindings(const RaiseQuery& query) const;

  // ORGANIZATION_NOT_FOUND, NOT_CAUGHT_UP.
  absl::StatusOr<Switchboard> GetSwitchboard(const Call& call, const std::string& organization_id,
                                             const RuleView& view) const;

  // ORGANIZATION_NOT_FOUND.
  absl::StatusOr<Filing> GetFilingSheet(const std::string& organization_id,
                                        std::optional<absl::CivilDay> day) const;

 private:
  // A pack of the subtree, and the way to its organization.
  struct PlacedInTree {
    std::shared_ptr<const BookPack> pack;
    Way way;
  };

  // NOT_CAUGHT_UP if the position is not reached in time.
  absl::Status WaitFor(const Call& call, int64_t min_position) const;
  absl::CivilDay DayOf(std::optional<absl::CivilDay> day) const;
  // Those in force on `day`, by organization and pack.
  std::vector<PlacedInTree> PacksBelow(const PolicyBook::Content& content,
                                       const std::string& scope_id, absl::CivilDay day) const;
  // What a pack raises on `day` of those above it, and of its own organization's
  // before it.
  std::vector<StandingRaise> RaisesOf(const PolicyBook::Content& content,
                                      const PlacedInTree& checked, absl::CivilDay day) const;
  absl::StatusOr<Switchboard> SwitchboardOn(const std::string& organization_id,
                                            absl::CivilDay day) const;

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_RULE_READS_H_
