// Working groups: teams across organizations, beside the tree (ORG-08).

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKING_GROUP_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKING_GROUP_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Of one group, past ones included.
inline constexpr size_t kGroupMembersMax = 200;

// Names a group.
struct WorkingGroupKey {
  std::string organization_id;
  std::string working_group_id;
};

// What a caller asks for: well-formed, not yet accepted.
struct NewWorkingGroup {
  struct Member {
    PostKey post;
    std::optional<absl::CivilDay> valid_from;  // With the group if unset.
  };

  std::string request_id;
  std::string organization_id;
  std::string display_name;
  std::string purpose;
  PostKey leader;
  std::vector<Member> members;
  absl::CivilDay valid_from;
};

struct WorkingGroupMember {
  PostKey post;
  Period validity;  // Up to kOpenEnd while it has no end.

  friend bool operator==(const WorkingGroupMember&, const WorkingGroupMember&) = default;
};

struct WorkingGroup {
  std::string working_group_id;
  std::string organization_id;
  std::string display_name;
  std::string purpose;
  PostKey leader;
  std::vector<WorkingGroupMember> members;  // In the order of joining, without the leader.
  Period validity;                          // Up to kOpenEnd while it has no end.
  absl::Time create_time;

  friend bool operator==(const WorkingGroup&, const WorkingGroup&) = default;
};

// What forming a group depends on.
struct WorkingGroupFacts {
  bool organization_stands = false;  // From its first day on.
  std::vector<Post> posts;           // Of the leader and the members, those that there are.
};

// OK if `group` may be formed, else ORGANIZATION_NOT_VALID, POST_NOT_VALID or
// MEMBER_EXISTS.
absl::Status CheckWorkingGroup(const WorkingGroup& group, const WorkingGroupFacts& facts);

// `group` with one more member. WORKING_GROUP_ENDED, MEMBER_EXISTS,
// WORKING_GROUP_FULL; POST_NOT_VALID unless `post`, that of the member, is held
// on its first day; INVALID_FIELDS if that is before the group's.
absl::StatusOr<WorkingGroup> AddMember(WorkingGroup group, const WorkingGroupMember& member,
                                       const std::optional<Post>& post);

// `group` in which a membership has the end `valid_to`. WORKING_GROUP_ENDED,
// MEMBER_NOT_FOUND; INVALID_FIELDS if it began later.
absl::StatusOr<WorkingGroup> RemoveMember(WorkingGroup group, const PostKey& post,
                                          absl::CivilDay valid_to);

// `group` and whatever membership reaches further with the end `valid_to`.
// WORKING_GROUP_ENDED; INVALID_FIELDS if the group began later.
absl::StatusOr<WorkingGroup> End(WorkingGroup group, absl::CivilDay valid_to);

// `group` in which no membership reaches further than the group.
WorkingGroup WithMembersWithin(WorkingGroup group);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_WORKING_GROUP_H_
