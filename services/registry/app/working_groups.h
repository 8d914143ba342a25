// What registry does with working groups: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_WORKING_GROUPS_H_
#define XINQIAO_SERVICES_REGISTRY_APP_WORKING_GROUPS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/page.h"
#include "services/registry/app/working_group_store.h"
#include "services/registry/domain/working_group.h"

namespace xinqiao::registry {

// Applies the rules of working groups. Thread-safe.
class WorkingGroups {
 public:
  // All of it outlives the WorkingGroups.
  struct Deps {
    WorkingGroupStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  // Who joins or leaves, and on which day.
  struct Membership {
    std::string request_id;
    WorkingGroupKey key;
    PostKey post;
    absl::CivilDay day;  // The first day, or the first day no longer.
  };

  // A group and its end.
  struct Ending {
    std::string request_id;
    WorkingGroupKey key;
    absl::CivilDay valid_to;
  };

  // Which groups to list.
  struct Query {
    std::string organization_id;
    PageRequest page;
  };

  explicit WorkingGroups(const Deps& deps) : deps_(deps) {}

  // Each writes, or returns the answer that an earlier call with the same
  // request id got.
  absl::StatusOr<Answer> CreateWorkingGroup(const Call& call, NewWorkingGroup draft);
  absl::StatusOr<Answer> AddWorkingGroupMember(const Call& call, Membership joining);
  absl::StatusOr<Answer> RemoveWorkingGroupMember(const Call& call, Membership leaving);
  absl::StatusOr<Answer> EndWorkingGroup(const Call& call, Ending ending);

  absl::StatusOr<WorkingGroup> GetWorkingGroup(const Call& call, const WorkingGroupKey& key);

  absl::StatusOr<Page<WorkingGroup>> ListWorkingGroups(const Call& call, const Query& query);

 private:
  Write WriteOf(std::string request_id);

  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_WORKING_GROUPS_H_
